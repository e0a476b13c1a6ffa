package org.postwatch.streams;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.MisplacedHeaders;

/** Records on their way to the output topics, with the clock at publication as timestamp. */
final class RecordForwarder {
    /** Dead letters hold so much of the bytes as they came. */
    private static final int MAX_DEAD_LETTER_VALUE_BYTES = 1_000_000;

    private final ProcessorContext<byte[], byte[]> context;
    private final Consumer<String> onDeadLetter;
    private Instant timestamp = Instant.EPOCH;

    /** @param onRejected receives the reason of every dead letter */
    RecordForwarder(ProcessorContext<byte[], byte[]> context, Consumer<String> setAside) {
        this.context = context;
        this.onDeadLetter = setAside;
    }

    /** Sets the clock of the following output. */
    void setTimestamp(Instant clock) {
        timestamp = clock;
    }

    Instant timestamp() {
        return timestamp;
    }

    void forward(String topic, String key, byte[] value) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        context.forward(
                new Record<>(bytes, value, Math.max(0, timestamp.toEpochMilli())), TopologyBuilder.sinkName(topic));
    }

    /** The record as it came, with its own stamp, to its district's partition of {@link Topics#MISPLACED}. */
    void forwardMisplaced(Record<byte[], byte[]> record, RecordOrigin from, Optional<byte[]> signature) {
        RecordHeaders headers = new RecordHeaders();
        record.headers().forEach(header -> {
            if (!header.key().startsWith(MisplacedHeaders.PREFIX)) {
                headers.add(header);
            }
        });
        from.toHeaders().toMap().forEach(headers::add);
        signature.ifPresent(bytes -> headers.add(MisplacedHeaders.SIGNATURE, bytes));
        context.forward(
                new Record<>(record.key(), record.value(), from.stamp().toEpochMilli(), headers),
                TopologyBuilder.sinkName(Topics.MISPLACED));
    }

    /** The bytes as they came, up to a limit, with the reason in headers. */
    void forwardDeadLetter(byte[] key, byte[] value, Headers came, DeadLetterHeaders why) {
        onDeadLetter.accept(why.reason());
        RecordHeaders headers = new RecordHeaders();
        came.forEach(headers::add);
        for (Map.Entry<String, byte[]> header : why.toMap().entrySet()) {
            headers.add(header.getKey(), header.getValue());
        }
        byte[] kept = value != null && value.length > MAX_DEAD_LETTER_VALUE_BYTES
                ? Arrays.copyOf(value, MAX_DEAD_LETTER_VALUE_BYTES)
                : value;
        context.forward(
                new Record<>(key, kept, Math.max(0, timestamp.toEpochMilli()), headers),
                TopologyBuilder.sinkName(Topics.DEAD_LETTERS));
    }
}
