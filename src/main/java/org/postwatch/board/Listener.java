package org.postwatch.board;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.codec.CoverageJson;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.codec.EntryJson;
import org.postwatch.codec.IncidentJson;
import org.postwatch.codec.IntervalsJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.plan.District;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Ends;
import org.postwatch.topology.Topics;

/** Reads what is committed on the output topics, from the beginning, on a thread of its own. */
public final class Listener implements AutoCloseable {
    private static final List<String> TOPICS = List.of(
            Topics.COVERAGE,
            Topics.INTERVALS,
            Topics.INCIDENTS,
            Topics.TRANSITIONS,
            Topics.DEAD_LETTERS,
            Topics.NOTICES,
            Topics.DISCLOSURES);
    private static final Duration POLL = Duration.ofMillis(50);

    private enum Until {
        TOLD,
        END,
        NOW
    }

    private final ClientSettings clients;
    private final Audience audience;
    private final Thread thread;
    private final AtomicReference<CountDownLatch> asked = new AtomicReference<>();
    private volatile Until until = Until.TOLD;
    private volatile RuntimeException failure;

    private Listener(ClientSettings clients, Audience audience) {
        this.clients = clients;
        this.audience = audience;
        this.thread = new Thread(this::run, "listener");
    }

    public static Listener start(ClientSettings clients, Audience audience) {
        Listener listener = new Listener(clients, audience);
        listener.thread.setDaemon(true);
        listener.thread.start();
        return listener;
    }

    /**
     * Returns when everything that is on the topics now was heard, or when it is closed.
     *
     * @throws KafkaException or what else ended the thread
     */
    public void catchUp() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        asked.set(done);
        while (thread.isAlive() && !done.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            // It reads on.
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Returns when everything that is on the topics now was heard; nothing is heard after that.
     *
     * @throws KafkaException or what else ended the thread before
     */
    public void finish() throws InterruptedException {
        until = Until.END;
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }

    /** Hears nothing more. */
    @Override
    public void close() {
        until = Until.NOW;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (until == Until.TOLD) {
                CountDownLatch waiting = asked.getAndSet(null);
                if (waiting == null) {
                    hear(consumer);
                } else {
                    hearAll(consumer, partitions, Until.TOLD);
                    waiting.countDown();
                }
            }
            hearAll(consumer, partitions, Until.END);
        } catch (InterruptedException e) {
            // Not everything was heard.
            failure = new InterruptException(e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void hearAll(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Until during)
            throws InterruptedException {
        Map<TopicPartition, Long> ends = until == during ? Ends.of(clients, partitions) : Map.of();
        while (until == during
                && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            hear(consumer);
        }
    }

    private void hear(Consumer<byte[], byte[]> consumer) {
        consumer.poll(POLL).forEach(this::tell);
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value();
        if (key.startsWith(District.CANARY)) {
            // Signs of life are for machines.
            return;
        }
        switch (record.topic()) {
            case Topics.COVERAGE -> audience.campus(CoverageJson.read(value), Instant.ofEpochMilli(record.timestamp()));
            case Topics.INTERVALS -> audience.day(IntervalsJson.read(value));
            case Topics.TRANSITIONS -> audience.transition(TransitionJson.read(value));
            case Topics.DEAD_LETTERS -> audience.deadLetter(key, why(record));
            case Topics.DISCLOSURES -> audience.decision(EntryJson.read(value));
            case Topics.NOTICES -> notice(key, value);
            default -> incident(key, value);
        }
    }

    private void notice(String key, byte[] value) {
        if (value == null) {
            audience.noticeGone(key);
        } else {
            audience.notice(NoticeJson.read(value));
        }
    }

    private void incident(String key, byte[] value) {
        if (value == null) {
            int slash = key.indexOf('/');
            audience.incidentGone(key.substring(0, slash), key.substring(slash + 1));
        } else {
            IncidentJson.Filed filed = IncidentJson.read(value);
            audience.incident(filed.district(), filed.incident());
        }
    }

    private static DeadLetterHeaders why(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return DeadLetterHeaders.read(headers);
    }
}
