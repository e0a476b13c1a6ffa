package org.postwatch.coverage.engine;

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
import java.util.function.Function;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.state.DueTimer;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/**
 * Publishes all current state again, unit by unit, under the same keys. After an unclean stop the state and each topic may have
 * lost different parts of their ends; at the end of the republication every key is right again.
 */
final class Republication {
    /** State may have lost so many revisions of one day that readers have. */
    static final int MAX_LOST_REVISIONS = 1_000;

    /** No intervals have this digest. */
    private static final String UNKNOWN_DIGEST = "unknown";

    /** Recipients know of incidents that were closed so long ago. */
    private static final Duration MAX_CLOSED_AGE = Duration.ofDays(3);

    private final StateStore store;
    private final CoverageOutput output;
    private final Deque<DueTimer<CoverageTimer>> units = new ArrayDeque<>();

    Republication(StateStore store, CoverageOutput output) {
        this.store = store;
        this.output = output;
    }

    void queueAll() {
        units.clear();
        for (CoverageTimer kind : List.of(
                CoverageTimer.DAY,
                CoverageTimer.CAMPUS,
                CoverageTimer.FEED,
                CoverageTimer.DISTRICT,
                CoverageTimer.EVENT_INCIDENTS)) {
            queue(kind, kind.timedTable().table());
        }
    }

    private <K> void queue(CoverageTimer kind, StateTable<K, ?> table) {
        store.forEach(
                table,
                (key, value) -> units.add(
                        new DueTimer<>(Instant.EPOCH, kind, table.keys().write(key))));
    }

    List<DueTimer<CoverageTimer>> next(int max) {
        List<DueTimer<CoverageTimer>> next = new ArrayList<>();
        while (next.size() < max && !units.isEmpty()) {
            next.add(units.remove());
        }
        return next;
    }

    boolean isRunning() {
        return !units.isEmpty();
    }

    /** Publishes the incidents of a unit. For days and campuses, the next evaluation publishes the rest as if it were new. */
    void publish(DueTimer<CoverageTimer> unit, Instant clock) {
        Runnable publication = switch (unit.kind()) {
            case DAY -> () -> publishDay(unit.keyIn(CoverageTables.CAMPUS_DAYS), clock);
            case CAMPUS -> () -> forgetDigest(unit.keyIn(CoverageTables.CAMPUS_STATE));
            case FEED ->
                () -> publishIncidents(unit, CoverageTables.FEED_STATE, EngineState.FeedState::incidents, clock);
            case DISTRICT ->
                () -> publishIncidents(
                        unit, CoverageTables.DISTRICT_STATE, EngineState.DistrictState::incidents, clock);
            case EVENT_INCIDENTS ->
                () -> publishIncidents(
                        unit, CoverageTables.EVENT_INCIDENTS, EngineState.EventIncidentState::openIncidents, clock);
        };
        publication.run();
    }

    private void publishDay(CampusDayKey key, Instant clock) {
        store.get(CoverageTables.CAMPUS_DAYS, key).ifPresent(day -> {
            publishIncidents(key.campus().district(), day.incidents().values(), clock);
            store.put(
                    CoverageTables.CAMPUS_DAYS,
                    key,
                    new EngineState.CampusDayState(
                            withUnknownDigests(day.revisions()), day.incidents(), day.deadline()));
        });
    }

    private void forgetDigest(CampusKey key) {
        store.get(CoverageTables.CAMPUS_STATE, key)
                .ifPresent(campus -> store.put(CoverageTables.CAMPUS_STATE, key, campus.withPublishedDigest("")));
    }

    private <K, V> void publishIncidents(
            DueTimer<CoverageTimer> unit,
            StateTable<K, V> table,
            Function<V, SortedMap<String, Incident>> incidents,
            Instant clock) {
        store.get(table, unit.keyIn(table))
                .ifPresent(state ->
                        publishIncidents(unit.district(), incidents.apply(state).values(), clock));
    }

    private static SortedMap<String, EngineState.PublishedRevision> withUnknownDigests(
            SortedMap<String, EngineState.PublishedRevision> posts) {
        SortedMap<String, EngineState.PublishedRevision> unknown = new TreeMap<>();
        posts.forEach((post, published) -> unknown.put(
                post, new EngineState.PublishedRevision(published.revision() + MAX_LOST_REVISIONS, UNKNOWN_DIGEST)));
        return unknown;
    }

    private void publishIncidents(String district, Collection<Incident> incidents, Instant clock) {
        for (Incident incident : incidents) {
            output.publishIncident(district, incident);
            if (incident.kind() != IncidentKind.WATCHDOG && !isLongClosed(incident, clock)) {
                output.publishTransition(new IncidentTransition(
                        district, incident, IncidentChange.REPUBLISHED, clock, clock, Optional.empty()));
            }
        }
    }

    private static boolean isLongClosed(Incident incident, Instant clock) {
        List<Episode> episodes = incident.episodes();
        return !episodes.isEmpty()
                && episodes.get(episodes.size() - 1)
                        .closedAt()
                        .filter(closed -> closed.isBefore(clock.minus(MAX_CLOSED_AGE)))
                        .isPresent();
    }
}
