package org.postwatch.codec;

import java.time.Instant;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;

/**
 * What stands in a dead letter for an event that had been taken in and then gave way to another of its source and id:
 * the dead letter's headers say where its bytes lie.
 */
public final class DisplacedJson {
    private static final int BYTES_TYPICAL = 256;

    private DisplacedJson() {}

    /** @param by tells the source and id that both claim */
    public static byte[] write(Origin by, EventType type, Instant time) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, by.district());
            json.writeStringProperty("source", by.source());
            json.writeStringProperty("id", by.id());
            json.writeStringProperty("type", type.wireName());
            Output.instant(json, "time", time);
        });
    }
}
