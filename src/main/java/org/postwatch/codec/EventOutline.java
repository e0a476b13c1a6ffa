package org.postwatch.codec;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of a rejected event that can be read, whatever its bytes are; a part that cannot be read is empty.
 *
 * @param source at most 128 characters, as the sender wrote it
 */
public record EventOutline(String district, String source, String id, String type, String time) {
    private static final int LENGTH_MAX = 128;
    private static final JsonMapper MAPPER = new JsonMapper(Wire.FACTORY);

    /** Never throws. */
    public static EventOutline of(byte[] key, byte[] value) {
        JsonNode event = tree(value);
        String district = text(event, "partitionkey");
        return new EventOutline(
                district.isEmpty() && key != null ? cut(new String(key, StandardCharsets.UTF_8)) : district,
                text(event, "source"),
                text(event, "id"),
                text(event, "type"),
                text(event, "time"));
    }

    private static JsonNode tree(byte[] value) {
        try {
            return value == null || value.length > Wire.EVENT_BYTES_MAX ? MAPPER.missingNode() : MAPPER.readTree(value);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }

    private static String text(JsonNode event, String field) {
        JsonNode node = event.path(field);
        return node.isString() ? cut(node.stringValue()) : "";
    }

    private static String cut(String text) {
        return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX);
    }
}
