package org.postwatch.wire;

import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceStatus;

/** The values of {@code postwatch.intake-sources}. */
public final class SourceStatusJson {
    private SourceStatusJson() {}

    static JsonNames addTo(JsonNames names) {
        return names.topicRecords(SourceStatus.class).components(SourceState.class, "connected since detail");
    }

    public static byte[] write(SourceStatus status) {
        return TopicJson.write(status);
    }

    /** @throws IllegalArgumentException if the bytes are no such record of this format; the message names the field */
    public static SourceStatus read(byte[] bytes) {
        return TopicJson.read(bytes, SourceStatus.class);
    }
}
