package org.postwatch.wire;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.postwatch.event.EventType;
import org.postwatch.incident.IncidentId;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.wire.DecodeResult.DecodeFailure;
import org.postwatch.wire.schema.SchemaFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks an event before it is sent: against its schema, so that every fault is named, then as the reader would. */
public final class EventValidator {
    private static final JsonMapper MAPPER = new JsonMapper(JsonSettings.FACTORY);
    private static final EventReader READER = new EventReader();

    private EventValidator() {}

    /**
     * Every fault as {@code /data/campus: found number 7, expected a string}; empty when the reader would accept it.
     */
    public static List<String> validate(byte[] line) {
        // Without a key the best that can come is wrong-key; what it names before that is wrong with the bytes.
        DecodeResult decoded = READER.read(null, line);
        if (!(decoded instanceof DecodeFailure rejected) || rejected.reason().equals(DecodeFailure.WRONG_KEY)) {
            return List.of();
        }
        if (rejected.reason().equals(DecodeFailure.TOO_LARGE)) {
            return List.of(rejected.detail());
        }
        List<String> faults = schemaViolations(line);
        // Checks that a schema cannot express: duplicate fields, instants in the wrong order.
        return faults.isEmpty() ? List.of(rejected.detail()) : faults;
    }

    private static boolean isKnownType(String wireName) {
        return EventType.ofWireName(wireName).isPresent()
                || CommandType.of(wireName).isPresent()
                || wireName.equals(EventWriter.TICK);
    }

    /** The type of an event that has one which Postwatch does not know; empty too when the bytes are no JSON at all. */
    public static Optional<String> unknownType(byte[] line) {
        try {
            JsonNode type = MAPPER.readTree(line).path("type");
            return type.isString() && !isKnownType(type.stringValue())
                    ? Optional.of(type.stringValue())
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What the schema finds, or that there is none; empty too when the bytes are no JSON at all. */
    static List<String> schemaViolations(byte[] line) {
        try {
            return schemaViolations(withDecodedData(MAPPER.readTree(line)));
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /** With its data as it is read, if that came in Base64. */
    private static JsonNode withDecodedData(JsonNode event) {
        if (event instanceof ObjectNode object
                && !object.has("data")
                && object.path("data_base64").isString()) {
            try {
                object.set(
                        "data",
                        MAPPER.readTree(Base64.getDecoder()
                                .decode(object.path("data_base64").stringValue())));
            } catch (IllegalArgumentException | JacksonException e) {
                // The reader says what is wrong with it.
                return object;
            }
        }
        return event;
    }

    private static List<String> schemaViolations(JsonNode event) {
        JsonNode type = event.path("type");
        if (!type.isString()) {
            return List.of("/type: found " + describeValue(type) + ", expected the type of an event");
        }
        if (!isKnownType(type.stringValue())) {
            return List.of("/type: found " + describeValue(type) + ", expected a type of Postwatch");
        }
        List<String> faults = new ArrayList<>();
        for (Error error : SchemaFiles.load(SchemaFiles.nameOfEventType(type.stringValue()))
                .validate(event)) {
            faults.add(describeViolation(error));
        }
        return faults;
    }

    private static String describeViolation(Error error) {
        String at = error.getInstanceLocation().toString();
        if (error.getKeyword().equals("required")) {
            return at + "/" + error.getProperty() + ": found nothing, expected a value";
        }
        return (at.isEmpty() ? "/" : at) + ": found " + describeValue(error.getInstanceNode()) + ", expected "
                + expected(error);
    }

    private static String expected(Error error) {
        return switch (error.getKeyword()) {
            case "type" -> describeTypes(error.getSchemaNode());
            case "const" -> error.getSchemaNode().toString();
            case "minLength", "maxLength" ->
                "1 to " + EventFields.MAX_ID_LENGTH + " characters (" + IncidentId.MAX_LENGTH + " for an incident)";
            case "pattern" ->
                error.getSchemaLocation().toString().contains("nstant")
                        ? "an RFC 3339 date-time with offset"
                        : "no control, format or separator characters";
            default -> error.getMessage();
        };
    }

    private static String describeTypes(JsonNode type) {
        return type.isString()
                ? type.stringValue()
                : StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::stringValue)
                        .collect(Collectors.joining(" or "));
    }

    private static String describeValue(JsonNode node) {
        if (node == null || node.isMissingNode()) {
            return "nothing";
        }
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case NUMBER -> "number " + EventFields.truncate(node.toString());
            case STRING -> EventFields.quote(node.stringValue());
            default -> node.toString();
        };
    }
}
