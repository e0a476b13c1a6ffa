package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.postwatch.coverage.Reason;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/** The history of one campus while it is worked on: read once, and written once if it has changed. */
final class EventIncidentEditor {
    /** Presses that wait at one campus; beyond them the oldest is forgotten. */
    private static final int MAX_PRESSES = 1_000;

    /** Open history incidents at one campus; the oldest one is left to operators and not kept beyond. */
    private static final int MAX_OPEN_INCIDENTS = 1_000;

    private final District district;
    private final CampusPlan plan;
    private final EngineState.EventIncidentState before;
    private List<EntranceEvent> presses;
    private SortedMap<String, Instant> lastAnswers;
    private SortedMap<String, Instant> lastPresses;
    private SortedMap<String, EngineState.UrgentMinute> urgent;
    private SortedMap<String, Incident> open;

    EventIncidentEditor(District district, CampusPlan plan, EngineState.EventIncidentState before) {
        this.district = district;
        this.plan = plan;
        this.before = before;
        this.presses = before.pendingPresses();
        this.lastAnswers = before.lastAnswers();
        this.lastPresses = before.lastPresses();
        this.urgent = before.urgentReports();
        this.open = before.openIncidents();
    }

    District district() {
        return district;
    }

    CampusPlan plan() {
        return plan;
    }

    /** As it was read. */
    EngineState.EventIncidentState before() {
        return before;
    }

    /** As it is now. */
    EngineState.EventIncidentState toState(Instant deadline) {
        return new EngineState.EventIncidentState(presses, lastAnswers, lastPresses, urgent, open, deadline);
    }

    List<EntranceEvent> presses() {
        return presses;
    }

    void addPress(EntranceEvent press) {
        List<EntranceEvent> more = new ArrayList<>(presses);
        more.add(press);
        more.sort(Event.ORDER);
        if (more.size() > MAX_PRESSES) {
            more.remove(0);
        }
        presses = more;
    }

    /** When a buzzer was last pressed, but for repetitions of the same press. */
    Optional<Instant> lastPressAt(String entrance) {
        return Optional.ofNullable(lastPresses.get(entrance));
    }

    /** Counts a press, and forgets those that are too old to matter. */
    void recordPress(EntranceEvent press, Instant oldest) {
        SortedMap<String, Instant> later = new TreeMap<>(lastPresses);
        later.values().removeIf(t -> t.isBefore(oldest));
        later.merge(press.entrance(), press.time(), (a, b) -> a.isAfter(b) ? a : b);
        lastPresses = later;
    }

    /** What a feed reported in a minute and has an incident of its own; none in any other minute than its last one. */
    List<Reason> reports(String feed, Instant minute) {
        return Optional.ofNullable(urgent.get(feed))
                .filter(last -> last.minute().equals(minute))
                .map(EngineState.UrgentMinute::reports)
                .orElse(List.of());
    }

    /** Notes one more, and forgets those of earlier minutes. */
    void addReport(String feed, Instant minute, Reason report) {
        List<Reason> reports = new ArrayList<>(reports(feed, minute));
        reports.add(report);
        SortedMap<String, EngineState.UrgentMinute> noted = new TreeMap<>(urgent);
        noted.values().removeIf(last -> last.minute().isBefore(minute));
        noted.put(feed, new EngineState.UrgentMinute(minute, reports));
        urgent = noted;
    }

    /** Takes out, and returns, the presses that wait no more. */
    List<EntranceEvent> removePresses(Predicate<EntranceEvent> settled) {
        if (presses.stream().noneMatch(settled)) {
            return List.of();
        }
        List<EntranceEvent> taken = presses.stream().filter(settled).toList();
        presses = presses.stream().filter(settled.negate()).toList();
        return taken;
    }

    /** The latest answer at an entrance, as far as it is kept. */
    Optional<Instant> lastAnswerAt(String entrance) {
        return Optional.ofNullable(lastAnswers.get(entrance));
    }

    /** Notes an answer, and forgets those that are too old to matter. */
    void recordAnswer(EntranceEvent answer, Instant clock, Duration ageMax) {
        Instant oldest = clock.minus(ageMax);
        SortedMap<String, Instant> noted = new TreeMap<>(lastAnswers);
        noted.values().removeIf(t -> t.isBefore(oldest));
        if (answer.time().isAfter(oldest)) {
            noted.merge(answer.entrance(), answer.time(), (a, b) -> a.isAfter(b) ? a : b);
        }
        lastAnswers = noted;
    }

    boolean isOpen(String incident) {
        return open.containsKey(incident);
    }

    Optional<Incident> find(String incident) {
        return Optional.ofNullable(open.get(incident));
    }

    /** The open incidents of one kind. */
    List<Incident> openOfKind(IncidentKind kind) {
        return open.isEmpty()
                ? List.of()
                : open.values().stream().filter(i -> i.kind() == kind).toList();
    }

    void put(Incident incident) {
        // The incident that lists the others must not be notified again for each of them.
        if (open.size() < MAX_OPEN_INCIDENTS || incident.kind() == IncidentKind.MANY_REPORTS || isOpen(incident.id())) {
            open = new TreeMap<>(open);
            open.put(incident.id(), incident);
        }
    }

    void close(Collection<Incident> closed) {
        if (!closed.isEmpty()) {
            SortedMap<String, Incident> left = new TreeMap<>(open);
            closed.forEach(incident -> left.remove(incident.id()));
            open = left.isEmpty() ? Collections.emptySortedMap() : left;
        }
    }
}
