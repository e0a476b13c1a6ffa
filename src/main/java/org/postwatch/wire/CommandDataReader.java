package org.postwatch.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.event.EventOrigin;
import org.postwatch.notification.command.CommandFields;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.notification.model.Actor;
import org.postwatch.wire.DecodeResult.DecodeFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a command's data. Operators are not as many as cameras: it is read as a tree. Faults are IllegalArgumentExceptions
 * that name the field, and end here.
 */
final class CommandDataReader implements CommandFields {
    private static final int MAX_LABELS = 20;
    private static final int MAX_VALUES = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonSettings.FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final EventOrigin origin;
    private final String subject;
    private final JsonNode data;
    private final Actor actor;

    private CommandDataReader(EventOrigin origin, String subject, JsonNode data) {
        this.origin = origin;
        this.subject = subject;
        this.data = data;
        // A client that may write a command can write any name into it: nothing in the record verifies the actor.
        this.actor = Actor.unverified(text("actor", EventFields.MAX_ID_LENGTH));
    }

    /** @param fields has the envelope; its faults are reported before those of the data */
    static DecodeResult read(CommandType type, EventOrigin origin, EventFields fields, byte[] event) {
        fields.requireData(true);
        String subject =
                type.maxSubjectLength() == 0 ? "" : fields.id(EventFieldIndex.SUBJECT, type.maxSubjectLength());
        if (fields.error() != null) {
            return new DecodeFailure(DecodeFailure.MALFORMED, fields.error());
        }
        try {
            CommandFields data = new CommandDataReader(origin, subject, data(fields, event));
            return new DecodeResult.DecodedCommand(type.read(data));
        } catch (JacksonException e) {
            return new DecodeFailure(
                    DecodeFailure.MALFORMED,
                    "data: expected fields once, found " + EventFields.toSingleLine(e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            return new DecodeFailure(DecodeFailure.MALFORMED, e.getMessage());
        }
    }

    private static JsonNode data(EventFields fields, byte[] event) {
        Optional<byte[]> encoded = fields.decodeBase64(EventFieldIndex.DATA_BASE64);
        return encoded.isPresent()
                ? MAPPER.readTree(encoded.get())
                : MAPPER.readTree(event).path("data");
    }

    @Override
    public String district() {
        return origin.district();
    }

    @Override
    public String id() {
        return origin.id();
    }

    @Override
    public Instant at() {
        return origin.time();
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public SortedMap<String, Set<String>> labels(String name) {
        String path = "data." + name;
        JsonNode match = data.path(name);
        if (!match.isObject() || match.isEmpty() || match.size() > MAX_LABELS) {
            throw mismatch(path, "an object of 1 to " + MAX_LABELS + " labels", match);
        }
        SortedMap<String, Set<String>> values = new TreeMap<>();
        match.forEachEntry((label, node) -> values.put(requireLabelName(path, label), values(path, label, node)));
        return values;
    }

    private static Set<String> values(String parent, String label, JsonNode node) {
        String path = parent + "." + EventFields.truncate(EventFields.toSingleLine(label));
        if (!node.isArray() || node.isEmpty() || node.size() > MAX_VALUES) {
            throw mismatch(path, "an array of 1 to " + MAX_VALUES + " values", node);
        }
        Set<String> values = new TreeSet<>();
        node.forEach(value -> values.add(text(path, value, EventFields.MAX_ID_LENGTH)));
        return values;
    }

    @Override
    public Instant instant(String name) {
        JsonNode node = data.path(name);
        long instant = node.isString() ? Rfc3339.parse(node.stringValue()) : Rfc3339.INVALID;
        if (instant == Rfc3339.INVALID) {
            throw mismatch("data." + name, "an RFC 3339 date-time with offset", node);
        }
        return Instant.ofEpochMilli(instant);
    }

    @Override
    public Optional<String> optionalText(String name, int maxLength) {
        JsonNode node = data.path(name);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(text(name, maxLength));
    }

    @Override
    public String text(String name, int maxLength) {
        return text("data." + name, data.path(name), maxLength);
    }

    private static String text(String path, JsonNode node, int maxLength) {
        if (!node.isString() || !EventFields.isId(node.stringValue(), maxLength)) {
            throw mismatch(path, "1 to " + maxLength + " printable characters", node);
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
        String description = found.isMissingNode()
                ? "nothing"
                : found.isString()
                        ? EventFields.quote(found.stringValue())
                        : EventFields.truncate(EventFields.toSingleLine(found.toString()));
        return new IllegalArgumentException(path + ": expected " + what + ", found " + description);
    }
}
