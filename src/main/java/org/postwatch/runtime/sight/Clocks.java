package org.postwatch.runtime.sight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.topology.Onlooker.Part;

/** How far the clock of every partition that is worked on here is behind the wall clock, or ahead of it. */
final class Clocks {
    /** A partition of an application. */
    record Place(Part part, int partition) {
        static final Comparator<Place> ORDER = Comparator.comparing(Place::part).thenComparing(Place::partition);
    }

    private static final String BACKLOG =
            "a backlog is worked off: wait, or add instances up to one a partition; if it grows, look for errors in the log,"
                    + " and compare the clocks of the machines";
    private static final String AHEAD =
            "the clock of a broker or of another instance is ahead, or this machine's is behind: compare the clocks of the"
                    + " machines and correct the one that is wrong";

    private final Clock clock;
    private final Map<Place, Instant> turned = new TreeMap<>(Place.ORDER);

    Clocks(Clock clock) {
        this.clock = clock;
    }

    /** A partition is worked on here from now on. */
    synchronized void begin(Part part, int partition, Instant time) {
        turned.put(new Place(part, partition), time);
    }

    /** A tick: the clock is the greatest, whichever metronome comes last. */
    synchronized void turn(Part part, int partition, Instant time) {
        turned.merge(new Place(part, partition), time, (before, now) -> now.isAfter(before) ? now : before);
    }

    synchronized void forget(Part part, int partition) {
        turned.remove(new Place(part, partition));
    }

    /** By partition; empty where no tick has come yet: how far that one is off is not known. Negative: it is ahead. */
    synchronized Map<Place, Optional<Duration>> lags() {
        Instant now = clock.instant();
        Map<Place, Optional<Duration>> lags = new TreeMap<>(Place.ORDER);
        turned.forEach((place, time) -> lags.put(
                place, time.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(Duration.between(time, now))));
        return lags;
    }

    /** @param max how far a partition's clock may be off, behind or ahead */
    Check check(Part part, Duration max) {
        String name = part.wireName() + "-clock";
        String expected = "at most " + max.toSeconds() + " s behind or ahead";
        Map<Place, Optional<Duration>> lags = lags();
        lags.keySet().removeIf(place -> place.part() != part);
        if (lags.isEmpty()) {
            return Check.passed(name, "no partition is worked on here", expected);
        }
        Optional<Place> unknown = lags.keySet().stream()
                .filter(place -> lags.get(place).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            return Check.failed(
                    name,
                    "partition " + unknown.get().partition() + " has seen no tick yet",
                    expected,
                    "wait some seconds; if it stays, look for 'the clock cannot be set' in the logs of all instances");
        }
        Place worst = lags.keySet().stream()
                .max(Comparator.comparing(place -> lags.get(place).orElseThrow().abs()))
                .orElseThrow();
        Duration lag = lags.get(worst).orElseThrow();
        String found = "partition " + worst.partition() + " is " + lag.abs().toSeconds() + " s "
                + (lag.isNegative() ? "ahead" : "behind");
        return lag.abs().compareTo(max) <= 0
                ? Check.passed(name, found, expected)
                : Check.failed(name, found, expected, lag.isNegative() ? AHEAD : BACKLOG);
    }
}
