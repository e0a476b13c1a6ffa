package org.postwatch.streams;

import java.time.InstantSource;
import java.util.OptionalInt;
import org.postwatch.streams.CoverageTopology.StoreType;

/**
 * What differs between the places where a topology runs.
 *
 * @param storeType where state lies between changelog and processor
 * @param wallClock the time of day where it runs; {@link RecordedTime} for recorded data
 * @param authentication verifies the sender of a record
 * @param listener is notified of what the topology does
 * @param unitsPerTick how many units that are due are looked at in one tick, at most; empty: the topology's own limit
 */
public record TopologySettings(
        StoreType storeType,
        InstantSource wallClock,
        RecordAuthentication authentication,
        PipelineListener listener,
        OptionalInt unitsPerTick) {
    /** Without a listener, and no secret is known. */
    public static TopologySettings of(StoreType storeType, InstantSource wallClock) {
        return new TopologySettings(
                storeType, wallClock, RecordAuthentication.NO_SECRETS, PipelineListener.NONE, OptionalInt.empty());
    }

    public TopologySettings withAuthentication(RecordAuthentication other) {
        return new TopologySettings(storeType, wallClock, other, listener, unitsPerTick);
    }

    public TopologySettings withListener(PipelineListener other) {
        return new TopologySettings(storeType, wallClock, authentication, other, unitsPerTick);
    }

    public TopologySettings withUnitsPerTick(int units) {
        return new TopologySettings(storeType, wallClock, authentication, listener, OptionalInt.of(units));
    }
}
