package org.postwatch.wire;

import java.time.Instant;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;

/**
 * The value of a dead letter for an event that was accepted and then superseded by another of its source and id. The
 * headers of the dead letter say where its bytes are.
 */
public final class SupersededEventJson {
    private SupersededEventJson() {}

    record SupersededEventFields(String district, String source, String id, EventType type, Instant time) {}

    /** @param by has the source and id that both events claim */
    public static byte[] write(EventOrigin by, EventType type, Instant time) {
        return TopicJson.write(new SupersededEventFields(by.district(), by.source(), by.id(), type, time));
    }
}
