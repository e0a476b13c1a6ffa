package org.postwatch.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.coverage.Reason;
import org.postwatch.event.Canary;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.plan.District;

/** Answers a canary, once a minute: who then hears nothing knows that something between is broken. */
final class CanaryDesk {
    /** No campus has such an id. */
    private static final String UNIT = "/~canary";

    private final Ledger ledger;
    private final Voice voice;

    CanaryDesk(Ledger ledger, Voice voice) {
        this.ledger = ledger;
        this.voice = voice;
    }

    /** One incident a district, always the same, so that the topic of incidents stays small. */
    void take(District district, Canary canary, Instant clock) {
        Instant minute = canary.time().truncatedTo(ChronoUnit.MINUTES);
        String id = Kind.WATCHDOG.wireName() + "/" + canary.source();
        Optional<Incident> last = ledger.get(CoverageTables.HISTORY, district.id() + UNIT)
                .map(history -> history.open().get(id));
        if (last.filter(incident -> !incident.episodes().get(0).from().isBefore(minute))
                .isPresent()) {
            return;
        }
        Episode heard = new Episode(
                minute,
                minute,
                Optional.empty(),
                Optional.empty(),
                List.of(new Episode.Step(minute, district.severities().get(0))));
        Incident incident = Incident.of(id, Kind.WATCHDOG, Map.of(), List.of(heard), List.of(Reason.of("canary")));
        voice.incident(district.id(), incident);
        voice.transition(
                new Transition(district.id(), incident, Transition.Change.OPENED, minute, clock, Optional.empty()));
        ledger.put(
                CoverageTables.HISTORY,
                district.id() + UNIT,
                new Memory.OfHistory(
                        List.of(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of(id, incident)),
                        Memory.NEVER));
    }
}
