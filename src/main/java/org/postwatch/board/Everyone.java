package org.postwatch.board;

import java.time.Instant;
import java.util.List;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;

/** Several who listen together. */
public record Everyone(List<Audience> all) implements Audience {
    public Everyone {
        all = List.copyOf(all);
    }

    @Override
    public void campus(CampusNow campus, Instant said) {
        all.forEach(one -> one.campus(campus, said));
    }

    @Override
    public void day(PostDay day) {
        all.forEach(one -> one.day(day));
    }

    @Override
    public void incident(String district, Incident incident) {
        all.forEach(one -> one.incident(district, incident));
    }

    @Override
    public void incidentGone(String district, String id) {
        all.forEach(one -> one.incidentGone(district, id));
    }

    @Override
    public void transition(Transition transition) {
        all.forEach(one -> one.transition(transition));
    }

    @Override
    public void deadLetter(String key, DeadLetterHeaders why) {
        all.forEach(one -> one.deadLetter(key, why));
    }
}
