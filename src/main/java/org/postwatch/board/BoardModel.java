package org.postwatch.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.incident.Incident;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.wire.DeadLetterHeaders;

/** The state of the board's districts, from the output topics so far. One thread updates it, another one reads it. */
public final class BoardModel implements OutputListener {
    private static final class DistrictBoard {
        private final SchoolDay day;
        private final Map<String, CampusCoverage> campuses = new LinkedHashMap<>();
        private final Map<String, Incident> open = new TreeMap<>();
        private Instant now;
        private int deadLetters;

        private DistrictBoard(SchoolDay day, Instant now) {
            this.day = day;
            this.now = now;
            String district = day.district().id();
            day.campuses().keySet().forEach(id -> campuses.put(id, CampusCoverage.of(district, id, List.of())));
        }

        private DistrictPanel panel() {
            return new DistrictPanel(
                    day, now, new ArrayList<>(campuses.values()), new ArrayList<>(open.values()), deadLetters);
        }
    }

    private final Map<String, DistrictBoard> boards = new LinkedHashMap<>();
    private final Map<String, Instant> startTimes;
    private final WithheldNoticeFilter withheld;
    private final NoticesPanel.NoticesCollector notices = new NoticesPanel.NoticesCollector();

    /** @param begin by district: the time that its panel displays at first */
    public BoardModel(List<SchoolDay> days, Map<String, Instant> begin) {
        this.startTimes = Map.copyOf(begin);
        this.withheld = new WithheldNoticeFilter(this.startTimes);
        days.forEach(day -> boards.put(
                day.district().id(),
                new DistrictBoard(day, begin.get(day.district().id()))));
    }

    /** The time that a district's panel shows; never earlier than what it shows. */
    public synchronized void setClock(String district, Instant now) {
        DistrictBoard corner = boards.get(district);
        corner.now = now.isAfter(corner.now) ? now : corner.now;
    }

    /** What the board shows, in the order of the districts. */
    public synchronized List<DistrictPanel> panels() {
        return boards.values().stream().map(DistrictBoard::panel).toList();
    }

    /** What goes out since the beginning. */
    public synchronized NoticesPanel noticesPanel() {
        return notices.panel();
    }

    @Override
    public synchronized void onDelivered(Notice notice) {
        if (!notice.at().isBefore(startTimes.get(notice.district()))) {
            notices.count(DisclosureRecord.DisclosureOutcome.NOTIFIED);
            setClock(notice.district(), notice.at());
            add(NoticeLine.of(notice));
        }
    }

    @Override
    public synchronized void onDecision(DisclosureRecord entry) {
        // A notice counts once it is published.
        if (entry.outcome() != DisclosureRecord.DisclosureOutcome.NOTIFIED
                && !entry.at().isBefore(startTimes.get(entry.district()))) {
            notices.count(entry.outcome());
            setClock(entry.district(), entry.at());
            withheld.lineIfNew(entry).ifPresent(this::add);
        }
    }

    private void add(NoticeLine line) {
        notices.add(line, boards.get(line.district()).day);
    }

    @Override
    public synchronized void onCampus(CampusCoverage campus, Instant publishedAt) {
        setClock(campus.district(), publishedAt);
        boards.get(campus.district()).campuses.put(campus.campus(), campus);
    }

    @Override
    public synchronized void onIncident(String district, Incident incident) {
        Map<String, Incident> open = boards.get(district).open;
        if (incident.status() == Incident.IncidentStatus.OPEN) {
            open.put(incident.id(), incident);
        } else {
            open.remove(incident.id());
        }
    }

    @Override
    public synchronized void onIncidentRemoved(String district, String id) {
        boards.get(district).open.remove(id);
    }

    @Override
    public synchronized void onDeadLetter(String key, DeadLetterHeaders why) {
        DistrictBoard corner = boards.get(key);
        if (corner != null && corner.day.span().contains(why.stamp())) {
            corner.deadLetters++;
        }
    }
}
