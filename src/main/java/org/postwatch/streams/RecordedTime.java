package org.postwatch.streams;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock for recorded data (replays, demos, benchmarks): later than every recorded instant, so that the recorded
 * stamps and ticks alone say what time it is. Never for live topics: a record with a wrong stamp would turn their clock.
 */
public final class RecordedTime {
    private static final Instant AFTER_ALL_RECORDINGS = Instant.parse("9999-12-30T00:00:00Z");

    public static final InstantSource CLOCK = InstantSource.fixed(AFTER_ALL_RECORDINGS);

    private RecordedTime() {}
}
