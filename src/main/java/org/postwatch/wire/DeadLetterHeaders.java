package org.postwatch.wire;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The headers that a record of {@code postwatch.dead-letters} has in addition to its own: why it was rejected, and where it
 * was read. Key and value are unchanged. Texts are UTF-8, numbers decimal.
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
        headers.put(REASON, HeaderFields.bytes(reason));
        headers.put(DETAIL, HeaderFields.bytes(detail));
        headers.put(TOPIC, HeaderFields.bytes(topic));
        headers.put(PARTITION, HeaderFields.bytes(Integer.toString(partition)));
        headers.put(OFFSET, HeaderFields.bytes(Long.toString(offset)));
        headers.put(STAMP, HeaderFields.bytes(stamp.toString()));
        return headers;
    }

    /** @throws IllegalArgumentException naming the header that is missing or cannot be read */
    public static DeadLetterHeaders fromMap(Map<String, byte[]> headers) {
        HeaderFields fields = new HeaderFields(headers);
        return new DeadLetterHeaders(
                fields.text(REASON),
                fields.text(DETAIL),
                fields.text(TOPIC),
                fields.wholeNumber(PARTITION),
                fields.longNumber(OFFSET),
                fields.instant(STAMP));
    }
}
