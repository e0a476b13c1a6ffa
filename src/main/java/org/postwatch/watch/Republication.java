package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;

/**
 * Publishes again what state holds, unit by unit, under the keys that it has. After an unclean stop each topic may have lost
 * another stretch of its end than state did; every key is right again when this is over.
 */
final class Republication {
    /** Of lists of intervals: state may have lost so many revisions of one day that readers have seen. */
    static final int REVISIONS_MAX = 1_000;

    /** No list of intervals has this digest. */
    private static final String UNKNOWN = "unknown";

    /** Recipients know by then of what was over for so long. */
    private static final Duration OVER_MAX = Duration.ofDays(3);

    private final Ledger ledger;
    private final Voice voice;
    private final Deque<Deadlines.Due> units = new ArrayDeque<>();

    Republication(Ledger ledger, Voice voice) {
        this.ledger = ledger;
        this.voice = voice;
    }

    void addAll() {
        units.clear();
        add(Deadlines.Kind.DAY, CoverageTables.DAYS);
        add(Deadlines.Kind.CAMPUS, CoverageTables.CAMPUS_STATE);
        add(Deadlines.Kind.FEED, CoverageTables.FEEDS);
        add(Deadlines.Kind.DISTRICT, CoverageTables.DISTRICT_STATE);
        add(Deadlines.Kind.HISTORY, CoverageTables.HISTORY);
    }

    private void add(Deadlines.Kind kind, Table<?> table) {
        ledger.range(
                table,
                "",
                "\uffff",
                Integer.MAX_VALUE,
                (key, value) -> units.add(new Deadlines.Due(Instant.EPOCH, kind, key)));
    }

    List<Deadlines.Due> next(int max) {
        List<Deadlines.Due> next = new ArrayList<>();
        while (next.size() < max && !units.isEmpty()) {
            next.add(units.remove());
        }
        return next;
    }

    boolean isGoingOn() {
        return !units.isEmpty();
    }

    /** Publishes the incidents of a unit; of days and campuses, lets the next look publish the rest as if it was news. */
    void publish(Deadlines.Due unit, Instant clock) {
        String key = unit.key();
        String district = key.split("/")[0];
        switch (unit.kind()) {
            case DAY ->
                ledger.get(CoverageTables.DAYS, key).ifPresent(day -> {
                    incidents(district, day.incidents().values(), clock);
                    ledger.put(
                            CoverageTables.DAYS,
                            key,
                            new Memory.OfDay(unknown(day.posts()), day.incidents(), day.deadline()));
                });
            case CAMPUS ->
                ledger.get(CoverageTables.CAMPUS_STATE, key)
                        .ifPresent(campus -> ledger.put(CoverageTables.CAMPUS_STATE, key, campus.unknown()));
            case FEED ->
                ledger.get(CoverageTables.FEEDS, key)
                        .ifPresent(feed -> incidents(district, feed.said().values(), clock));
            case DISTRICT ->
                ledger.get(CoverageTables.DISTRICT_STATE, key)
                        .ifPresent(state -> incidents(district, state.said().values(), clock));
            case HISTORY ->
                ledger.get(CoverageTables.HISTORY, key)
                        .ifPresent(history -> incidents(district, history.open().values(), clock));
        }
    }

    private static SortedMap<String, Memory.Said> unknown(SortedMap<String, Memory.Said> posts) {
        SortedMap<String, Memory.Said> unknown = new TreeMap<>();
        posts.forEach((post, said) -> unknown.put(post, new Memory.Said(said.revision() + REVISIONS_MAX, UNKNOWN)));
        return unknown;
    }

    private void incidents(String district, Collection<Incident> incidents, Instant clock) {
        for (Incident incident : incidents) {
            voice.incident(district, incident);
            if (incident.kind() != Kind.WATCHDOG && !isLongOver(incident, clock)) {
                voice.transition(
                        new Transition(district, incident, Change.REPUBLISHED, clock, clock, Optional.empty()));
            }
        }
    }

    private static boolean isLongOver(Incident incident, Instant clock) {
        List<Episode> episodes = incident.episodes();
        return !episodes.isEmpty()
                && episodes.get(episodes.size() - 1)
                        .closed()
                        .filter(closed -> closed.isBefore(clock.minus(OVER_MAX)))
                        .isPresent();
    }
}
