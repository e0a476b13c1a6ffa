package org.postwatch.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The headers that a record of {@code postwatch.misplaced} has in addition to its own: where its sender wrote it, and when it
 * arrived there. Only instances may write to that topic; on every other topic these headers mean nothing. Texts are UTF-8,
 * numbers decimal.
 *
 * @param topic the input topic
 * @param partition the partition of it, which is not the one of the record's district
 * @param stamp the arrival stamp there (milliseconds)
 */
public record MisplacedHeaders(String topic, int partition, long offset, Instant stamp) {
    /** What all of them begin with: such headers of a sender are dropped when its record is forwarded. */
    public static final String PREFIX = "postwatch.misplaced.";

    public static final String TOPIC = PREFIX + "topic";
    public static final String PARTITION = PREFIX + "partition";
    public static final String OFFSET = PREFIX + "offset";
    public static final String STAMP = PREFIX + "stamp";
    /** The signature of the instance that forwarded the record, if instances have a key. */
    public static final String SIGNATURE = PREFIX + "signature";

    public MisplacedHeaders {
        Objects.requireNonNull(topic);
        Objects.requireNonNull(stamp);
    }

    /** Name to value, in a fixed order. */
    public Map<String, byte[]> toMap() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(TOPIC, bytes(topic));
        headers.put(PARTITION, bytes(Integer.toString(partition)));
        headers.put(OFFSET, bytes(Long.toString(offset)));
        headers.put(STAMP, bytes(stamp.toString()));
        return headers;
    }

    /** @throws IllegalArgumentException naming the header that is missing or cannot be read */
    public static MisplacedHeaders fromMap(Map<String, byte[]> headers) {
        try {
            return new MisplacedHeaders(
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
