package org.postwatch.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.event.Origin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;

/** A voice whose last word on everything is kept, and all transitions. */
class Heeded implements Voice {
    final Map<String, CampusNow> campuses = new TreeMap<>();
    final Map<String, PostDay> days = new TreeMap<>();
    final Map<String, Incident> incidents = new TreeMap<>();
    final List<Transition> transitions = new ArrayList<>();
    final List<String> displaced = new ArrayList<>();

    @Override
    public void campus(CampusNow now) {
        campuses.put(now.campus(), now);
    }

    @Override
    public void day(PostDay day) {
        days.put(day.campus() + "/" + day.post() + "/" + day.date(), day);
    }

    @Override
    public void incident(String district, Incident incident) {
        incidents.put(incident.id(), incident);
    }

    @Override
    public void incidentGone(String district, String id) {
        incidents.remove(id);
    }

    @Override
    public void transition(Transition transition) {
        transitions.add(transition);
    }

    @Override
    public void displaced(Origin by, Memory.OfEvent other) {
        displaced.add(by.source() + " " + by.id() + " conflicting");
    }
}
