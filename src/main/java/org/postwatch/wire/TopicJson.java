package org.postwatch.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collection;
import tools.jackson.core.JacksonException;
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
 * <p>A mapper of Jackson makes them from the records of the core by {@link JsonNames}.
 */
final class TopicJson {
    /** Stands first in every record: what a reader may rely on. A new number means that a field changed its meaning. */
    static final int FORMAT = 1;

    private static final JsonNames NAMES = RoutingNames.addTo(PlanNames.addTo(OutputNames.addTo(new JsonNames())));

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
