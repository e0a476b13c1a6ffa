package org.postwatch.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/**
 * All that facts are a function of.
 *
 * @param campuses by id
 * @param arrivals in the order in which they came, which must not matter
 * @param clock the present; never before a stamp
 */
public record World(District district, Map<String, CampusPlan> campuses, List<Arrival> arrivals, Instant clock) {
    public World {
        campuses = Collections.unmodifiableMap(new TreeMap<>(campuses));
        arrivals = List.copyOf(arrivals);
        for (Arrival a : arrivals) {
            if (a.stamp().isAfter(clock)) {
                throw new IllegalArgumentException("stamp " + a.stamp() + " is after the clock " + clock);
            }
        }
    }

    public World withArrivals(List<Arrival> others) {
        return new World(district, campuses, others, clock);
    }

    /** When the plans are applied: before the first arrival. */
    public Instant start() {
        return arrivals.stream().map(Arrival::stamp).min(Instant::compareTo).orElse(clock);
    }

    /** Replays keep all dates open from here on: a day before the first event, or before the first day of the district. */
    public Instant keepOpenFrom() {
        Instant first = district.firstDay().atStartOfDay(district.zone()).toInstant();
        return arrivals.stream()
                .map(arrival -> arrival.event().time())
                .filter(first::isAfter)
                .min(Instant::compareTo)
                .orElse(first)
                .minus(Duration.ofDays(1));
    }
}
