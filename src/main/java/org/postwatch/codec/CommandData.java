package org.postwatch.codec;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.codec.Decoded.Rejected;
import org.postwatch.event.Origin;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in a command's data. Operators are not as many as cameras: it is read as a tree. Faults are
 * IllegalArgumentExceptions that name the field, and end here.
 */
final class CommandData {
    static final int TEXT_LENGTH_MAX = 1_000;
    static final int ANSWER_LENGTH_MAX = 4_000;
    private static final int LABELS_MAX = 20;
    private static final int VALUES_MAX = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(Wire.FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Origin origin;
    private final JsonNode data;

    private CommandData(Origin origin, JsonNode data) {
        this.origin = origin;
        this.data = data;
    }

    /** @param draft has the envelope; its faults go before those of the data */
    static Decoded read(String type, Origin origin, Draft draft, byte[] event) {
        draft.expectData(true);
        String subject = type.equals(CommandJson.SILENCE) ? "" : subject(type, draft);
        if (draft.fault() != null) {
            return new Rejected(Rejected.MALFORMED, draft.fault());
        }
        try {
            JsonNode data = data(draft, event);
            return new Decoded.Commanded(new CommandData(origin, data).command(type, subject));
        } catch (JacksonException e) {
            return new Rejected(
                    Rejected.MALFORMED, "data: expected fields once, found " + Draft.line(e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            return new Rejected(Rejected.MALFORMED, e.getMessage());
        }
    }

    private static JsonNode data(Draft draft, byte[] event) {
        Optional<byte[]> encoded = draft.decoded(Field.DATA_BASE64);
        return encoded.isPresent()
                ? MAPPER.readTree(encoded.get())
                : MAPPER.readTree(event).path("data");
    }

    private static String subject(String type, Draft draft) {
        boolean agency = type.equals(CommandJson.ASKED);
        return draft.id(Field.SUBJECT, agency ? Draft.ID_LENGTH_MAX : Draft.INCIDENT_LENGTH_MAX);
    }

    private Command command(String type, String subject) {
        String district = origin.district();
        String id = origin.id();
        Instant at = origin.time();
        // Who may write a command may write any name into it: nothing in the record itself verifies the actor.
        Actor actor = Actor.claimed(text("actor", Draft.ID_LENGTH_MAX));
        return switch (type) {
            case CommandJson.ACKNOWLEDGE ->
                new Command.Acknowledge(district, id, at, actor, subject, optional("note", TEXT_LENGTH_MAX));
            case CommandJson.NOTE -> new Command.Note(district, id, at, actor, subject, text("text", TEXT_LENGTH_MAX));
            case CommandJson.RESOLVE -> new Command.Resolve(district, id, at, actor, subject);
            case CommandJson.EMERGENCY -> new Command.Emergency(district, id, at, actor, subject);
            case CommandJson.SILENCE ->
                new Command.Silence(
                        district,
                        id,
                        at,
                        actor,
                        text("reason", TEXT_LENGTH_MAX),
                        match(),
                        instant("from"),
                        instant("until"));
            case CommandJson.UNSILENCE -> new Command.Unsilence(district, id, at, actor, subject);
            case CommandJson.RESEND ->
                new Command.Resend(district, id, at, actor, text("recipient", Draft.ID_LENGTH_MAX), subject);
            case CommandJson.ASKED ->
                new Command.Asked(
                        district,
                        id,
                        at,
                        actor,
                        subject,
                        text("text", TEXT_LENGTH_MAX),
                        text("answer", ANSWER_LENGTH_MAX));
            default -> throw new IllegalStateException(type + " is no command");
        };
    }

    private SortedMap<String, Set<String>> match() {
        JsonNode match = data.path("match");
        if (!match.isObject() || match.isEmpty() || match.size() > LABELS_MAX) {
            throw wrong("data.match", "an object of 1 to " + LABELS_MAX + " labels", match);
        }
        SortedMap<String, Set<String>> values = new TreeMap<>();
        match.forEachEntry((label, node) -> values.put(checked("data.match", label), values(label, node)));
        return values;
    }

    private static Set<String> values(String label, JsonNode node) {
        String path = "data.match." + Draft.cut(Draft.line(label));
        if (!node.isArray() || node.isEmpty() || node.size() > VALUES_MAX) {
            throw wrong(path, "an array of 1 to " + VALUES_MAX + " values", node);
        }
        Set<String> values = new TreeSet<>();
        node.forEach(value -> values.add(text(path, value, Draft.ID_LENGTH_MAX)));
        return values;
    }

    private Instant instant(String name) {
        JsonNode node = data.path(name);
        long instant = node.isString() ? Instants.parse(node.stringValue()) : Instants.NONE;
        if (instant == Instants.NONE) {
            throw wrong("data." + name, "an RFC 3339 date-time with offset", node);
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
        if (!node.isString() || !Draft.isId(node.stringValue(), lengthMax)) {
            throw wrong(path, "1 to " + lengthMax + " printable characters", node);
        }
        return node.stringValue();
    }

    private static String checked(String path, String name) {
        if (!Draft.isId(name, Draft.ID_LENGTH_MAX)) {
            throw new IllegalArgumentException(path + ": expected names of labels, found " + Draft.quote(name));
        }
        return name;
    }

    private static IllegalArgumentException wrong(String path, String what, JsonNode found) {
        String said = found.isMissingNode()
                ? "nothing"
                : found.isString() ? Draft.quote(found.stringValue()) : Draft.cut(Draft.line(found.toString()));
        return new IllegalArgumentException(path + ": expected " + what + ", found " + said);
    }
}
