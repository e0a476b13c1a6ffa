package org.postwatch.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.event.EventOrigin;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.OperatorCommand;
import org.postwatch.wire.DecodeResult.DecodeFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in a command's data. Operators are not as many as cameras: it is read as a tree. Faults are
 * IllegalArgumentExceptions that name the field, and end here.
 */
final class CommandDataReader {
    static final int MAX_TEXT_LENGTH = 1_000;
    static final int MAX_ANSWER_LENGTH = 4_000;
    private static final int MAX_LABELS = 20;
    private static final int MAX_VALUES = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonSettings.FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final EventOrigin origin;
    private final JsonNode data;

    private CommandDataReader(EventOrigin origin, JsonNode data) {
        this.origin = origin;
        this.data = data;
    }

    /** @param draft has the envelope; its faults go before those of the data */
    static DecodeResult read(String type, EventOrigin origin, EventFields draft, byte[] event) {
        draft.requireData(true);
        String subject = type.equals(CommandJson.SILENCE) ? "" : subject(type, draft);
        if (draft.error() != null) {
            return new DecodeFailure(DecodeFailure.MALFORMED, draft.error());
        }
        try {
            JsonNode data = data(draft, event);
            return new DecodeResult.DecodedCommand(new CommandDataReader(origin, data).command(type, subject));
        } catch (JacksonException e) {
            return new DecodeFailure(
                    DecodeFailure.MALFORMED,
                    "data: expected fields once, found " + EventFields.toSingleLine(e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            return new DecodeFailure(DecodeFailure.MALFORMED, e.getMessage());
        }
    }

    private static JsonNode data(EventFields draft, byte[] event) {
        Optional<byte[]> encoded = draft.decodeBase64(EventFieldIndex.DATA_BASE64);
        return encoded.isPresent()
                ? MAPPER.readTree(encoded.get())
                : MAPPER.readTree(event).path("data");
    }

    private static String subject(String type, EventFields draft) {
        boolean agency = type.equals(CommandJson.DISCLOSURE_REQUEST);
        return draft.id(
                EventFieldIndex.SUBJECT, agency ? EventFields.MAX_ID_LENGTH : EventFields.MAX_INCIDENT_ID_LENGTH);
    }

    private OperatorCommand command(String type, String subject) {
        String district = origin.district();
        String id = origin.id();
        Instant at = origin.time();
        // Who may write a command may write any name into it: nothing in the record itself verifies the actor.
        Actor actor = Actor.unverified(text("actor", EventFields.MAX_ID_LENGTH));
        return switch (type) {
            case CommandJson.ACKNOWLEDGE ->
                new OperatorCommand.Acknowledge(district, id, at, actor, subject, optional("note", MAX_TEXT_LENGTH));
            case CommandJson.NOTE ->
                new OperatorCommand.AddNote(district, id, at, actor, subject, text("text", MAX_TEXT_LENGTH));
            case CommandJson.RESOLVE -> new OperatorCommand.Resolve(district, id, at, actor, subject);
            case CommandJson.EMERGENCY -> new OperatorCommand.DeclareEmergency(district, id, at, actor, subject);
            case CommandJson.SILENCE ->
                new OperatorCommand.CreateSilence(
                        district,
                        id,
                        at,
                        actor,
                        text("reason", MAX_TEXT_LENGTH),
                        match(),
                        instant("from"),
                        instant("until"));
            case CommandJson.UNSILENCE -> new OperatorCommand.ExpireSilence(district, id, at, actor, subject);
            case CommandJson.RESEND ->
                new OperatorCommand.ResendNotice(
                        district, id, at, actor, text("recipient", EventFields.MAX_ID_LENGTH), subject);
            case CommandJson.DISCLOSURE_REQUEST ->
                new OperatorCommand.RecordDisclosureRequest(
                        district,
                        id,
                        at,
                        actor,
                        subject,
                        text("text", MAX_TEXT_LENGTH),
                        text("answer", MAX_ANSWER_LENGTH));
            default -> throw new IllegalStateException(type + " is no command");
        };
    }

    private SortedMap<String, Set<String>> match() {
        JsonNode match = data.path("match");
        if (!match.isObject() || match.isEmpty() || match.size() > MAX_LABELS) {
            throw mismatch("data.match", "an object of 1 to " + MAX_LABELS + " labels", match);
        }
        SortedMap<String, Set<String>> values = new TreeMap<>();
        match.forEachEntry((label, node) -> values.put(requireLabelName("data.match", label), values(label, node)));
        return values;
    }

    private static Set<String> values(String label, JsonNode node) {
        String path = "data.match." + EventFields.truncate(EventFields.toSingleLine(label));
        if (!node.isArray() || node.isEmpty() || node.size() > MAX_VALUES) {
            throw mismatch(path, "an array of 1 to " + MAX_VALUES + " values", node);
        }
        Set<String> values = new TreeSet<>();
        node.forEach(value -> values.add(text(path, value, EventFields.MAX_ID_LENGTH)));
        return values;
    }

    private Instant instant(String name) {
        JsonNode node = data.path(name);
        long instant = node.isString() ? Rfc3339.parse(node.stringValue()) : Rfc3339.INVALID;
        if (instant == Rfc3339.INVALID) {
            throw mismatch("data." + name, "an RFC 3339 date-time with offset", node);
        }
        return Instant.ofEpochMilli(instant);
    }

    private Optional<String> optional(String name, int lengthMax) {
        JsonNode node = data.path(name);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(text(name, lengthMax));
    }

    private String text(String name, int lengthMax) {
        return text("data." + name, data.path(name), lengthMax);
    }

    private static String text(String path, JsonNode node, int lengthMax) {
        if (!node.isString() || !EventFields.isId(node.stringValue(), lengthMax)) {
            throw mismatch(path, "1 to " + lengthMax + " printable characters", node);
        }
        return node.stringValue();
    }

    private static String requireLabelName(String path, String name) {
        if (!EventFields.isId(name, EventFields.MAX_ID_LENGTH)) {
            throw new IllegalArgumentException(path + ": expected names of labels, found " + EventFields.quote(name));
        }
        return name;
    }

    private static IllegalArgumentException mismatch(String path, String what, JsonNode found) {
        String said = found.isMissingNode()
                ? "nothing"
                : found.isString()
                        ? EventFields.quote(found.stringValue())
                        : EventFields.truncate(EventFields.toSingleLine(found.toString()));
        return new IllegalArgumentException(path + ": expected " + what + ", found " + said);
    }
}
