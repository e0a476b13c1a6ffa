package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.postwatch.coverage.Reason;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/** The event incidents of one campus while they are changed: read once, and written once if they have changed. */
final class EventIncidentEditor {
    /** Presses that wait at one campus; the oldest is dropped. */
    private static final int MAX_PRESSES = 1_000;

    /** Open incidents of one campus; the next ones are published but not stored, and operators close them. */
    private static final int MAX_OPEN_INCIDENTS = 1_000;

    private final District district;
    private final CampusPlan plan;
    private final Instant clock;
    private final CoverageOutput output;
    private final IncidentPublisher publisher;
    private List<EntranceEvent> presses;
    private SortedMap<String, Instant> lastAnswers;
    private SortedMap<String, Instant> lastPresses;
    private SortedMap<String, EngineState.UrgentMinute> urgent;
    private SortedMap<String, Incident> open;

    EventIncidentEditor(
            District district,
            CampusPlan plan,
            EngineState.EventIncidentState before,
            Instant clock,
            CoverageOutput output) {
        this.district = district;
        this.plan = plan;
        this.clock = clock;
        this.output = output;
        this.publisher = new IncidentPublisher(output);
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

    Instant clock() {
        return clock;
    }

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

    /** When a buzzer was last pressed, apart from repetitions of the same press. */
    Optional<Instant> lastPressAt(String entrance) {
        return Optional.ofNullable(lastPresses.get(entrance));
    }

    /** Records a press, and forgets presses before {@code oldest}. */
    void recordPress(EntranceEvent press, Instant oldest) {
        SortedMap<String, Instant> later = new TreeMap<>(lastPresses);
        later.values().removeIf(t -> t.isBefore(oldest));
        later.merge(press.entrance(), press.time(), (a, b) -> a.isAfter(b) ? a : b);
        lastPresses = later;
    }

    /** The urgent reports of a kind and feed in a minute that have incidents of their own; none but those of its last minute are kept. */
    List<Reason> reports(String kindAndFeed, Instant minute) {
        return Optional.ofNullable(urgent.get(kindAndFeed))
                .filter(last -> last.minute().equals(minute))
                .map(EngineState.UrgentMinute::reports)
                .orElse(List.of());
    }

    /** Records one more, and forgets those of earlier minutes. */
    void addReport(String kindAndFeed, Instant minute, Reason report) {
        List<Reason> reports = new ArrayList<>(reports(kindAndFeed, minute));
        reports.add(report);
        SortedMap<String, EngineState.UrgentMinute> recorded = new TreeMap<>(urgent);
        recorded.values().removeIf(last -> last.minute().isBefore(minute));
        recorded.put(kindAndFeed, new EngineState.UrgentMinute(minute, reports));
        urgent = recorded;
    }

    /** Removes and returns the presses that match. */
    List<EntranceEvent> removePresses(Predicate<EntranceEvent> matching) {
        if (presses.stream().noneMatch(matching)) {
            return List.of();
        }
        List<EntranceEvent> removed = presses.stream().filter(matching).toList();
        presses = presses.stream().filter(matching.negate()).toList();
        return removed;
    }

    /** The latest recorded answer at an entrance. */
    Optional<Instant> lastAnswerAt(String entrance) {
        return Optional.ofNullable(lastAnswers.get(entrance));
    }

    /** Records an answer, and forgets answers that are older than {@code maxAge}. */
    void recordAnswer(EntranceEvent answer, Duration maxAge) {
        Instant oldest = clock.minus(maxAge);
        SortedMap<String, Instant> recorded = new TreeMap<>(lastAnswers);
        recorded.values().removeIf(t -> t.isBefore(oldest));
        if (answer.time().isAfter(oldest)) {
            recorded.merge(answer.entrance(), answer.time(), (a, b) -> a.isAfter(b) ? a : b);
        }
        lastAnswers = recorded;
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

    /** Opens an incident, unless it is open. */
    void open(IncidentOpening opening) {
        if (!isOpen(opening.id())) {
            publishAndPut(Optional.empty(), opening.toIncident());
        }
    }

    /** Replaces an open incident. */
    void update(Incident before, Incident now) {
        publishAndPut(Optional.of(before), now);
    }

    private void publishAndPut(Optional<Incident> before, Incident now) {
        publisher.publishDifferences(district.id(), before, Optional.of(now), clock);
        // The incident that lists the others must not be notified again for each of them.
        if (open.size() < MAX_OPEN_INCIDENTS || now.kind() == IncidentKind.MANY_REPORTS || isOpen(now.id())) {
            open = new TreeMap<>(open);
            open.put(now.id(), now);
        }
    }

    /** Closes an open incident. */
    void close(Incident incident, Instant at, String reason) {
        Episode episode = incident.episodes().get(0);
        Episode closed = new Episode(
                episode.startedAt(),
                episode.openedAt(),
                Optional.of(at),
                Optional.of(reason),
                episode.severityChanges());
        publisher.publishDifferences(
                district.id(),
                Optional.of(incident),
                Optional.of(Incident.of(
                        incident.id(), incident.kind(), incident.labels(), List.of(closed), incident.reasons())),
                clock);
        remove(incident);
    }

    /** The incident should not have been opened. */
    void withdraw(Incident incident) {
        output.publishTransition(new IncidentTransition(
                district.id(), incident, IncidentTransition.IncidentChange.WITHDRAWN, clock, clock, Optional.empty()));
        output.removeIncident(district.id(), incident.id());
        remove(incident);
    }

    private void remove(Incident incident) {
        SortedMap<String, Incident> left = new TreeMap<>(open);
        left.remove(incident.id());
        open = left;
    }
}
