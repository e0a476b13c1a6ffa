package org.postwatch.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postwatch.coverage.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Outputs read back, for the board, the command line and tests. Faults are IllegalArgumentExceptions that name the field. */
record JsonInput(JsonNode node, String path) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The object, once its format is known to be ours. */
    static JsonInput of(byte[] bytes) {
        JsonInput tree;
        try {
            tree = new JsonInput(MAPPER.readTree(bytes), "");
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "expected JSON, found " + EventFields.toSingleLine(e.getOriginalMessage()), e);
        }
        if (tree.number("format") != JsonOutput.FORMAT) {
            throw new IllegalArgumentException("format: expected " + JsonOutput.FORMAT + ", found "
                    + tree.number("format") + "; written by another version of Postwatch");
        }
        return tree;
    }

    JsonInput child(String name) {
        return new JsonInput(node.path(name), path.isEmpty() ? name : path + "." + name);
    }

    String text(String name) {
        return child(name).text();
    }

    String text() {
        if (!node.isString()) {
            throw mismatch("a string");
        }
        return node.stringValue();
    }

    Optional<String> optional(String name) {
        return node.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    int number(String name) {
        JsonInput child = child(name);
        if (!child.node.isInt()) {
            throw child.mismatch("a whole number");
        }
        return child.node.intValue();
    }

    boolean flag(String name) {
        JsonInput child = child(name);
        if (!child.node.isBoolean()) {
            throw child.mismatch("true or false");
        }
        return child.node.booleanValue();
    }

    Instant instant(String name) {
        return parse(name, "an instant", Instant::parse);
    }

    Optional<Instant> optionalInstant(String name) {
        return node.has(name) ? Optional.of(instant(name)) : Optional.empty();
    }

    /** What {@code parse} makes of the text. */
    <T> T parse(String name, String what, Function<String, T> parse) {
        String text = text(name);
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    child(name).path + ": expected " + what + ", found " + EventFields.quote(text), e);
        }
    }

    /** The constant with the wire name that stands there. */
    <E> E constant(String name, String what, E[] values, Function<E, String> wireName) {
        return parse(
                name,
                what,
                text -> Stream.of(values)
                        .filter(value -> wireName.apply(value).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("none is named '" + text + "'")));
    }

    <T> List<T> list(String name, Function<JsonInput, T> item) {
        JsonInput child = child(name);
        if (!child.node.isArray()) {
            throw child.mismatch("an array");
        }
        List<T> items = new ArrayList<>(child.node.size());
        for (int i = 0; i < child.node.size(); i++) {
            items.add(item.apply(new JsonInput(child.node.get(i), child.path + "[" + i + "]")));
        }
        return items;
    }

    List<String> strings(String name) {
        return list(name, JsonInput::text);
    }

    List<Reason> reasons() {
        return list("reasons", reason -> new Reason(reason.text("code"), reason.strings("args")));
    }

    private IllegalArgumentException mismatch(String what) {
        String found = node.isMissingNode() ? "nothing" : EventFields.quote(node.toString());
        return new IllegalArgumentException(path + ": expected " + what + ", found " + found);
    }
}
