package org.postwatch.oracle;

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
}
