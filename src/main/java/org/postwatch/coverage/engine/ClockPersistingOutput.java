package org.postwatch.coverage.engine;

import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.state.EngineClock;

/**
 * Persists the clock at which something is published, so that nothing is published for an earlier one after a restart.
 * Transitions are withheld while state is rebuilt.
 */
final class ClockPersistingOutput implements CoverageOutput {
    private final EngineClock<EngineState.ClockState> clock;
    private final CoverageOutput output;
    private final CoverageRebuild rebuild;

    ClockPersistingOutput(EngineClock<EngineState.ClockState> clock, CoverageOutput output, CoverageRebuild rebuild) {
        this.clock = clock;
        this.output = output;
        this.rebuild = rebuild;
    }

    @Override
    public void publishCampus(CampusCoverage now) {
        clock.persist();
        output.publishCampus(now);
    }

    @Override
    public void publishDay(PostDayIntervals day) {
        clock.persist();
        output.publishDay(day);
    }

    @Override
    public void publishIncident(String district, Incident incident) {
        clock.persist();
        output.publishIncident(district, incident);
    }

    @Override
    public void removeIncident(String district, String id) {
        clock.persist();
        output.removeIncident(district, id);
    }

    @Override
    public void publishTransition(IncidentTransition transition) {
        clock.persist();
        rebuild.publishOrWithhold(transition);
    }

    @Override
    public void publishSuperseded(EventOrigin by, EngineState.AppliedEvent displaced) {
        output.publishSuperseded(by, displaced);
    }
}
