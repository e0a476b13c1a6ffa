package org.postwatch.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The headers that a record of {@code postwatch.dead-letters} has beside those it came with: why it was rejected and
 * where it stood. Key and value are the bytes as they came. Texts are UTF-8, numbers decimal.
 *
 * @param reason as {@code malformed}
 * @param detail one line: where, what was expected, what was found
 * @param topic the topic it was read from
 * @param stamp its arrival stamp
 */
public record DeadLetterHeaders(String reason, String detail, String topic, int partition, long offset, Instant stamp) {
    public static final String REASON = "postwatch.reason";
    public static final String DETAIL = "postwatch.detail";
    public static final String TOPIC = "postwatch.topic";
    public static final String PARTITION = "postwatch.partition";
    public static final String OFFSET = "postwatch.offset";
    public static final String STAMP = "postwatch.stamp";

    public DeadLetterHeaders {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(detail);
        Objects.requireNonNull(topic);
        Objects.requireNonNull(stamp);
    }

    /** Name to value, in a fixed order. */
    public Map<String, byte[]> toMap() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(REASON, bytes(reason));
        headers.put(DETAIL, bytes(detail));
        headers.put(TOPIC, bytes(topic));
        headers.put(PARTITION, bytes(Integer.toString(partition)));
        headers.put(OFFSET, bytes(Long.toString(offset)));
        headers.put(STAMP, bytes(stamp.toString()));
        return headers;
    }

    /** Throws IllegalArgumentException, naming the header, when one is missing or no such value. */
    public static DeadLetterHeaders fromMap(Map<String, byte[]> headers) {
        try {
            return new DeadLetterHeaders(
                    text(headers, REASON),
                    text(headers, DETAIL),
                    text(headers, TOPIC),
                    Integer.parseInt(text(headers, PARTITION)),
                    Long.parseLong(text(headers, OFFSET)),
                    Instant.parse(text(headers, STAMP)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(STAMP + ": expected an instant, found " + text(headers, STAMP), e);
        }
    }

    private static String text(Map<String, byte[]> headers, String name) {
        byte[] value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("header " + name + ": expected a value, found nothing");
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
