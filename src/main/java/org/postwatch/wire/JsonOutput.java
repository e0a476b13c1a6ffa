package org.postwatch.wire;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.postwatch.coverage.Reason;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** The parts that outputs share. Keys are always written in the same order; what is absent is left out, never null. */
final class JsonOutput {
    /** Stands first in every output: what a reader may rely on. A new number means that a field changed its meaning. */
    static final int FORMAT = 1;

    private JsonOutput() {}

    /** One JSON object; {@code fields} writes what is in it. */
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

    static void writeFormatAndDistrict(JsonGenerator json, String district) {
        json.writeNumberProperty("format", FORMAT);
        json.writeStringProperty("district", district);
    }

    static void writeInstant(JsonGenerator json, String name, Instant value) {
        json.writeStringProperty(name, value.toString());
    }

    static void writeOptional(JsonGenerator json, String name, Optional<?> value) {
        if (value.isPresent()) {
            json.writeStringProperty(name, value.get().toString());
        }
    }

    static void writeStrings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** An object of texts, in the order of their names. */
    static void writeStringMap(JsonGenerator json, String name, SortedMap<String, String> values) {
        json.writeObjectPropertyStart(name);
        values.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    static void writeReasons(JsonGenerator json, List<Reason> reasons) {
        json.writeArrayPropertyStart("reasons");
        for (Reason reason : reasons) {
            json.writeStartObject();
            json.writeStringProperty("code", reason.code());
            writeStrings(json, "args", reason.args());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
