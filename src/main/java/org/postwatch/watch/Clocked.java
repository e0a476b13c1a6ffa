package org.postwatch.watch;

import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.event.Origin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;

/**
 * Keeps the clock at which something was said: after a restart nothing may be said for an earlier one. Transitions are
 * withheld while state is rebuilt.
 */
final class Clocked implements Voice {
    private final WatchClock clock;
    private final Voice voice;
    private final Rebuild rebuild;

    Clocked(WatchClock clock, Voice voice, Rebuild rebuild) {
        this.clock = clock;
        this.voice = voice;
        this.rebuild = rebuild;
    }

    @Override
    public void campus(CampusNow now) {
        clock.save();
        voice.campus(now);
    }

    @Override
    public void day(PostDay day) {
        clock.save();
        voice.day(day);
    }

    @Override
    public void incident(String district, Incident incident) {
        clock.save();
        voice.incident(district, incident);
    }

    @Override
    public void incidentGone(String district, String id) {
        clock.save();
        voice.incidentGone(district, id);
    }

    @Override
    public void transition(Transition transition) {
        clock.save();
        rebuild.say(transition);
    }

    @Override
    public void displaced(Origin by, Memory.OfEvent displaced) {
        voice.displaced(by, displaced);
    }
}
