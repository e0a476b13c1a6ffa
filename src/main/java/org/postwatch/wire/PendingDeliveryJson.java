package org.postwatch.wire;

import org.postwatch.notification.model.PendingDelivery;

/** The last attempt of a notice that is tried again: the values of {@code postwatch.pending-deliveries}. */
public final class PendingDeliveryJson {
    private PendingDeliveryJson() {}

    public static byte[] write(PendingDelivery pending) {
        return TopicJson.write(pending);
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public static PendingDelivery read(byte[] bytes) {
        return TopicJson.read(bytes, PendingDelivery.class);
    }
}
