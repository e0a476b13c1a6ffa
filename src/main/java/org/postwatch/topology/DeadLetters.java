package org.postwatch.topology;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.watch.Verdict.SetAside;

/** What is set aside, as records: the bytes as they came, up to a limit, with the reason in headers. */
final class DeadLetters {
    private static final int BYTES_MAX = 1_000_000;

    private final ProcessorContext<byte[], byte[]> context;
    private final String sink;

    DeadLetters(ProcessorContext<byte[], byte[]> context, String sink) {
        this.context = context;
        this.sink = sink;
    }

    void setAside(Record<byte[], byte[]> record, RecordMetadata at, SetAside aside, Instant clock) {
        DeadLetterHeaders why = new DeadLetterHeaders(
                aside.reason(),
                aside.detail(),
                at.topic(),
                at.partition(),
                at.offset(),
                Instant.ofEpochMilli(Math.max(0, record.timestamp())));
        RecordHeaders headers = new RecordHeaders();
        record.headers().forEach(headers::add);
        for (Map.Entry<String, byte[]> header : why.write().entrySet()) {
            headers.add(header.getKey(), header.getValue());
        }
        byte[] value = record.value();
        byte[] kept = value != null && value.length > BYTES_MAX ? Arrays.copyOf(value, BYTES_MAX) : value;
        context.forward(new Record<>(record.key(), kept, Math.max(0, clock.toEpochMilli()), headers), sink);
    }
}
