package org.postwatch.app.clients;

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
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.DistrictKey;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.PlanRevision;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.Topics;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.PlanRevisionJson;
import org.postwatch.wire.RoutingJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of plans as a register: what is in force, who applied it, and one writer at a time. Whoever opens it last is
 * the one that can write, so that nobody writes what was worked out from plans that are no longer in force.
 */
public final class PlanRepository implements AutoCloseable {
    public static final String AUTHOR_HEADER = "postwatch.apply.author";
    public static final String REASON_HEADER = "postwatch.apply.reason";
    public static final String APPLIED_AT_HEADER = "postwatch.apply.at";

    /** The transactional id that makes the one who opened it last the only one that can write. */
    public static final String TRANSACTIONAL_ID = "postwatch-plan-apply";

    private static final Logger LOG = LoggerFactory.getLogger(PlanRepository.class);
    /** How long an apply that is killed holds up the readers of plans, at most; the broker inside allows no more. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration MAX_OPEN_TIME = Duration.ofSeconds(60);

    private final Producer<byte[], byte[]> producer;

    private PlanRepository(Producer<byte[], byte[]> producer) {
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
    public record CurrentPlan(
            Optional<District> district,
            Map<String, CampusPlan> campuses,
            Optional<RoutingConfig> routing,
            RetainedDenials retainedDenials) {}

    /**
     * A change, and the record of it.
     *
     * @param routing present when it changes
     */
    public record PlanUpdate(
            DistrictChange change, Optional<RoutingConfig> routing, boolean isNewDistrict, PlanRevision revision) {}

    /** @throws KafkaException when no broker answers */
    public static PlanRepository open(ClientSettings clients) {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        // The first transaction of a new cluster waits until the broker has created the topic for transactions.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) MAX_OPEN_TIME.toMillis());
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close();
            throw e;
        }
        return new PlanRepository(producer);
    }

    /**
     * What is in force of some districts, by district.
     *
     * @throws KafkaException when it cannot be read
     * @throws IllegalArgumentException when what is there is no plan of this format
     */
    public static Map<String, CurrentPlan> read(ClientSettings clients, Set<String> districts) {
        Map<String, String> latest = CompactedTopicReader.readLatest(
                clients,
                Topics.PLANS,
                key -> districts.contains(DistrictKey.districtOf(key))
                        && (RoutingJson.isRoutingKey(key)
                                || PlanRevisionJson.isPlanRevisionKey(key)
                                || !PlanRevisionJson.isAuxiliaryKey(key)));
        Map<String, RetainedDenials> bars = retainedDenials(latest);
        Map<String, CurrentPlan> inForce = new TreeMap<>();
        districts.forEach(id -> inForce.put(
                id,
                new CurrentPlan(
                        Optional.ofNullable(latest.get(PlanJson.key(id))).map(v -> PlanJson.decodeDistrict(toBytes(v))),
                        new TreeMap<>(),
                        Optional.ofNullable(latest.get(RoutingJson.key(id))).flatMap(v -> decodeRouting(toBytes(v))),
                        bars.getOrDefault(id, RetainedDenials.NONE))));
        latest.forEach((key, value) -> {
            if (!DistrictKey.isDistrict(key) && !PlanRevisionJson.isAuxiliaryKey(key)) {
                CampusKey campus = CampusKey.parse(key);
                inForce.get(campus.district()).campuses().put(campus.campus(), PlanJson.decodeCampus(toBytes(value)));
            }
        });
        return inForce;
    }

    /** What every apply barred and lifted, in their order, and what the routing in force bars. */
    private static Map<String, RetainedDenials> retainedDenials(Map<String, String> latest) {
        Map<String, RetainedDenials> bars = new TreeMap<>();
        revisions(latest)
                .forEach(applied -> bars.merge(
                        applied.district(),
                        RetainedDenials.NONE.updatedBy(applied),
                        (before, now) -> before.updatedBy(applied)));
        latest.forEach((key, value) -> {
            if (RoutingJson.isRoutingKey(key)) {
                decodeRouting(toBytes(value))
                        .ifPresent(routing -> bars.merge(
                                routing.district(),
                                RetainedDenials.NONE.with(routing.mandatoryDenials()),
                                (before, now) -> before.with(now.denials())));
            }
        });
        return bars;
    }

    /** One that cannot be read, or does what is barred, is as good as none: what is applied takes its place. */
    private static Optional<RoutingConfig> decodeRouting(byte[] value) {
        try {
            return Optional.of(RoutingJson.decode(value));
        } catch (IllegalArgumentException e) {
            LOG.warn("the routing in force is not to be used, and is replaced: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Every apply, the oldest first. */
    public static List<PlanRevision> history(ClientSettings clients, Optional<String> district) {
        return revisions(CompactedTopicReader.readLatest(clients, Topics.PLANS, PlanRevisionJson::isPlanRevisionKey))
                .stream()
                .filter(applied -> district.map(applied.district()::equals).orElse(true))
                .toList();
    }

    private static List<PlanRevision> revisions(Map<String, String> latest) {
        return latest.entrySet().stream()
                .filter(record -> PlanRevisionJson.isPlanRevisionKey(record.getKey()))
                .map(record -> PlanRevisionJson.decode(toBytes(record.getValue())))
                .sorted(Comparator.comparing(PlanRevision::appliedAt).thenComparing(PlanRevision::district))
                .toList();
    }

    /**
     * Writes all or nothing, and returns how many records.
     *
     * @throws KafkaException when nothing was written, or nobody can say so
     */
    public int write(List<PlanUpdate> entries) {
        int partitions = producer.partitionsFor(Topics.PLANS).size();
        FirstSendError notTaken = new FirstSendError();
        // Encoded before the transaction begins, so that only sending counts against its timeout.
        List<ProducerRecord<byte[], byte[]>> records = entries.stream()
                .flatMap(entry -> toRecords(entry, partitions).stream())
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
    private static List<ProducerRecord<byte[], byte[]>> toRecords(PlanUpdate entry, int partitions) {
        DistrictChange change = entry.change();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        change.campuses()
                .forEach((id, plan) ->
                        records.add(toRecord(PlanJson.key(change.id(), id), PlanJson.encode(plan), entry, partitions)));
        change.district()
                .map(district -> toRecord(PlanJson.key(change.id()), PlanJson.encode(district), entry, partitions))
                .ifPresent(record -> records.add(entry.isNewDistrict() ? records.size() : 0, record));
        // Before the routing, so that a bar that it lifts does not hold any more when the routing is read.
        records.add(toRecord(
                PlanRevisionJson.key(entry.revision()), PlanRevisionJson.encode(entry.revision()), entry, partitions));
        entry.routing()
                .ifPresent(routing -> records.add(
                        toRecord(RoutingJson.key(change.id()), RoutingJson.encode(routing), entry, partitions)));
        return records;
    }

    private static ProducerRecord<byte[], byte[]> toRecord(String key, byte[] value, PlanUpdate entry, int partitions) {
        byte[] bytes = toBytes(key);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.PLANS, CoverageTopology.partition(bytes, partitions), bytes, value);
        record.headers()
                .add(AUTHOR_HEADER, toBytes(entry.revision().author()))
                .add(REASON_HEADER, toBytes(entry.revision().reason()))
                .add(APPLIED_AT_HEADER, toBytes(entry.revision().appliedAt().toString()));
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }

    private static byte[] toBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
