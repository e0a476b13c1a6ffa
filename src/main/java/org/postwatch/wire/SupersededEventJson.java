package org.postwatch.wire;

import java.time.Instant;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;

/**
 * What stands in a dead letter for an event that had been taken in and then gave way to another of its source and id:
 * the dead letter's headers say where its bytes lie.
 */
public final class SupersededEventJson {
    private static final int TYPICAL_BYTES = 256;

    private SupersededEventJson() {}

    /** @param by tells the source and id that both claim */
    public static byte[] write(EventOrigin by, EventType type, Instant time) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, by.district());
            json.writeStringProperty("source", by.source());
            json.writeStringProperty("id", by.id());
            json.writeStringProperty("type", type.wireName());
            JsonOutput.writeInstant(json, "time", time);
        });
    }
}
