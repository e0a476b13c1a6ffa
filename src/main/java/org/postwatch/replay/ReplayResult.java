package org.postwatch.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.clients.BrokerRequests;
import org.postwatch.app.clients.RejectedRecordReader;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results of a replay: the latest value of every campus, day and incident by key, all transitions in order, and
 * all dead letters.
 */
public record ReplayResult(
        SortedMap<String, byte[]> coverage,
        SortedMap<String, byte[]> intervals,
        SortedMap<String, byte[]> incidents,
        List<byte[]> transitions,
        List<byte[]> notices,
        List<byte[]> disclosures,
        List<DeadLetter> deadLetters) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A rejected record. */
    public record DeadLetter(byte[] key, byte[] value, DeadLetterHeaders why) {}

    /** Reads the output topics of a broker to their ends. */
    public static ReplayResult read(ClientSettings clients) throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<DeadLetter> letters = new ArrayList<>();
            read(clients, consumer, Topics.DEAD_LETTERS).forEach(record -> letters.add(deadLetter(record)));
            return new ReplayResult(
                    latestByKey(read(clients, consumer, Topics.COVERAGE)),
                    latestByKey(read(clients, consumer, Topics.INTERVALS)),
                    latestByKey(read(clients, consumer, Topics.INCIDENTS)),
                    readSorted(
                            clients,
                            consumer,
                            Topics.TRANSITIONS,
                            value -> TopicValue.TRANSITION.read(value).publishedAt()),
                    readSorted(
                            clients,
                            consumer,
                            Topics.NOTICES,
                            value -> NoticeJson.read(value).at()),
                    readSorted(
                            clients,
                            consumer,
                            Topics.DISCLOSURES,
                            value -> TopicValue.DISCLOSURE.read(value).at()),
                    letters);
        }
    }

    /** Stable: of one instant the order of each partition stays. */
    private static List<byte[]> readSorted(
            ClientSettings clients, Consumer<byte[], byte[]> consumer, String topic, Function<byte[], Instant> instant)
            throws InterruptedException {
        return read(clients, consumer, topic).stream()
                .map(ConsumerRecord::value)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(instant))
                .toList();
    }

    static List<ConsumerRecord<byte[], byte[]>> read(
            ClientSettings clients, Consumer<byte[], byte[]> consumer, String topic) throws InterruptedException {
        List<TopicPartition> partitions = TopicReader.assign(consumer, List.of(topic));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Admin admin = clients.openAdmin()) {
            TopicReader.readTo(BrokerRequests.endOffsets(admin, partitions), consumer, records::add);
        }
        return records;
    }

    private static SortedMap<String, byte[]> latestByKey(List<ConsumerRecord<byte[], byte[]>> records) {
        SortedMap<String, byte[]> latest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, record.value());
            }
        }
        return latest;
    }

    private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(record.key(), record.value(), RejectedRecordReader.headersOf(record));
    }

    /**
     * Writes seven files of NDJSON into a folder, which is created if needed. Coverage, intervals and incidents are
     * sorted by key. Intervals have no revision: the number of publications depends on the order of arrival, the
     * result does not.
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("coverage.ndjson"), coverage.values());
        write(
                folder.resolve("intervals.ndjson"),
                intervals.values().stream().map(ReplayResult::withoutRevision).toList());
        write(folder.resolve("incidents.ndjson"), incidents.values());
        write(folder.resolve("transitions.ndjson"), transitions);
        write(folder.resolve("notices.ndjson"), notices);
        write(folder.resolve("disclosures.ndjson"), disclosures);
        write(
                folder.resolve("dead-letters.ndjson"),
                deadLetters.stream().map(ReplayResult::json).toList());
    }

    private static byte[] withoutRevision(byte[] value) {
        PostDayIntervals day = TopicValue.INTERVALS.read(value);
        ObjectNode node = (ObjectNode) JSON.readTree(TopicValue.INTERVALS.write(day));
        node.remove("revision");
        return JSON.writeValueAsBytes(node);
    }

    private static byte[] json(DeadLetter letter) {
        ObjectNode node = JSON.createObjectNode();
        node.put("reason", letter.why.reason())
                .put("detail", letter.why.detail())
                .put("topic", letter.why.topic())
                .put("stamp", letter.why.stamp().toString())
                .put("key", letter.key == null ? null : new String(letter.key, StandardCharsets.UTF_8));
        if (letter.value != null) {
            String text = new String(letter.value, StandardCharsets.UTF_8);
            boolean faithful = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), letter.value);
            node.put(
                    faithful ? "value" : "base64",
                    faithful ? text : Base64.getEncoder().encodeToString(letter.value));
        }
        return JSON.writeValueAsBytes(node);
    }

    private static void write(Path file, Iterable<byte[]> lines) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
    }
}
