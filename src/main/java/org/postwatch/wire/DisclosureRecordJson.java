package org.postwatch.wire;

import java.util.Optional;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.DisclosureRecord;

/** One decision, written down: the values of {@code postwatch.disclosures}. */
public final class DisclosureRecordJson {
    private static final int TYPICAL_BYTES = 512;

    private DisclosureRecordJson() {}

    public static byte[] write(DisclosureRecord entry) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, entry.district());
            JsonOutput.writeInstant(json, "at", entry.at());
            json.writeStringProperty("outcome", entry.outcome().wireName());
            json.writeStringProperty("recipient", entry.recipient());
            json.writeStringProperty("agencyClass", entry.agencyClass());
            json.writeStringProperty("subject", entry.subject());
            json.writeStringProperty("kind", entry.kind());
            JsonOutput.writeStrings(json, "fields", entry.fields());
            json.writeStringProperty("hash", entry.hash());
            json.writeStringProperty("rule", entry.rule());
            json.writeStringProperty("reason", entry.reason());
            entry.actor().ifPresent(actor -> {
                json.writeObjectPropertyStart("actor");
                json.writeStringProperty("claimed", actor.claimed());
                JsonOutput.writeOptional(json, "verified", actor.verified());
                json.writeEndObject();
            });
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static DisclosureRecord read(byte[] bytes) {
        JsonInput tree = JsonInput.of(bytes);
        return new DisclosureRecord(
                tree.text("district"),
                tree.instant("at"),
                tree.constant(
                        "outcome",
                        "an outcome",
                        DisclosureRecord.DisclosureOutcome.values(),
                        DisclosureRecord.DisclosureOutcome::wireName),
                tree.text("recipient"),
                tree.text("agencyClass"),
                tree.text("subject"),
                tree.text("kind"),
                tree.strings("fields"),
                tree.text("hash"),
                tree.text("rule"),
                tree.text("reason"),
                actor(tree));
    }

    private static Optional<Actor> actor(JsonInput tree) {
        JsonInput actor = tree.child("actor");
        return tree.node().has("actor")
                ? Optional.of(new Actor(actor.text("claimed"), actor.optional("verified")))
                : Optional.empty();
    }
}
