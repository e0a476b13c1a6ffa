package org.postwatch.wire;

import org.postwatch.notification.model.PendingDelivery;

/** The last attempt of a notice that is tried again: the values of {@code postwatch.pending-deliveries}. */
public final class PendingDeliveryJson {
    private static final int BYTES_TYPICAL = 320;

    private PendingDeliveryJson() {}

    public static byte[] write(PendingDelivery pending) {
        return JsonOutput.writeObject(BYTES_TYPICAL, json -> {
            JsonOutput.writeFormatAndDistrict(json, pending.district());
            json.writeStringProperty("recipient", pending.recipient());
            json.writeStringProperty("subject", pending.subject());
            json.writeNumberProperty("revision", pending.revision());
            json.writeNumberProperty("attempts", pending.attempts());
            JsonOutput.writeInstant(json, "since", pending.since());
            JsonOutput.writeInstant(json, "at", pending.at());
            json.writeBooleanProperty("likelyPermanent", pending.likelyPermanent());
            json.writeStringProperty("detail", pending.detail());
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static PendingDelivery read(byte[] bytes) {
        JsonInput tree = JsonInput.of(bytes);
        return new PendingDelivery(
                tree.text("district"),
                tree.text("recipient"),
                tree.text("subject"),
                tree.number("revision"),
                tree.number("attempts"),
                tree.instant("since"),
                tree.instant("at"),
                tree.flag("likelyPermanent"),
                tree.text("detail"));
    }
}
