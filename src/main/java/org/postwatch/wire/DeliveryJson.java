package org.postwatch.wire;

import org.postwatch.notification.model.DeliveryResult;

/** The result of the delivery of a notice: the values of {@code postwatch.deliveries}. */
public final class DeliveryJson {
    private DeliveryJson() {}

    public static byte[] write(DeliveryResult delivery) {
        return TopicJson.write(delivery);
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public static DeliveryResult read(byte[] bytes) {
        return TopicJson.read(bytes, DeliveryResult.class);
    }
}
