package org.postwatch.wire;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of a rejected event that can be read, whatever its bytes are; a part that cannot be read is empty.
 *
 * @param source at most 128 characters, as the sender wrote it
 */
public record RejectedEventSummary(String district, String source, String id, String type, String time) {
    private static final int MAX_LENGTH = 128;
    private static final JsonMapper MAPPER = new JsonMapper(JsonSettings.FACTORY);

    /** Never throws. */
    public static RejectedEventSummary of(byte[] key, byte[] value) {
        JsonNode event = parse(value);
        String district = text(event, "partitionkey");
        return new RejectedEventSummary(
                district.isEmpty() && key != null ? truncate(new String(key, StandardCharsets.UTF_8)) : district,
                text(event, "source"),
                text(event, "id"),
                text(event, "type"),
                text(event, "time"));
    }

    private static JsonNode parse(byte[] value) {
        try {
            return value == null || value.length > JsonSettings.MAX_EVENT_BYTES
                    ? MAPPER.missingNode()
                    : MAPPER.readTree(value);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }

    private static String text(JsonNode event, String field) {
        JsonNode node = event.path(field);
        return node.isString() ? truncate(node.stringValue()) : "";
    }

    private static String truncate(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
