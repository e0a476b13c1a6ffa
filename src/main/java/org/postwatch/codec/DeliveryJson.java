package org.postwatch.codec;

import org.postwatch.routing.Delivery;

/** What became of a notice: the values of {@code postwatch.deliveries}. */
public final class DeliveryJson {
    private static final int BYTES_TYPICAL = 320;

    private DeliveryJson() {}

    public static byte[] write(Delivery delivery) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, delivery.district());
            json.writeStringProperty("recipient", delivery.recipient());
            json.writeStringProperty("subject", delivery.subject());
            json.writeStringProperty("ref", delivery.ref());
            json.writeNumberProperty("revision", delivery.revision());
            json.writeStringProperty("outcome", delivery.outcome().wireName());
            json.writeNumberProperty("attempts", delivery.attempts());
            Output.instant(json, "at", delivery.at());
            json.writeStringProperty("detail", delivery.detail());
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static Delivery read(byte[] bytes) {
        OutputTree tree = OutputTree.of(bytes);
        return new Delivery(
                tree.text("district"),
                tree.text("recipient"),
                tree.text("subject"),
                tree.text("ref"),
                tree.number("revision"),
                tree.constant("outcome", "an outcome", Delivery.Outcome.values(), Delivery.Outcome::wireName),
                tree.number("attempts"),
                tree.instant("at"),
                tree.text("detail"));
    }
}
