package org.postwatch.bench;

import java.time.Duration;
import java.util.List;
import org.postwatch.topology.CoverageTopology.StateIn;

/**
 * What to measure.
 *
 * @param campuses the sizes, one after the other
 * @param events of each round
 * @param rounds that are counted; others go ahead until the rate is steady
 * @param latency how long events are fed in a stretch of steady load
 * @param storm campuses of the district that loses its feed; 0 for none
 */
public record Options(List<Integer> campuses, int events, int rounds, Duration latency, int storm, StateIn stateIn) {
    public static final String CAMPUSES = "2000,130000";
    public static final String EVENTS = "400000";
    public static final String ROUNDS = "3";
    public static final String LATENCY_SECONDS = "20";
    public static final String STORM = "1000";

    public Options {
        campuses = List.copyOf(campuses);
    }
}
