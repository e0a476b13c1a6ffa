package org.postwatch.streams;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.oracle.FactLines;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.TopicValue;

/** One COVERAGE, bytes in and bytes out, and what it has said so far. */
final class CoverageTestDriver implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final Map<String, byte[]> intervals = new TreeMap<>();
    private final Map<String, byte[]> incidents = new TreeMap<>();
    private final TreeSet<String> rejected = new TreeSet<>();
    private final List<IncidentTransition> transitions = new ArrayList<>();

    CoverageTestDriver(InstantSource wallClock) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "side");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        driver = new TopologyTestDriver(
                CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, wallClock)),
                settings,
                Instant.EPOCH);
    }

    void pipe(String topic, byte[] key, byte[] value, Instant stamp) {
        inputs.computeIfAbsent(
                        topic,
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(key, value, stamp);
        collectLatest(Topics.INTERVALS, intervals);
        collectLatest(Topics.INCIDENTS, incidents);
        readOutput(Topics.TRANSITIONS).forEach(r -> transitions.add(TopicValue.TRANSITION.read(r.value())));
        readOutput(Topics.DEAD_LETTERS).forEach(letter -> rejected.add(describe(letter)));
    }

    private List<TestRecord<byte[], byte[]>> readOutput(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private void collectLatest(String topic, Map<String, byte[]> into) {
        for (TestRecord<byte[], byte[]> record : readOutput(topic)) {
            String key = new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
            if (record.value() == null) {
                into.remove(key);
            } else {
                into.put(key, record.value());
            }
        }
    }

    private static String describe(TestRecord<byte[], byte[]> letter) {
        Map<String, byte[]> headers = new TreeMap<>();
        letter.headers().forEach(header -> headers.put(header.key(), header.value()));
        String what = new EventReader().read(letter.key(), letter.value()) instanceof DecodeResult.DecodedEvent of
                ? of.event().type().shortName() + " " + of.event().id()
                : "tick";
        return what + " " + DeadLetterHeaders.fromMap(headers).reason();
    }

    /** Intervals and incidents that are facts, as the oracle computes them. */
    List<String> facts() {
        List<String> lines = new ArrayList<>();
        for (byte[] value : intervals.values()) {
            PostDayIntervals day = TopicValue.INTERVALS.read(value);
            for (CoverageInterval interval : day.intervals()) {
                lines.add(FactLines.interval(day.campus(), day.post(), day.date(), interval));
            }
        }
        incidents.values().stream()
                .map(value -> IncidentJson.read(value).incident())
                .filter(incident -> incident.kind().isDerived())
                .forEach(incident -> lines.addAll(FactLines.incident(incident)));
        return lines.stream().sorted().toList();
    }

    /** What became a dead letter and why; ticks are left out, of which a broker keeps a day only. */
    List<String> rejected() {
        return rejected.stream().filter(line -> !line.startsWith("tick ")).toList();
    }

    List<IncidentTransition> transitions() {
        return List.copyOf(transitions);
    }

    /** The open incidents, by id. */
    List<Incident> openIncidents() {
        return incidents.values().stream()
                .map(value -> IncidentJson.read(value).incident())
                .filter(incident -> incident.status() == Incident.IncidentStatus.OPEN)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
