package org.postwatch.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * Headers of a record that Postwatch wrote. Texts are UTF-8, numbers decimal. Every method throws IllegalArgumentException,
 * naming the header, if it is missing or cannot be read.
 */
record HeaderFields(Map<String, byte[]> headers) {
    String text(String name) {
        byte[] value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("header " + name + ": expected a value, found nothing");
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    int wholeNumber(String name) {
        return parse(name, "a whole number", Integer::valueOf);
    }

    long longNumber(String name) {
        return parse(name, "a whole number", Long::valueOf);
    }

    Instant instant(String name) {
        return parse(name, "an instant", Instant::parse);
    }

    private <T> T parse(String name, String expected, Function<String, T> parser) {
        String text = text(name);
        try {
            return parser.apply(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", found " + text, e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
