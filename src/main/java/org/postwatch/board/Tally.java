package org.postwatch.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.coverage.PostDay;
import org.postwatch.incident.Incident;
import org.postwatch.routing.Entry;

/** Keeps what a summary counts: of each district, what concerns its day. */
public final class Tally implements Audience {
    private static final class Sheet {
        private final SchoolDay day;
        private final Map<String, PostDay> posts = new TreeMap<>();
        private final Map<String, Incident> incidents = new TreeMap<>();
        private final List<DeadLetterHeaders> deadLetters = new ArrayList<>();
        private final List<Entry> decisions = new ArrayList<>();

        private Sheet(SchoolDay day) {
            this.day = day;
        }
    }

    private final Map<String, Sheet> sheets = new LinkedHashMap<>();

    public Tally(List<SchoolDay> days) {
        days.forEach(day -> sheets.put(day.district().id(), new Sheet(day)));
    }

    @Override
    public void day(PostDay post) {
        Sheet sheet = sheets.get(post.district());
        if (post.date().equals(sheet.day.date())) {
            sheet.posts.put(post.campus() + "/" + post.post(), post);
        }
    }

    @Override
    public void incident(String district, Incident incident) {
        sheets.get(district).incidents.put(incident.id(), incident);
    }

    @Override
    public void incidentGone(String district, String id) {
        sheets.get(district).incidents.remove(id);
    }

    @Override
    public void deadLetter(String key, DeadLetterHeaders why) {
        Sheet sheet = sheets.get(key);
        if (sheet != null && sheet.day.span().contains(why.stamp())) {
            sheet.deadLetters.add(why);
        }
    }

    @Override
    public void decision(Entry entry) {
        Sheet sheet = sheets.get(entry.district());
        if (sheet.day.span().contains(entry.at())) {
            sheet.decisions.add(entry);
        }
    }

    /** One account for each district. */
    public List<Account> accounts(Map<String, Instant> upTo) {
        return sheets.values().stream()
                .map(sheet -> new Account(
                        sheet.day,
                        upTo.get(sheet.day.district().id()),
                        new ArrayList<>(sheet.posts.values()),
                        new ArrayList<>(sheet.incidents.values()),
                        sheet.deadLetters,
                        new Disclosures(sheet.decisions)))
                .toList();
    }
}
