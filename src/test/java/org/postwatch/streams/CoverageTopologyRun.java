package org.postwatch.streams;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.Incident;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.FactLines;
import org.postwatch.oracle.World;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.TopicValue;
import tools.jackson.databind.json.JsonMapper;

/** A world through the topology, without a broker: every record is bytes, every state lies in a store. */
public final class CoverageTopologyRun implements AutoCloseable {
    private final World world;
    private final EventWriter writer = new EventWriter();
    private final TopologyTestDriver driver;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final List<TestRecord<byte[], byte[]>> deadLetterRecords = new ArrayList<>();

    public CoverageTopologyRun(World world) {
        this.world = world;
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(
                CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)),
                settings,
                Instant.EPOCH);
        deadLetters =
                driver.createOutputTopic(Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Optional<Instant> keepOpen = Optional.of(world.keepOpenFrom());
        Instant start = world.start();
        tick(start, keepOpen);
        String district = world.district().id();
        send(Topics.PLANS, PlanJson.key(district), PlanJson.encode(world.district()), start);
        world.campuses()
                .values()
                .forEach(plan -> send(Topics.PLANS, PlanJson.key(district, plan.id()), PlanJson.encode(plan), start));
        for (Arrival arrival : world.arrivals()) {
            tick(arrival.stamp(), keepOpen);
            send(arrival.event().type().topic().topicName(), district, bytes(arrival), arrival.stamp());
        }
        tick(world.clock(), keepOpen);
    }

    /** Different bytes for one event, as the world has them: spaces behind mean nothing in JSON. */
    private byte[] bytes(Arrival arrival) {
        byte[] event = writer.write(arrival.event());
        byte[] padded = Arrays.copyOf(event, event.length + arrival.padding());
        Arrays.fill(padded, event.length, padded.length, (byte) ' ');
        return padded;
    }

    private void tick(Instant time, Optional<Instant> keepOpenFrom) {
        send(Topics.CLOCK, "0", writer.writeTick(time, keepOpenFrom), time);
    }

    private void send(String topic, String key, byte[] value, Instant stamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), value, stamp);
    }

    /** Facts as the oracle computes them. */
    public List<String> facts() {
        List<String> lines = new ArrayList<>();
        for (byte[] value : latestByKey(Topics.INTERVALS).values()) {
            PostDayIntervals day = TopicValue.INTERVALS.read(value);
            for (CoverageInterval interval : day.intervals()) {
                lines.add(FactLines.interval(day.campus(), day.post(), day.date(), interval));
            }
        }
        for (byte[] value : latestByKey(Topics.INCIDENTS).values()) {
            Incident incident = IncidentJson.read(value).incident();
            if (incident.kind().isDerived()) {
                lines.addAll(FactLines.incident(incident));
            }
        }
        return lines.stream().sorted().toList();
    }

    /** What was rejected: each source, id and reason once. */
    public List<String> rejected() {
        deadLetterRecords.addAll(deadLetters.readRecordsToList());
        TreeSet<String> lines = new TreeSet<>();
        for (TestRecord<byte[], byte[]> letter : deadLetterRecords) {
            Map<String, byte[]> headers = new TreeMap<>();
            letter.headers().forEach(header -> headers.put(header.key(), header.value()));
            String reason = DeadLetterHeaders.fromMap(headers).reason();
            lines.add(describe(letter) + " " + reason);
        }
        return List.copyOf(lines);
    }

    private static String describe(TestRecord<byte[], byte[]> letter) {
        if (new EventReader().read(letter.key(), letter.value()) instanceof DecodeResult.DecodedEvent of) {
            return of.event().source() + " " + of.event().id();
        }
        var displaced = JsonMapper.shared().readTree(letter.value());
        return displaced.path("source").asString() + " " + displaced.path("id").asString();
    }

    private Map<String, byte[]> latestByKey(String topic) {
        Map<String, byte[]> last = new TreeMap<>();
        driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> {
                    if (record.value() == null) {
                        last.remove(record.key());
                    } else {
                        last.put(record.key(), record.value());
                    }
                });
        return last;
    }

    @Override
    public void close() {
        driver.close();
    }
}
