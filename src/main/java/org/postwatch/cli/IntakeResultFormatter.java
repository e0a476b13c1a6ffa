package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.Event;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.VerificationResult;
import org.postwatch.text.Plural;
import org.postwatch.text.PrintableText;
import org.postwatch.wire.EventWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Formats what a message became. */
final class IntakeResultFormatter {
    private static final JsonMapper JSON = new JsonMapper();

    private IntakeResultFormatter() {}

    /** Lines for people; the events as they would be written. */
    static List<String> format(String label, IntakeResult result, Optional<VerificationResult> verification) {
        EventWriter writer = new EventWriter();
        List<String> lines = new ArrayList<>();
        lines.add(label + ": " + Plural.format(result.events().size(), "event"));
        verification.ifPresent(verified -> lines.add("  " + describe(verified)));
        for (Event event : result.events()) {
            lines.add("  event: " + new String(writer.write(event), UTF_8));
        }
        for (MessageRejection rejection : result.rejections()) {
            lines.add("  rejected: " + rejection);
        }
        for (DropReason reason : DropReason.values()) {
            if (result.drops().contains(reason)) {
                lines.add("  dropped: " + describe(reason));
            }
        }
        for (UnmappedId id : result.unmapped().keySet()) {
            lines.add("  unmapped: under map of the source, " + id.kind() + ": {" + mapLine(id)
                    + "} with those that it stands for");
        }
        return lines.stream().map(PrintableText::escape).toList();
    }

    /** What a district adds to the map of the source, under the kind of the id. */
    static String mapLine(UnmappedId id) {
        return JSON.writeValueAsString(id.id()) + ": {campus: …, entrance: …, device: …, officer: …}";
    }

    private static String describe(DropReason reason) {
        return switch (reason) {
            case TEST -> "test: it was sent by the vendor's test mode";
            case NOT_OF_INTEREST -> "not-of-interest: the profile makes no event of it, or of a part of it";
            case RETAINED -> "retained: the broker had kept it, and it is not a state that still holds";
        };
    }

    private static String describe(VerificationResult result) {
        if (result instanceof VerificationResult.Refused refused) {
            return "not verified: " + refused.reason().wireName() + ": " + refused.detail();
        }
        return result instanceof VerificationResult.HandshakeReply
                ? "a handshake: it is answered and becomes nothing"
                : "verified";
    }

    /** One object on one line. */
    static String json(String label, IntakeResult result, Optional<VerificationResult> verification) {
        EventWriter writer = new EventWriter();
        ObjectNode json = JSON.createObjectNode().put("file", label);
        verification.ifPresent(verified -> json.put("verification", describe(verified)));
        ArrayNode events = json.putArray("events");
        result.events().forEach(event -> events.add(JSON.readTree(writer.write(event))));
        ArrayNode unmapped = json.putArray("unmapped");
        result.unmapped()
                .keySet()
                .forEach(id -> unmapped.addObject().put("kind", id.kind()).put("id", id.id()));
        ArrayNode rejections = json.putArray("rejections");
        result.rejections()
                .forEach(rejection -> rejections
                        .addObject()
                        .put("reason", rejection.reason().wireName())
                        .put("field", rejection.field())
                        .put("detail", rejection.detail()));
        ArrayNode drops = json.putArray("drops");
        result.drops().stream().map(DropReason::wireName).sorted().forEach(drops::add);
        return json.toString();
    }
}
