package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.KeyPrefix;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.state.EngineClock;
import org.postwatch.state.KeyFormat.SingletonKey;
import org.postwatch.state.StateStore;

/**
 * Withholds transitions while lost state is rebuilt from old input, since they were published before. At the end the state of
 * each incident is published once. The rebuild itself is stored, so that a restart continues it.
 *
 * <p>Incidents of urgent events that arrive after the start of the rebuild are never withheld.
 */
final class CoverageRebuild {
    private final StateStore store;
    private final EngineClock<EngineState.ClockState> clock;
    private final CoverageOutput output;
    private Optional<Instant> startedAt;
    private boolean causedByUrgent;

    CoverageRebuild(StateStore store, EngineClock<EngineState.ClockState> clock, CoverageOutput output) {
        this.store = store;
        this.clock = clock;
        this.output = output;
        this.startedAt = store.get(CoverageTables.REBUILD, SingletonKey.KEY).map(EngineState.RebuildState::startedAt);
    }

    void start(Instant at) {
        startedAt = Optional.of(at);
        store.put(CoverageTables.REBUILD, SingletonKey.KEY, new EngineState.RebuildState(at));
    }

    boolean isRunning() {
        return startedAt.isPresent();
    }

    /** What is published from now on follows from this event. */
    void setCause(boolean urgent, Instant stamp) {
        causedByUrgent = urgent && startedAt.filter(at -> !stamp.isBefore(at)).isPresent();
    }

    /** Publishes a transition, or stores the state of its incident. */
    void publishOrWithhold(IncidentTransition transition) {
        Incident incident = transition.incident();
        if (startedAt.isEmpty()) {
            output.publishTransition(transition);
        } else if (causedByUrgent && incident.kind().isUrgent()) {
            store.delete(CoverageTables.WITHHELD_INCIDENTS, key(transition));
            output.publishTransition(transition);
        } else if (incident.kind() != IncidentKind.WATCHDOG) {
            boolean gone =
                    transition.change() == IncidentChange.WITHDRAWN || transition.change() == IncidentChange.AVERTED;
            store.put(
                    CoverageTables.WITHHELD_INCIDENTS,
                    key(transition),
                    new EngineState.WithheldIncident(incident, gone));
        }
    }

    private static WithheldIncidentKey key(IncidentTransition transition) {
        Incident incident = transition.incident();
        return new WithheldIncidentKey(
                new IncidentKey(transition.district(), incident.id()), incident.kind() == IncidentKind.FEED_SILENT);
    }

    /** Publishes the state of at most {@code max} incidents whose transitions were withheld; the rebuild ends with the last one. */
    void finish(int max) {
        List<WithheldIncidentKey> published = new ArrayList<>();
        store.scan(CoverageTables.WITHHELD_INCIDENTS, KeyPrefix.ALL, max, (key, withheld) -> {
            published.add(key);
            output.publishTransition(transition(key.incident().district(), withheld));
        });
        published.forEach(key -> store.delete(CoverageTables.WITHHELD_INCIDENTS, key));
        if (published.size() < max) {
            startedAt = Optional.empty();
            store.delete(CoverageTables.REBUILD, SingletonKey.KEY);
        }
    }

    private IncidentTransition transition(String district, EngineState.WithheldIncident withheld) {
        Incident incident = withheld.incident();
        IncidentChange gone = incident.episodes().isEmpty() ? IncidentChange.AVERTED : IncidentChange.WITHDRAWN;
        return new IncidentTransition(
                district,
                incident,
                withheld.isRemoved() ? gone : IncidentChange.REPUBLISHED,
                clock.time(),
                clock.time(),
                Optional.empty());
    }
}
