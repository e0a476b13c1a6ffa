package org.postwatch.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.codec.AppliedJson;
import org.postwatch.codec.PlanJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.plan.Applied;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictChange;
import org.postwatch.routing.Routing;
import org.postwatch.routing.StickyBars;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of plans as a register: what is in force, who applied it, and one writer at a time. Whoever opens it last is
 * the one that can write, so that nobody writes what was worked out from plans that are no longer in force.
 */
public final class PlanRegister implements AutoCloseable {
    public static final String AUTHOR = "postwatch.apply.author";
    public static final String REASON = "postwatch.apply.reason";
    public static final String AT = "postwatch.apply.at";

    /** The transactional id that makes the one who opened it last the only one that can write. */
    public static final String WRITER = "postwatch-plan-apply";

    private static final Logger LOG = LoggerFactory.getLogger(PlanRegister.class);
    /** How long an apply that is killed holds up the readers of plans, at most; the broker inside allows no more. */
    public static final Duration MAX_TRANSACTION = Duration.ofSeconds(15);

    private final Producer<byte[], byte[]> producer;

    private PlanRegister(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * What is known of a district.
     *
     * @param district empty when it never was applied
     * @param campuses by id
     * @param routing empty when the district was applied by a version that knew of none, too
     * @param bars all that was ever barred and not lifted, as far as applies and the present routing say
     */
    public record InForce(
            Optional<District> district,
            Map<String, CampusPlan> campuses,
            Optional<Routing> routing,
            StickyBars bars) {}

    /**
     * A change, and the record of it.
     *
     * @param routing present when it changes
     */
    public record Entry(DistrictChange change, Optional<Routing> routing, boolean newDistrict, Applied applied) {}

    /** @throws KafkaException when no broker answers */
    public static PlanRegister open(ClientSettings clients) {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, WRITER);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) MAX_TRANSACTION.toMillis());
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close();
            throw e;
        }
        return new PlanRegister(producer);
    }

    /**
     * What is in force of some districts, by district.
     *
     * @throws KafkaException when it cannot be read
     * @throws IllegalArgumentException when what is there is no plan of this format
     */
    public static Map<String, InForce> read(ClientSettings clients, Set<String> districts) {
        Map<String, String> latest = Latest.of(
                clients,
                Topics.PLANS,
                key -> districts.contains(key.split("/", 2)[0])
                        && (RoutingJson.isRouting(key) || AppliedJson.isApplied(key) || !AppliedJson.isNoPlan(key)));
        Map<String, StickyBars> bars = bars(latest);
        Map<String, InForce> inForce = new TreeMap<>();
        districts.forEach(id -> inForce.put(
                id,
                new InForce(
                        Optional.ofNullable(latest.get(PlanJson.key(id))).map(v -> PlanJson.decodeDistrict(bytes(v))),
                        new TreeMap<>(),
                        Optional.ofNullable(latest.get(RoutingJson.key(id))).flatMap(v -> routing(bytes(v))),
                        bars.getOrDefault(id, StickyBars.NONE))));
        latest.forEach((key, value) -> {
            String[] parts = key.split("/", 2);
            if (parts.length == 2 && !AppliedJson.isNoPlan(key)) {
                inForce.get(parts[0]).campuses().put(parts[1], PlanJson.decodeCampus(bytes(value)));
            }
        });
        return inForce;
    }

    /** What every apply barred and lifted, in their order, and what the routing in force bars. */
    private static Map<String, StickyBars> bars(Map<String, String> latest) {
        Map<String, StickyBars> bars = new TreeMap<>();
        applied(latest)
                .forEach(applied -> bars.merge(
                        applied.district(), StickyBars.NONE.after(applied), (before, now) -> before.after(applied)));
        latest.forEach((key, value) -> {
            if (RoutingJson.isRouting(key)) {
                routing(bytes(value))
                        .ifPresent(routing -> bars.merge(
                                routing.district(),
                                StickyBars.NONE.with(routing.mandatoryDenials()),
                                (before, now) -> before.with(now.bars())));
            }
        });
        return bars;
    }

    /** One that cannot be read, or does what is barred, is as good as none: what is applied takes its place. */
    private static Optional<Routing> routing(byte[] value) {
        try {
            return Optional.of(RoutingJson.decode(value));
        } catch (IllegalArgumentException e) {
            LOG.warn("the routing in force is not to be used, and is replaced: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Every apply, the oldest first. */
    public static List<Applied> log(ClientSettings clients, Optional<String> district) {
        return applied(Latest.of(clients, Topics.PLANS, AppliedJson::isApplied)).stream()
                .filter(applied -> district.map(applied.district()::equals).orElse(true))
                .toList();
    }

    private static List<Applied> applied(Map<String, String> latest) {
        return latest.entrySet().stream()
                .filter(record -> AppliedJson.isApplied(record.getKey()))
                .map(record -> AppliedJson.decode(bytes(record.getValue())))
                .sorted(Comparator.comparing(Applied::at).thenComparing(Applied::district))
                .toList();
    }

    /**
     * Writes all or nothing, and returns how many records.
     *
     * @throws KafkaException when nothing was written, or nobody can say so
     */
    public int write(List<Entry> entries) {
        int partitions = producer.partitionsFor(Topics.PLANS).size();
        NotTaken notTaken = new NotTaken();
        // Encoded before the transaction begins, so that only sending counts against its timeout.
        List<ProducerRecord<byte[], byte[]>> records = entries.stream()
                .flatMap(entry -> records(entry, partitions).stream())
                .toList();
        producer.beginTransaction();
        try {
            records.forEach(record -> producer.send(record, notTaken));
            producer.commitTransaction();
            return records.size();
        } catch (ProducerFencedException e) {
            throw e;
        } catch (KafkaException e) {
            producer.abortTransaction();
            throw notTaken.first().orElse(e) instanceof KafkaException cause ? cause : e;
        }
    }

    /** The campuses of a new district wait for it, and are looked at once, together. */
    private static List<ProducerRecord<byte[], byte[]>> records(Entry entry, int partitions) {
        DistrictChange change = entry.change();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        change.campuses()
                .forEach((id, plan) ->
                        records.add(record(PlanJson.key(change.id(), id), PlanJson.encode(plan), entry, partitions)));
        change.district()
                .map(district -> record(PlanJson.key(change.id()), PlanJson.encode(district), entry, partitions))
                .ifPresent(record -> records.add(entry.newDistrict() ? records.size() : 0, record));
        // Before the routing, so that a bar that it lifts does not hold any more when the routing is read.
        records.add(record(AppliedJson.key(entry.applied()), AppliedJson.encode(entry.applied()), entry, partitions));
        entry.routing()
                .ifPresent(routing -> records.add(
                        record(RoutingJson.key(change.id()), RoutingJson.encode(routing), entry, partitions)));
        return records;
    }

    private static ProducerRecord<byte[], byte[]> record(String key, byte[] value, Entry entry, int partitions) {
        byte[] bytes = bytes(key);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.PLANS, CoverageTopology.partition(bytes, partitions), bytes, value);
        record.headers()
                .add(AUTHOR, bytes(entry.applied().author()))
                .add(REASON, bytes(entry.applied().reason()))
                .add(AT, bytes(entry.applied().at().toString()));
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
