package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.DistrictKey;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.state.EngineClock;
import org.postwatch.state.StateStore;

/**
 * Withholds transitions while lost state is rebuilt from old input: what they say was said before. At the end it says once how
 * each incident stands. It is kept in state, so that a restart goes on with it.
 *
 * <p>What an urgent event opens that arrived after the rebuild began is never withheld.
 */
final class CoverageRebuild {
    private final StateStore store;
    private final EngineClock<EngineState.ClockState> clock;
    private final CoverageOutput output;
    private Optional<Instant> startedAt;
    private boolean causedByUrgent;

    CoverageRebuild(StateStore ledger, EngineClock<EngineState.ClockState> clock, CoverageOutput voice) {
        this.store = ledger;
        this.clock = clock;
        this.output = voice;
        this.startedAt = ledger.get(CoverageTables.REBUILD, "").map(EngineState.RebuildState::startedAt);
    }

    void start(Instant at) {
        startedAt = Optional.of(at);
        store.put(CoverageTables.REBUILD, "", new EngineState.RebuildState(at));
    }

    boolean isRunning() {
        return startedAt.isPresent();
    }

    /** What is said from here on follows from this event. */
    void setCause(boolean urgent, Instant stamp) {
        causedByUrgent = urgent && startedAt.filter(at -> !stamp.isBefore(at)).isPresent();
    }

    /** Says a transition now, or keeps how its incident stands. */
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

    /** A district's silent feeds come first: notices of what follows from a silence wait for it. */
    private static String key(IncidentTransition transition) {
        Incident incident = transition.incident();
        String order = incident.kind() == IncidentKind.FEED_SILENT ? "0" : "1";
        return new DistrictKey(transition.district(), order + "/" + incident.id()).text();
    }

    /** Says how incidents stand of which transitions were withheld, at most so many; the rebuild ends with the last one. */
    void finish(int max) {
        List<String> said = new ArrayList<>();
        store.range(CoverageTables.WITHHELD_INCIDENTS, "", "~", max, (key, withheld) -> {
            said.add(key);
            output.publishTransition(transition(DistrictKey.districtOf(key), withheld));
        });
        said.forEach(key -> store.delete(CoverageTables.WITHHELD_INCIDENTS, key));
        if (said.size() < max) {
            startedAt = Optional.empty();
            store.delete(CoverageTables.REBUILD, "");
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
