package org.postwatch.wire;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Events and commands as JSON. Fields are always written in the same order. What is absent is left out; null is never written. */
final class JsonOutput {
    private JsonOutput() {}

    /** One JSON object; {@code fields} writes its fields. */
    static byte[] writeObject(int bytesTypical, Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(bytesTypical);
        try (JsonGenerator json =
                JsonSettings.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void writeInstant(JsonGenerator json, String name, Instant value) {
        json.writeStringProperty(name, value.toString());
    }

    static JsonGenerator writeOptional(JsonGenerator json, String name, Optional<?> value) {
        return value.isPresent() ? json.writeStringProperty(name, value.get().toString()) : json;
    }

    static void writeStrings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
