package org.postwatch.wire;

import org.postwatch.notification.model.DisclosureRecord;

/** One decision, for the record: the values of {@code postwatch.disclosures}. */
public final class DisclosureRecordJson {
    private DisclosureRecordJson() {}

    public static byte[] write(DisclosureRecord entry) {
        return TopicJson.write(entry);
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public static DisclosureRecord read(byte[] bytes) {
        return TopicJson.read(bytes, DisclosureRecord.class);
    }
}
