package org.postwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;

/**
 * Withholds transitions while lost state is rebuilt from old input: what they say was said before. At the end it says once how
 * each incident stands. It is kept in state, so that a restart goes on with it.
 *
 * <p>What an urgent event opens that arrived after the rebuild began is never withheld.
 */
final class Rebuild {
    private final Ledger ledger;
    private final WatchClock clock;
    private final Voice voice;
    private Optional<Instant> began;
    private boolean urgentArrival;

    Rebuild(Ledger ledger, WatchClock clock, Voice voice) {
        this.ledger = ledger;
        this.clock = clock;
        this.voice = voice;
        this.began = ledger.get(CoverageTables.REBUILD, "").map(Memory.Rebuild::began);
    }

    void begin(Instant at) {
        began = Optional.of(at);
        ledger.put(CoverageTables.REBUILD, "", new Memory.Rebuild(at));
    }

    boolean isGoingOn() {
        return began.isPresent();
    }

    /** What is said from here on follows from this event. */
    void because(boolean urgent, Instant stamp) {
        urgentArrival = urgent && began.filter(at -> !stamp.isBefore(at)).isPresent();
    }

    /** Says a transition now, or keeps how its incident stands. */
    void say(Transition transition) {
        Incident incident = transition.incident();
        if (began.isEmpty()) {
            voice.transition(transition);
        } else if (urgentArrival && incident.kind().isUrgent()) {
            ledger.delete(CoverageTables.WITHHELD, key(transition));
            voice.transition(transition);
        } else if (incident.kind() != Kind.WATCHDOG) {
            boolean gone = transition.change() == Change.WITHDRAWN || transition.change() == Change.AVERTED;
            ledger.put(CoverageTables.WITHHELD, key(transition), new Memory.Withheld(incident, gone));
        }
    }

    /** A district's silent feeds come first: notices of what follows from a silence wait for it. */
    private static String key(Transition transition) {
        Incident incident = transition.incident();
        String order = incident.kind() == Kind.FEED_SILENT ? "0" : "1";
        return transition.district() + "/" + order + "/" + incident.id();
    }

    /** Says how incidents stand of which transitions were withheld, at most so many; the rebuild ends with the last one. */
    void end(int max) {
        List<String> said = new ArrayList<>();
        ledger.range(CoverageTables.WITHHELD, "", "~", max, (key, withheld) -> {
            said.add(key);
            voice.transition(transition(key.substring(0, key.indexOf('/')), withheld));
        });
        said.forEach(key -> ledger.delete(CoverageTables.WITHHELD, key));
        if (said.size() < max) {
            began = Optional.empty();
            ledger.delete(CoverageTables.REBUILD, "");
        }
    }

    private Transition transition(String district, Memory.Withheld withheld) {
        Incident incident = withheld.incident();
        Change gone = incident.episodes().isEmpty() ? Change.AVERTED : Change.WITHDRAWN;
        return new Transition(
                district,
                incident,
                withheld.gone() ? gone : Change.REPUBLISHED,
                clock.time(),
                clock.time(),
                Optional.empty());
    }
}
