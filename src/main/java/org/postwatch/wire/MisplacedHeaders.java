package org.postwatch.wire;

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
        headers.put(TOPIC, HeaderFields.bytes(topic));
        headers.put(PARTITION, HeaderFields.bytes(Integer.toString(partition)));
        headers.put(OFFSET, HeaderFields.bytes(Long.toString(offset)));
        headers.put(STAMP, HeaderFields.bytes(stamp.toString()));
        return headers;
    }

    /** @throws IllegalArgumentException naming the header that is missing or cannot be read */
    public static MisplacedHeaders fromMap(Map<String, byte[]> headers) {
        HeaderFields fields = new HeaderFields(headers);
        return new MisplacedHeaders(
                fields.text(TOPIC), fields.wholeNumber(PARTITION), fields.longNumber(OFFSET), fields.instant(STAMP));
    }
}
