package org.postwatch.benchmark;

import java.time.Duration;
import java.util.List;
import org.postwatch.streams.CoverageTopology.StoreType;

/**
 * What to measure.
 *
 * @param campuses the sizes, one after the other
 * @param events of each round
 * @param rounds that are counted; warm-up rounds run before, until the rate is steady
 * @param latency the length of a period of steady load
 * @param outageCampuses campuses of the district that loses its feed; 0 for none
 */
public record BenchmarkOptions(
        List<Integer> campuses, int events, int rounds, Duration latency, int outageCampuses, StoreType storeType) {
    public static final String DEFAULT_CAMPUSES = "2000,130000";
    public static final String DEFAULT_EVENTS = "400000";
    public static final String DEFAULT_ROUNDS = "3";
    public static final String DEFAULT_LATENCY_SECONDS = "20";
    public static final String DEFAULT_OUTAGE_CAMPUSES = "1000";

    public BenchmarkOptions {
        campuses = List.copyOf(campuses);
    }
}
