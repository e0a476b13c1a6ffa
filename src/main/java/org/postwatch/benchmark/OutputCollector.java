package org.postwatch.benchmark;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.streams.Topics;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/** Collects the output since the last clear(), as a read_committed consumer reads it. */
final class OutputCollector implements AutoCloseable {
    private static final String SILENT_FEED = "silent feed";

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> transitionEndOffsets = new HashMap<>();
    private final SortedMap<String, Integer> notices = new TreeMap<>();
    private final Set<String> openedIncidents = new HashSet<>();
    private final Set<String> suppressedIncidents = new HashSet<>();
    private long lastNoticeNanos;

    OutputCollector(ClientSettings clients) {
        consumer = clients.openConsumer();
        TopicReader.assign(consumer, List.of(Topics.TRANSITIONS, Topics.NOTICES, Topics.DISCLOSURES));
    }

    void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(5))) {
            switch (record.topic()) {
                case Topics.TRANSITIONS -> addTransition(record);
                case Topics.NOTICES -> addNotice(record);
                case Topics.DISCLOSURES -> addDisclosure(TopicValue.DISCLOSURE.read(record.value()));
                default -> throw new IllegalStateException(record.topic() + " is not read here");
            }
        }
    }

    /** Reads everything that is committed by now. */
    void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!TopicReader.hasReached(consumer, ends)) {
            poll();
        }
    }

    private void addTransition(ConsumerRecord<byte[], byte[]> record) {
        transitionEndOffsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        IncidentTransition transition = TopicValue.TRANSITION.read(record.value());
        if (transition.change() == IncidentTransition.IncidentChange.OPENED) {
            openedIncidents.add(transition.incident().id());
        }
    }

    /** Those without a value only make room. */
    private void addNotice(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            lastNoticeNanos = System.nanoTime();
            notices.merge(NoticeJson.read(record.value()).recipient(), 1, Integer::sum);
        }
    }

    private void addDisclosure(DisclosureRecord entry) {
        if (entry.outcome() == DisclosureRecord.DisclosureOutcome.SUPPRESSED
                && entry.rule().equals(SILENT_FEED)) {
            suppressedIncidents.add(entry.subject());
        }
    }

    /** After the last transition is the marker of its transaction, which consumers do not return. */
    Map<TopicPartition, Long> transitionEndOffsets() {
        return transitionEndOffsets;
    }

    /** By recipient; one for every revision. */
    SortedMap<String, Integer> notices() {
        return new TreeMap<>(notices);
    }

    int noticeCount() {
        return notices.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** When the last one could be read, by {@link System#nanoTime}. */
    long lastNoticeNanos() {
        return lastNoticeNanos;
    }

    int openedCount() {
        return openedIncidents.size();
    }

    int suppressedCount() {
        return suppressedIncidents.size();
    }

    /** Clears the collected output, but not the position. */
    void clear() {
        notices.clear();
        openedIncidents.clear();
        suppressedIncidents.clear();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
