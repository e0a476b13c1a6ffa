package org.postwatch.topology;

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
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.codec.MisplacedHeaders;

/** Records on their way to the output topics, stamped with the clock at which they are said. */
final class Outbound {
    /** Dead letters hold so much of the bytes as they came. */
    private static final int DEAD_LETTER_BYTES = 1_000_000;

    private final ProcessorContext<byte[], byte[]> context;
    private final Consumer<String> setAside;
    private Instant now = Instant.EPOCH;

    /** @param setAside told the reason of every dead letter */
    Outbound(ProcessorContext<byte[], byte[]> context, Consumer<String> setAside) {
        this.context = context;
        this.setAside = setAside;
    }

    /** What is said from here on is said at this clock. */
    void at(Instant clock) {
        now = clock;
    }

    Instant now() {
        return now;
    }

    void forward(String topic, String key, byte[] value) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(bytes, value, Math.max(0, now.toEpochMilli())), Wiring.sink(topic));
    }

    /** The record as it came, with its own stamp, to its district's partition of {@link Topics#MISPLACED}. */
    void misplaced(Record<byte[], byte[]> record, Arrival from, Optional<byte[]> signature) {
        RecordHeaders headers = new RecordHeaders();
        record.headers().forEach(header -> {
            if (!header.key().startsWith(MisplacedHeaders.PREFIX)) {
                headers.add(header);
            }
        });
        from.headers().write().forEach(headers::add);
        signature.ifPresent(bytes -> headers.add(MisplacedHeaders.SIGNATURE, bytes));
        context.forward(
                new Record<>(record.key(), record.value(), from.stamp().toEpochMilli(), headers),
                Wiring.sink(Topics.MISPLACED));
    }

    /** The bytes as they came, up to a limit, with the reason in headers. */
    void deadLetter(byte[] key, byte[] value, Headers came, DeadLetterHeaders why) {
        setAside.accept(why.reason());
        RecordHeaders headers = new RecordHeaders();
        came.forEach(headers::add);
        for (Map.Entry<String, byte[]> header : why.write().entrySet()) {
            headers.add(header.getKey(), header.getValue());
        }
        byte[] kept =
                value != null && value.length > DEAD_LETTER_BYTES ? Arrays.copyOf(value, DEAD_LETTER_BYTES) : value;
        context.forward(
                new Record<>(key, kept, Math.max(0, now.toEpochMilli()), headers), Wiring.sink(Topics.DEAD_LETTERS));
    }
}
