package org.postwatch.coverage.engine;

import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;

/** Publishes coverage and incidents. */
public interface CoverageOutput {
    void publishCampus(CampusCoverage now);

    void publishDay(PostDayIntervals day);

    void publishIncident(String district, Incident incident);

    /** Removes an incident that the evidence no longer implies. */
    void removeIncident(String district, String id);

    void publishTransition(IncidentTransition transition);

    /** An admitted event is superseded by another one with its source and id; {@code displaced} says where its bytes are. */
    void publishSuperseded(EventOrigin by, EngineState.AppliedEvent displaced);
}
