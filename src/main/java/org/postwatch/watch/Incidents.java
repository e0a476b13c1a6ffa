package org.postwatch.watch;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.postwatch.incident.Changes;
import org.postwatch.incident.Incident;

/** Says the difference between the incidents that were said and those that now hold. */
final class Incidents {
    private final Voice voice;

    Incidents(Voice voice) {
        this.voice = voice;
    }

    void say(String district, SortedMap<String, Incident> before, SortedMap<String, Incident> now, Instant clock) {
        TreeSet<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(now.keySet());
        for (String id : ids) {
            say(district, Optional.ofNullable(before.get(id)), Optional.ofNullable(now.get(id)), clock);
        }
    }

    void say(String district, Optional<Incident> before, Optional<Incident> now, Instant clock) {
        if (before.equals(now)) {
            return;
        }
        Changes.between(district, before, now, clock).forEach(voice::transition);
        now.ifPresentOrElse(
                incident -> voice.incident(district, incident),
                () -> voice.incidentGone(district, before.orElseThrow().id()));
    }
}
