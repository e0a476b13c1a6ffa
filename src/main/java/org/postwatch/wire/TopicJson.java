package org.postwatch.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collection;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.ContextAttributes;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The records that Postwatch writes to topics: compact UTF-8 JSON that begins with a {@code format}. Equal records have
 * equal bytes. Fields are written in the same order, and what is absent is left out. Fields that are not known are
 * ignored.
 *
 * <p>Jackson databind writes and reads them from the records of the core by {@link JsonNames}. A hand-written writer took
 * 10 to 20 % less time: 2.0 instead of 2.3 µs for the intervals of a day, 3.8 instead of 4.7 µs for a transition, 2.1 instead
 * of 2.6 µs for a notice. A hand-written reader took 18 instead of 24 µs for the plan of a campus and as long for a notice
 * (thread CPU, medians of 41 interleaved rounds). Most events write no such record, so the
 * hand-written code is gone.
 */
final class TopicJson {
    /** Stands first in every record: what a reader may rely on. A new number means that a field changed its meaning. */
    static final int FORMAT = 1;

    private static final JsonNames NAMES = SourceStatusJson.addTo(
            IntakeFields.addTo(RoutingNames.addTo(PlanNames.addTo(OutputNames.addTo(new JsonNames())))));

    private static final JsonMapper MAPPER = NAMES.strictMapper()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .changeDefaultNullHandling(nulls -> nulls.withValueNulls(Nulls.FAIL).withContentNulls(Nulls.FAIL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultAttributes(ContextAttributes.getEmpty().withSharedAttribute(FormatFirst.FIELD, FORMAT))
            .build();

    private TopicJson() {}

    static byte[] write(Record value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** @throws IllegalArgumentException when the bytes are no such record; the message names the field */
    static <T> T read(byte[] bytes, Class<T> type) {
        try (JsonParser json = MAPPER.createParser(bytes)) {
            boolean startsWithFormat = json.nextToken() == JsonToken.START_OBJECT
                    && FormatFirst.FIELD.equals(json.nextName())
                    && json.nextIntValue(0) == FORMAT;
            if (startsWithFormat && json.nextToken() == JsonToken.PROPERTY_NAME) {
                T value = MAPPER.readValue(json, type);
                if (json.nextToken() == null) {
                    return value;
                }
            }
        } catch (JacksonException e) {
            // Read once more below, for a message that says what was found where.
        }
        return readTree(bytes, type);
    }

    private static <T> T readTree(byte[] bytes, Class<T> type) {
        JsonNode tree = parse(bytes);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(message(tree, e), e);
        }
    }

    private static JsonNode parse(byte[] bytes) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "expected JSON, found " + EventFields.toSingleLine(e.getOriginalMessage()), e);
        }
        JsonNode format = tree.path(FormatFirst.FIELD);
        if (!format.isInt() || format.intValue() != FORMAT) {
            throw new IllegalArgumentException("format: expected " + FORMAT + ", found "
                    + (format.isInt() ? format + "; written by another version of Postwatch" : found(format)));
        }
        return tree;
    }

    private static String found(JsonNode node) {
        return node.isMissingNode()
                ? "nothing"
                : EventFields.quote(node.isString() ? node.stringValue() : node.toString());
    }

    private static String message(JsonNode tree, JacksonException error) {
        StringBuilder path = new StringBuilder();
        JsonNode found = tree;
        for (JacksonException.Reference step : error.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
                found = found.path(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
                found = found.path(step.getIndex());
            }
        }
        if (error instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return path + ": expected " + description(mismatch.getTargetType()) + ", found " + found(found);
        }
        Throwable cause = error.getCause();
        return (path.isEmpty() ? "" : path + ": ")
                + EventFields.toSingleLine(
                        cause == null ? error.getOriginalMessage() : String.valueOf(cause.getMessage()));
    }

    private static String description(Class<?> type) {
        String known = NAMES.description(type);
        if (known != null) {
            return known;
        } else if (type == int.class || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        } else if (type == boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }
}
