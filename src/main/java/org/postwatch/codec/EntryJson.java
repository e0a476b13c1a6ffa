package org.postwatch.codec;

import java.util.Optional;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Entry;

/** One decision, written down: the values of {@code postwatch.disclosures}. */
public final class EntryJson {
    private static final int BYTES_TYPICAL = 512;

    private EntryJson() {}

    public static byte[] write(Entry entry) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, entry.district());
            Output.instant(json, "at", entry.at());
            json.writeStringProperty("outcome", entry.outcome().wireName());
            json.writeStringProperty("recipient", entry.recipient());
            json.writeStringProperty("agencyClass", entry.agencyClass());
            json.writeStringProperty("subject", entry.subject());
            json.writeStringProperty("kind", entry.kind());
            Output.strings(json, "fields", entry.fields());
            json.writeStringProperty("hash", entry.hash());
            json.writeStringProperty("rule", entry.rule());
            json.writeStringProperty("reason", entry.reason());
            entry.actor().ifPresent(actor -> {
                json.writeObjectPropertyStart("actor");
                json.writeStringProperty("claimed", actor.claimed());
                Output.optional(json, "verified", actor.verified());
                json.writeEndObject();
            });
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static Entry read(byte[] bytes) {
        OutputTree tree = OutputTree.of(bytes);
        return new Entry(
                tree.text("district"),
                tree.instant("at"),
                tree.constant("outcome", "an outcome", Entry.Outcome.values(), Entry.Outcome::wireName),
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

    private static Optional<Actor> actor(OutputTree tree) {
        OutputTree actor = tree.child("actor");
        return tree.node().has("actor")
                ? Optional.of(new Actor(actor.text("claimed"), actor.optional("verified")))
                : Optional.empty();
    }
}
