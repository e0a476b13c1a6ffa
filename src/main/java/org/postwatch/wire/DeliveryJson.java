package org.postwatch.wire;

import org.postwatch.notification.model.DeliveryResult;

/** What became of a notice: the values of {@code postwatch.deliveries}. */
public final class DeliveryJson {
    private static final int TYPICAL_BYTES = 320;

    private DeliveryJson() {}

    public static byte[] write(DeliveryResult delivery) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, delivery.district());
            json.writeStringProperty("recipient", delivery.recipient());
            json.writeStringProperty("subject", delivery.subject());
            json.writeStringProperty("ref", delivery.ref());
            json.writeNumberProperty("revision", delivery.revision());
            json.writeStringProperty("outcome", delivery.outcome().wireName());
            json.writeNumberProperty("attempts", delivery.attempts());
            JsonOutput.writeInstant(json, "at", delivery.at());
            json.writeStringProperty("detail", delivery.detail());
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static DeliveryResult read(byte[] bytes) {
        JsonInput tree = JsonInput.of(bytes);
        return new DeliveryResult(
                tree.text("district"),
                tree.text("recipient"),
                tree.text("subject"),
                tree.text("ref"),
                tree.number("revision"),
                tree.constant(
                        "outcome",
                        "an outcome",
                        DeliveryResult.DeliveryStatus.values(),
                        DeliveryResult.DeliveryStatus::wireName),
                tree.number("attempts"),
                tree.instant("at"),
                tree.text("detail"));
    }
}
