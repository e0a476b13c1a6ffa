package org.postwatch.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.coverage.CampusNow;
import org.postwatch.incident.Incident;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/** What was said so far of the districts on the board. One thread tells it, another one looks. */
public final class Board implements Audience {
    private static final class Corner {
        private final SchoolDay day;
        private final Map<String, CampusNow> campuses = new LinkedHashMap<>();
        private final Map<String, Incident> open = new TreeMap<>();
        private Instant now;
        private int deadLetters;

        private Corner(SchoolDay day, Instant now) {
            this.day = day;
            this.now = now;
            String district = day.district().id();
            day.campuses().keySet().forEach(id -> campuses.put(id, CampusNow.of(district, id, List.of())));
        }

        private Panel panel() {
            return new Panel(day, now, new ArrayList<>(campuses.values()), new ArrayList<>(open.values()), deadLetters);
        }
    }

    private final Map<String, Corner> corners = new LinkedHashMap<>();
    private final Map<String, Instant> begin;
    private final Refusals refusals;
    private final Foot.Latest latest = new Foot.Latest();

    /** @param begin by district: what its panel shows for a time at first */
    public Board(List<SchoolDay> days, Map<String, Instant> begin) {
        this.begin = Map.copyOf(begin);
        this.refusals = new Refusals(this.begin);
        days.forEach(day -> corners.put(
                day.district().id(), new Corner(day, begin.get(day.district().id()))));
    }

    /** The time that a district's panel shows; never earlier than what it shows. */
    public synchronized void clock(String district, Instant now) {
        Corner corner = corners.get(district);
        corner.now = now.isAfter(corner.now) ? now : corner.now;
    }

    /** What the board shows, in the order of the districts. */
    public synchronized List<Panel> panels() {
        return corners.values().stream().map(Corner::panel).toList();
    }

    /** What goes out since the beginning. */
    public synchronized Foot foot() {
        return latest.foot();
    }

    @Override
    public synchronized void delivered(Notice notice) {
        if (!notice.at().isBefore(begin.get(notice.district()))) {
            latest.count(Entry.Outcome.TOLD);
            clock(notice.district(), notice.at());
            add(News.of(notice));
        }
    }

    @Override
    public synchronized void decision(Entry entry) {
        // What is told counts when it is there.
        if (entry.outcome() != Entry.Outcome.TOLD && !entry.at().isBefore(begin.get(entry.district()))) {
            latest.count(entry.outcome());
            clock(entry.district(), entry.at());
            refusals.news(entry).ifPresent(this::add);
        }
    }

    private void add(News news) {
        latest.add(news, corners.get(news.district()).day);
    }

    @Override
    public synchronized void campus(CampusNow campus, Instant said) {
        clock(campus.district(), said);
        corners.get(campus.district()).campuses.put(campus.campus(), campus);
    }

    @Override
    public synchronized void incident(String district, Incident incident) {
        Map<String, Incident> open = corners.get(district).open;
        if (incident.status() == Incident.Status.OPEN) {
            open.put(incident.id(), incident);
        } else {
            open.remove(incident.id());
        }
    }

    @Override
    public synchronized void incidentGone(String district, String id) {
        corners.get(district).open.remove(id);
    }

    @Override
    public synchronized void deadLetter(String key, DeadLetterHeaders why) {
        Corner corner = corners.get(key);
        if (corner != null && corner.day.span().contains(why.stamp())) {
            corner.deadLetters++;
        }
    }
}
