package org.postwatch.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.Incident;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.wire.DeadLetterHeaders;

/** Keeps what a summary counts: of each district, what concerns its day. */
public final class DaySummaryCollector implements OutputListener {
    private static final class DistrictTotals {
        private final SchoolDay day;
        private final Map<String, PostDayIntervals> posts = new TreeMap<>();
        private final Map<String, Incident> incidents = new TreeMap<>();
        private final List<DeadLetterHeaders> deadLetters = new ArrayList<>();
        private final List<DisclosureRecord> decisions = new ArrayList<>();

        private DistrictTotals(SchoolDay day) {
            this.day = day;
        }
    }

    private final Map<String, DistrictTotals> totalsByDistrict = new LinkedHashMap<>();

    public DaySummaryCollector(List<SchoolDay> days) {
        days.forEach(day -> totalsByDistrict.put(day.district().id(), new DistrictTotals(day)));
    }

    @Override
    public void onPostDay(PostDayIntervals post) {
        DistrictTotals sheet = totalsByDistrict.get(post.district());
        if (post.date().equals(sheet.day.date())) {
            sheet.posts.put(post.campus() + "/" + post.post(), post);
        }
    }

    @Override
    public void onIncident(String district, Incident incident) {
        totalsByDistrict.get(district).incidents.put(incident.id(), incident);
    }

    @Override
    public void onIncidentRemoved(String district, String id) {
        totalsByDistrict.get(district).incidents.remove(id);
    }

    @Override
    public void onDeadLetter(String key, DeadLetterHeaders why) {
        DistrictTotals sheet = totalsByDistrict.get(key);
        if (sheet != null && sheet.day.span().contains(why.stamp())) {
            sheet.deadLetters.add(why);
        }
    }

    @Override
    public void onDecision(DisclosureRecord entry) {
        DistrictTotals sheet = totalsByDistrict.get(entry.district());
        if (sheet.day.span().contains(entry.at())) {
            sheet.decisions.add(entry);
        }
    }

    /** One account for each district. */
    public List<DaySummary> summaries(Map<String, Instant> upTo) {
        return totalsByDistrict.values().stream()
                .map(sheet -> new DaySummary(
                        sheet.day,
                        upTo.get(sheet.day.district().id()),
                        new ArrayList<>(sheet.posts.values()),
                        new ArrayList<>(sheet.incidents.values()),
                        sheet.deadLetters,
                        new DisclosureCounts(sheet.decisions)))
                .toList();
    }
}
