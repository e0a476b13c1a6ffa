package org.postwatch.wire;

import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;

/** The values of {@code postwatch.access}, by the id of the grant. */
public final class AccessGrantJson {
    private AccessGrantJson() {}

    static JsonNames addTo(JsonNames names) {
        return names.constants(AccessKind.class, "a kind of access").topicRecords(AccessGrant.class);
    }

    public static byte[] write(AccessGrant grant) {
        return TopicJson.write(grant);
    }

    /** @throws IllegalArgumentException if the bytes are no such record of this format; the message names the field */
    public static AccessGrant read(byte[] bytes) {
        return TopicJson.read(bytes, AccessGrant.class);
    }
}
