package org.postwatch.board;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.postwatch.app.clients.BrokerRequests;
import org.postwatch.app.clients.RejectedRecordReader;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.incident.IncidentKey;
import org.postwatch.plan.District;
import org.postwatch.streams.Topics;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/** Reads the committed records of the output topics from the beginning, on its own thread. */
public final class OutputTopicConsumer implements AutoCloseable {
    private static final List<String> TOPICS = List.of(
            Topics.COVERAGE,
            Topics.INTERVALS,
            Topics.INCIDENTS,
            Topics.TRANSITIONS,
            Topics.DEAD_LETTERS,
            Topics.NOTICES,
            Topics.DISCLOSURES);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(50);

    private enum ReadMode {
        FOLLOW,
        READ_TO_END,
        STOP
    }

    private final ClientSettings clients;
    private final OutputListeners listeners;
    private final Thread thread;
    private final AtomicReference<CountDownLatch> asked = new AtomicReference<>();
    private volatile ReadMode mode = ReadMode.FOLLOW;
    private volatile RuntimeException failure;

    private OutputTopicConsumer(ClientSettings clients, OutputListeners audience) {
        this.clients = clients;
        this.listeners = audience;
        this.thread = new Thread(this::run, "output-consumer");
    }

    public static OutputTopicConsumer start(ClientSettings clients, OutputListeners audience) {
        OutputTopicConsumer listener = new OutputTopicConsumer(clients, audience);
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
        while (thread.isAlive() && !done.await(POLL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            // It reads on.
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Waits until everything that is on the topics now was read, then stops reading.
     *
     * @throws KafkaException or another exception that ended the thread before
     */
    public void finish() throws InterruptedException {
        mode = ReadMode.READ_TO_END;
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        mode = ReadMode.STOP;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<TopicPartition> partitions = TopicReader.assign(consumer, TOPICS);
            while (mode == ReadMode.FOLLOW) {
                CountDownLatch waiting = asked.getAndSet(null);
                if (waiting == null) {
                    poll(consumer);
                } else {
                    hearAll(consumer, partitions, ReadMode.FOLLOW);
                    waiting.countDown();
                }
            }
            hearAll(consumer, partitions, ReadMode.READ_TO_END);
        } catch (InterruptedException e) {
            // Not everything was heard.
            failure = new InterruptException(e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void hearAll(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, ReadMode during)
            throws InterruptedException {
        if (mode != during) {
            return;
        }
        Map<TopicPartition, Long> ends;
        try (Admin admin = clients.openAdmin()) {
            ends = BrokerRequests.endOffsets(admin, partitions);
        }
        while (mode == during && !TopicReader.hasReached(consumer, ends)) {
            poll(consumer);
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        consumer.poll(POLL_TIMEOUT).forEach(this::publish);
    }

    private void publish(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value();
        if (key.startsWith(District.CANARY_PREFIX)) {
            // Signs of life are for machines.
            return;
        }
        switch (record.topic()) {
            case Topics.COVERAGE ->
                listeners.report(
                        (listener, campus) -> listener.onCampus(campus, Instant.ofEpochMilli(record.timestamp())),
                        TopicValue.COVERAGE.read(value));
            case Topics.INTERVALS -> listeners.report(OutputListener::onPostDay, TopicValue.INTERVALS.read(value));
            case Topics.TRANSITIONS ->
                listeners.report(OutputListener::onTransition, TopicValue.TRANSITION.read(value));
            case Topics.DEAD_LETTERS ->
                listeners.report(
                        (listener, why) -> listener.onDeadLetter(key, why), RejectedRecordReader.headersOf(record));
            case Topics.DISCLOSURES -> listeners.report(OutputListener::onDecision, TopicValue.DISCLOSURE.read(value));
            case Topics.NOTICES -> publishNotice(key, value);
            case Topics.INCIDENTS -> publishIncident(key, value);
            default -> throw new IllegalStateException(record.topic() + " is not read here");
        }
    }

    private void publishNotice(String key, byte[] value) {
        if (value == null) {
            listeners.report(OutputListener::onNoticeRemoved, key);
        } else {
            listeners.report(OutputListener::onNotice, NoticeJson.read(value));
        }
    }

    private void publishIncident(String key, byte[] value) {
        if (value == null) {
            listeners.report(
                    (listener, removed) -> listener.onIncidentRemoved(removed.district(), removed.incident()),
                    IncidentKey.parse(key));
        } else {
            listeners.report(
                    (listener, filed) -> listener.onIncident(filed.district(), filed.incident()),
                    IncidentJson.read(value));
        }
    }
}
