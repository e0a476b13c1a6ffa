package org.postwatch.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.codec.EntryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Entry;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.topology.Topics;

/** What Postwatch said since it was last cleared, as a read_committed consumer sees it. */
final class Told implements AutoCloseable {
    private static final String SILENT_FEED = "silent feed";

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> transitionsEnd = new HashMap<>();
    private final SortedMap<String, Integer> notices = new TreeMap<>();
    private final Set<String> opened = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private long lastNotice;

    Told(ClientSettings clients, int partitions) {
        consumer = new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(Stream.of(Topics.TRANSITIONS, Topics.NOTICES, Topics.DISCLOSURES)
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(5))) {
            switch (record.topic()) {
                case Topics.TRANSITIONS -> transition(record);
                case Topics.NOTICES -> notice(record);
                default -> entry(EntryJson.read(record.value()));
            }
        }
    }

    /** Reads everything that is committed by now. */
    void toEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    private void transition(ConsumerRecord<byte[], byte[]> record) {
        transitionsEnd.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        Transition transition = TransitionJson.read(record.value());
        if (transition.change() == Transition.Change.OPENED) {
            opened.add(transition.incident().id());
        }
    }

    /** Those without a value only make room. */
    private void notice(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            lastNotice = System.nanoTime();
            notices.merge(NoticeJson.read(record.value()).recipient(), 1, Integer::sum);
        }
    }

    private void entry(Entry entry) {
        if (entry.outcome() == Entry.Outcome.HELD && entry.rule().equals(SILENT_FEED)) {
            held.add(entry.subject());
        }
    }

    /** Behind the last transition read: the mark of its transaction lies there, which nobody reads. */
    Map<TopicPartition, Long> transitionsEnd() {
        return transitionsEnd;
    }

    /** By recipient; one for every revision. */
    SortedMap<String, Integer> notices() {
        return new TreeMap<>(notices);
    }

    int noticesInAll() {
        return notices.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** When the last one could be read, by {@link System#nanoTime}. */
    long lastNotice() {
        return lastNotice;
    }

    int opened() {
        return opened.size();
    }

    int heldBack() {
        return held.size();
    }

    /** Forgets what was said up to now, but not where it ended. */
    void clear() {
        notices.clear();
        opened.clear();
        held.clear();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
