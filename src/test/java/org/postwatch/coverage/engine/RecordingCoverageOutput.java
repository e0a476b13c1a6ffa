package org.postwatch.coverage.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;

/** A voice whose last word on everything is kept, and all transitions. */
class RecordingCoverageOutput implements CoverageOutput {
    final Map<String, CampusCoverage> campuses = new TreeMap<>();
    final Map<String, PostDayIntervals> days = new TreeMap<>();
    final Map<String, Incident> incidents = new TreeMap<>();
    final List<IncidentTransition> transitions = new ArrayList<>();
    final List<String> superseded = new ArrayList<>();

    @Override
    public void publishCampus(CampusCoverage now) {
        campuses.put(now.campus(), now);
    }

    @Override
    public void publishDay(PostDayIntervals day) {
        days.put(day.campus() + "/" + day.post() + "/" + day.date(), day);
    }

    @Override
    public void publishIncident(String district, Incident incident) {
        incidents.put(incident.id(), incident);
    }

    @Override
    public void removeIncident(String district, String id) {
        incidents.remove(id);
    }

    @Override
    public void publishTransition(IncidentTransition transition) {
        transitions.add(transition);
    }

    @Override
    public void publishSuperseded(EventOrigin by, EngineState.AppliedEvent other) {
        superseded.add(by.source() + " " + by.id() + " conflicting");
    }
}
