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
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.DistrictKey;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.PlanRevision;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.Topics;
import org.postwatch.wire.IntakeJson;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.PlanRevisionJson;
import org.postwatch.wire.RoutingJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes the topic of plans: the plans in force, their revisions, with a single writer. Only the last one
 * that opened it can write, so that no change is based on plans that are no longer in force.
 */
public final class PlanRepository implements AutoCloseable {
    public static final String AUTHOR_HEADER = "postwatch.apply.author";
    public static final String REASON_HEADER = "postwatch.apply.reason";
    public static final String APPLIED_AT_HEADER = "postwatch.apply.at";

    /** The transactional id that fences earlier writers. */
    public static final String TRANSACTIONAL_ID = "postwatch-plan-apply";

    private static final Logger LOG = LoggerFactory.getLogger(PlanRepository.class);
    /** How long an apply that is killed holds up the readers of plans, at most; the embedded broker allows no more. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration MAX_OPEN_TIME = Duration.ofSeconds(60);

    private final Producer<byte[], byte[]> producer;

    private PlanRepository(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * The current plan of a district.
     *
     * @param district empty if it was never applied
     * @param campuses by id
     * @param routing empty if the district was never applied, or by a version without routing
     * @param retainedDenials the mandatory denials in force: from all revisions and the current routing, without
     * lifted ones
     * @param intake without sources if it has none
     */
    public record CurrentPlan(
            Optional<District> district,
            Map<String, CampusPlan> campuses,
            Optional<RoutingConfig> routing,
            RetainedDenials retainedDenials,
            IntakeConfig intake) {}

    /**
     * A change, and the record of it.
     *
     * @param routing present when it changes
     * @param intake present when it changes; without sources, its record is deleted
     */
    public record PlanUpdate(
            DistrictChange change,
            Optional<RoutingConfig> routing,
            Optional<IntakeConfig> intake,
            boolean isNewDistrict,
            PlanRevision revision) {}

    /** @throws KafkaException when no broker answers */
    public static PlanRepository open(ClientSettings clients) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        // The first transaction of a new cluster waits until the broker has created the topic for transactions.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) MAX_OPEN_TIME.toMillis());
        Producer<byte[], byte[]> producer = clients.openProducer(settings);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close();
            throw e;
        }
        return new PlanRepository(producer);
    }

    /**
     * The current plans of some districts, by district.
     *
     * @throws KafkaException when it cannot be read
     * @throws IllegalArgumentException if a record is not a plan of this format
     */
    public static Map<String, CurrentPlan> read(ClientSettings clients, Set<String> districts) {
        Map<String, String> latest = CompactedTopicReader.readLatest(
                clients,
                Topics.PLANS,
                key -> districts.contains(DistrictKey.districtOf(key))
                        && (RoutingJson.isRoutingKey(key)
                                || IntakeJson.isIntakeKey(key)
                                || PlanRevisionJson.isPlanRevisionKey(key)
                                || !PlanRevisionJson.isAuxiliaryKey(key)));
        Map<String, RetainedDenials> denials = retainedDenials(latest);
        Map<String, CurrentPlan> inForce = new TreeMap<>();
        districts.forEach(id -> inForce.put(
                id,
                new CurrentPlan(
                        Optional.ofNullable(latest.get(PlanJson.key(id))).map(v -> PlanJson.decodeDistrict(toBytes(v))),
                        new TreeMap<>(),
                        Optional.ofNullable(latest.get(RoutingJson.key(id))).flatMap(v -> decodeRouting(toBytes(v))),
                        denials.getOrDefault(id, RetainedDenials.NONE),
                        Optional.ofNullable(latest.get(IntakeJson.key(id)))
                                .flatMap(v -> decodeIntake(toBytes(v)))
                                .orElseGet(() -> IntakeConfig.none(id)))));
        latest.forEach((key, value) -> {
            if (!DistrictKey.isDistrict(key) && !PlanRevisionJson.isAuxiliaryKey(key)) {
                CampusKey campus = CampusKey.parse(key);
                inForce.get(campus.district()).campuses().put(campus.campus(), PlanJson.decodeCampus(toBytes(value)));
            }
        });
        return inForce;
    }

    /** The denials that revisions added and lifted, in order, and those of the routing in force. */
    private static Map<String, RetainedDenials> retainedDenials(Map<String, String> latest) {
        Map<String, RetainedDenials> denials = new TreeMap<>();
        revisions(latest)
                .forEach(applied -> denials.merge(
                        applied.district(),
                        RetainedDenials.NONE.updatedBy(applied),
                        (before, now) -> before.updatedBy(applied)));
        latest.forEach((key, value) -> {
            if (RoutingJson.isRoutingKey(key)) {
                decodeRouting(toBytes(value))
                        .ifPresent(routing -> denials.merge(
                                routing.district(),
                                RetainedDenials.NONE.with(routing.mandatoryDenials()),
                                (before, now) -> before.with(now.denials())));
            }
        });
        return denials;
    }

    /** Routing that cannot be read or violates a mandatory denial counts as none: the next apply replaces it. */
    private static Optional<RoutingConfig> decodeRouting(byte[] value) {
        try {
            return Optional.of(RoutingJson.decode(value));
        } catch (IllegalArgumentException e) {
            LOG.warn("the routing in force cannot be used, and is replaced: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** What cannot be read counts as none: no instance can use it either. */
    private static Optional<IntakeConfig> decodeIntake(byte[] value) {
        try {
            return Optional.of(IntakeJson.decode(value));
        } catch (IllegalArgumentException e) {
            LOG.warn("the sources of intake in force cannot be read: {}", e.getMessage());
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
     * Writes all or nothing, and returns the number of records.
     *
     * @throws KafkaException if nothing was written, or the result is unknown
     */
    public int write(List<PlanUpdate> entries) {
        int partitions = producer.partitionsFor(Topics.PLANS).size();
        FirstSendError notTaken = new FirstSendError();
        // Encoded before the transaction starts, so that only sending counts against its timeout.
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

    /** The campuses of a new district wait for it and are evaluated once, together. */
    private static List<ProducerRecord<byte[], byte[]>> toRecords(PlanUpdate entry, int partitions) {
        DistrictChange change = entry.change();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        change.campuses()
                .forEach((id, plan) ->
                        records.add(toRecord(PlanJson.key(change.id(), id), PlanJson.encode(plan), entry, partitions)));
        change.district()
                .map(district -> toRecord(PlanJson.key(change.id()), PlanJson.encode(district), entry, partitions))
                .ifPresent(record -> records.add(entry.isNewDistrict() ? records.size() : 0, record));
        // Before the routing, so that lifted denials are no longer in force when the routing is read.
        records.add(toRecord(
                PlanRevisionJson.key(entry.revision()), PlanRevisionJson.encode(entry.revision()), entry, partitions));
        entry.routing()
                .ifPresent(routing -> records.add(
                        toRecord(RoutingJson.key(change.id()), RoutingJson.encode(routing), entry, partitions)));
        entry.intake()
                .ifPresent(intake -> records.add(toRecord(
                        IntakeJson.key(change.id()),
                        intake.isEmpty() ? null : IntakeJson.encode(intake),
                        entry,
                        partitions)));
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
