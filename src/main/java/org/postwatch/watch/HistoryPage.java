package org.postwatch.watch;

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
import org.postwatch.incident.Kind;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/** The history of one campus while it is worked on: read once, and written once if it has changed. */
final class HistoryPage {
    /** Presses that wait at one campus; beyond them the oldest is forgotten. */
    private static final int PRESSES_MAX = 1_000;

    /** Open history incidents at one campus; the oldest one is left to operators and not kept beyond. */
    private static final int OPEN_MAX = 1_000;

    private final District district;
    private final CampusPlan plan;
    private final Memory.OfHistory before;
    private List<EntranceEvent> presses;
    private SortedMap<String, Instant> answers;
    private SortedMap<String, Instant> counted;
    private SortedMap<String, Memory.OfMinute> urgent;
    private SortedMap<String, Incident> open;

    HistoryPage(District district, CampusPlan plan, Memory.OfHistory before) {
        this.district = district;
        this.plan = plan;
        this.before = before;
        this.presses = before.presses();
        this.answers = before.answers();
        this.counted = before.counted();
        this.urgent = before.urgent();
        this.open = before.open();
    }

    District district() {
        return district;
    }

    CampusPlan plan() {
        return plan;
    }

    /** As it was read. */
    Memory.OfHistory before() {
        return before;
    }

    /** As it is now. */
    Memory.OfHistory after(Instant deadline) {
        return new Memory.OfHistory(presses, answers, counted, urgent, open, deadline);
    }

    List<EntranceEvent> presses() {
        return presses;
    }

    void add(EntranceEvent press) {
        List<EntranceEvent> more = new ArrayList<>(presses);
        more.add(press);
        more.sort(Event.ORDER);
        if (more.size() > PRESSES_MAX) {
            more.remove(0);
        }
        presses = more;
    }

    /** When a buzzer was last pressed, but for repetitions of the same press. */
    Optional<Instant> countedAt(String entrance) {
        return Optional.ofNullable(counted.get(entrance));
    }

    /** Counts a press, and forgets those that are too old to matter. */
    void count(EntranceEvent press, Instant oldest) {
        SortedMap<String, Instant> later = new TreeMap<>(counted);
        later.values().removeIf(t -> t.isBefore(oldest));
        later.merge(press.entrance(), press.time(), (a, b) -> a.isAfter(b) ? a : b);
        counted = later;
    }

    /** What a feed reported in a minute and has an incident of its own; none in any other minute than its last one. */
    List<Reason> reports(String feed, Instant minute) {
        return Optional.ofNullable(urgent.get(feed))
                .filter(last -> last.minute().equals(minute))
                .map(Memory.OfMinute::reports)
                .orElse(List.of());
    }

    /** Notes one more, and forgets those of earlier minutes. */
    void report(String feed, Instant minute, Reason report) {
        List<Reason> reports = new ArrayList<>(reports(feed, minute));
        reports.add(report);
        SortedMap<String, Memory.OfMinute> noted = new TreeMap<>(urgent);
        noted.values().removeIf(last -> last.minute().isBefore(minute));
        noted.put(feed, new Memory.OfMinute(minute, reports));
        urgent = noted;
    }

    /** Takes out, and returns, the presses that wait no more. */
    List<EntranceEvent> take(Predicate<EntranceEvent> settled) {
        if (presses.stream().noneMatch(settled)) {
            return List.of();
        }
        List<EntranceEvent> taken = presses.stream().filter(settled).toList();
        presses = presses.stream().filter(settled.negate()).toList();
        return taken;
    }

    /** The latest answer at an entrance, as far as it is kept. */
    Optional<Instant> answeredAt(String entrance) {
        return Optional.ofNullable(answers.get(entrance));
    }

    /** Notes an answer, and forgets those that are too old to matter. */
    void note(EntranceEvent answer, Instant clock, Duration ageMax) {
        Instant oldest = clock.minus(ageMax);
        SortedMap<String, Instant> noted = new TreeMap<>(answers);
        noted.values().removeIf(t -> t.isBefore(oldest));
        if (answer.time().isAfter(oldest)) {
            noted.merge(answer.entrance(), answer.time(), (a, b) -> a.isAfter(b) ? a : b);
        }
        answers = noted;
    }

    boolean isOpen(String incident) {
        return open.containsKey(incident);
    }

    Optional<Incident> find(String incident) {
        return Optional.ofNullable(open.get(incident));
    }

    /** The open incidents of one kind. */
    List<Incident> open(Kind kind) {
        return open.isEmpty()
                ? List.of()
                : open.values().stream().filter(i -> i.kind() == kind).toList();
    }

    void open(Incident incident) {
        // The incident that lists the others must not be notified again for each of them.
        if (open.size() < OPEN_MAX || incident.kind() == Kind.MANY_REPORTS || isOpen(incident.id())) {
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
