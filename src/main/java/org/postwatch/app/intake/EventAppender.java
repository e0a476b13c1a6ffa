package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.Event;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.EventSink;
import org.postwatch.streams.RecordSigner;
import org.postwatch.wire.EventWriter;

/**
 * Appends the events of intake to their topics, signed as {@link FeedSigning} says. An event that the brokers do not confirm within
 * {@value #MAX_APPEND_MS} ms counts as not written; {@value #MAX_BUFFER_BYTES} bytes at most wait for them.
 */
final class EventAppender implements EventSink, AutoCloseable {
    /** One request to a broker may take so long, and one event so long altogether. */
    static final int MAX_APPEND_MS = 1_800;

    private static final int MAX_REQUEST_MS = 1_500;
    private static final int MAX_METADATA_WAIT_MS = 500;
    static final int MAX_BUFFER_BYTES = 32 * 1024 * 1024;
    /** Before they are in the buffer. */
    static final int MAX_WAITING_EVENTS = 20_000;

    private static final Duration MAX_STOP_TIME = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final FeedSigning signing;
    private final InstantSource clock;
    private final EventWriter writer = new EventWriter();
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder unconfirmed = new LongAdder();

    private final AtomicInteger waiting = new AtomicInteger();

    /** A producer blocks while it looks for brokers, so that a thread of its own calls it. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread appender = new Thread(task, "intake-appender");
        appender.setDaemon(true);
        return appender;
    });

    /** @param clock stamps the records; where events are live the brokers replace the stamp by their own */
    EventAppender(ClientSettings clients, FeedSigning signing, InstantSource clock) {
        this(
                new KafkaProducer<>(settings(clients), new ByteArraySerializer(), new ByteArraySerializer()),
                signing,
                clock);
    }

    EventAppender(Producer<byte[], byte[]> producer, FeedSigning signing, InstantSource clock) {
        this.producer = producer;
        this.signing = signing;
        this.clock = clock;
    }

    private static Map<String, Object> settings(ClientSettings clients) {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "postwatch-intake");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, MAX_REQUEST_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, MAX_APPEND_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_METADATA_WAIT_MS);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MAX_BUFFER_BYTES);
        // A topic without events for a day keeps its metadata: the first event after a night must not wait for it.
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(7).toMillis());
        return settings;
    }

    @Override
    public CompletionStage<AppendResult> append(Event event) {
        return appendAll(List.of(event)).thenApply(results -> results.get(0));
    }

    @Override
    public CompletionStage<List<AppendResult>> appendAll(List<Event> events) {
        return start(events).thenApply(results -> {
            results.forEach(this::count);
            return results;
        });
    }

    private void count(AppendResult result) {
        LongAdder counter = switch (result) {
            case APPENDED -> confirmed;
            case UNAVAILABLE, NOT_SIGNED -> unconfirmed;
        };
        counter.increment();
    }

    /** Events that the brokers confirmed. */
    long confirmedEvents() {
        return confirmed.sum();
    }

    /** Events that they did not confirm in time, or that could not be signed. */
    long unconfirmedEvents() {
        return unconfirmed.sum();
    }

    private CompletionStage<List<AppendResult>> start(List<Event> events) {
        // In the threads of the callers, because the one that appends is the narrowest place.
        List<Optional<ProducerRecord<byte[], byte[]>>> records =
                events.stream().map(this::record).toList();
        int size = events.size();
        if (waiting.addAndGet(size) > MAX_WAITING_EVENTS) {
            waiting.addAndGet(-size);
            return CompletableFuture.completedFuture(Collections.nCopies(size, AppendResult.UNAVAILABLE));
        }
        AppendBatch batch = new AppendBatch(records, MAX_APPEND_MS);
        try {
            thread.execute(() -> {
                try {
                    send(batch);
                } finally {
                    waiting.addAndGet(-size);
                }
            });
        } catch (RejectedExecutionException e) {
            // The instance stops.
            batch.end();
        }
        return batch.whenDone();
    }

    private void send(AppendBatch batch) {
        for (int index = 0; index < batch.records().size(); index++) {
            if (batch.isDone()) {
                // It waited too long: the sender has its answer, and sends the events again.
                return;
            }
            send(batch, index);
        }
    }

    private void send(AppendBatch batch, int index) {
        try {
            Optional<ProducerRecord<byte[], byte[]>> record = batch.records().get(index);
            if (record.isEmpty()) {
                batch.complete(index, AppendResult.NOT_SIGNED);
                return;
            }
            producer.send(
                    record.get(),
                    (written, failure) ->
                            batch.complete(index, failure == null ? AppendResult.APPENDED : AppendResult.UNAVAILABLE));
        } catch (KafkaException | IllegalStateException e) {
            // Brokers are away, or the instance has stopped.
            batch.complete(index, AppendResult.UNAVAILABLE);
        }
    }

    /** Empty if it would be rejected as unsigned. */
    private Optional<ProducerRecord<byte[], byte[]>> record(Event event) {
        String district = event.origin().district();
        String topic = event.type().topic().topicName();
        byte[] key = district.getBytes(StandardCharsets.UTF_8);
        byte[] value = writer.write(event);
        return signing.sign(new FeedAccount(district, event.source()), topic, key, value)
                .map(signatures -> {
                    ProducerRecord<byte[], byte[]> record =
                            new ProducerRecord<>(topic, null, clock.millis(), key, value);
                    signatures.forEach(signature ->
                            record.headers().add(RecordSigner.HEADER, signature.getBytes(StandardCharsets.US_ASCII)));
                    return record;
                });
    }

    /** What is not written yet is given up: at a stop nobody waits for it any more, or a sender repeats it. */
    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(MAX_STOP_TIME);
    }
}
