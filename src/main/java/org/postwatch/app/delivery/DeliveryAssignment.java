package org.postwatch.app.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.event.DistrictKey;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.PlanRevision;
import org.postwatch.streams.Topics;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.PlanRevisionJson;
import org.postwatch.wire.RoutingJson;
import org.postwatch.wire.TopicValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions assigned to an instance, and the delivery of their districts, which starts after all recorded
 * results were read. Used by the consumer's thread only.
 */
final class DeliveryAssignment implements ConsumerRebalanceListener {
    /** Read together: those of one number are of the same districts. */
    static final List<String> TOPICS = List.of(Topics.NOTICES, Topics.DELIVERIES, Topics.PLANS);

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    private final Consumer<String, byte[]> consumer;
    private final KafkaDeliveryResultStore results;
    private final DeliveryExecutor.ChannelFactory channelFactory;
    private final Clock clock;
    private final BooleanSupplier aborted;
    private final Map<String, RoutingConfig> routingConfigs = new HashMap<>();
    private final Map<String, RetainedDenials> retainedDenials = new HashMap<>();
    private int partitions;
    private boolean assigned;
    private DeliveryExecutor executor;
    private Map<TopicPartition, Long> endOffsets;

    /** @param abandoned whether attempts in progress are aborted at the end, as by a kill */
    DeliveryAssignment(
            Consumer<String, byte[]> consumer,
            KafkaDeliveryResultStore book,
            DeliveryExecutor.ChannelFactory opener,
            Clock clock,
            BooleanSupplier abandoned) {
        this.consumer = consumer;
        this.results = book;
        this.channelFactory = opener;
        this.clock = clock;
        this.aborted = abandoned;
    }

    /** The number of partitions whose notices are delivered; 0 while reading. */
    int partitions() {
        return partitions;
    }

    /** The problem that prevents delivery, if any; an empty assignment is none. */
    Optional<String> problem() {
        if (!assigned) {
            return Optional.of("waits for its share of the partitions");
        }
        return executor != null && partitions == 0 ? Optional.of("reading recorded deliveries") : Optional.empty();
    }

    Optional<Instant> oldestWaiting() {
        return executor == null ? Optional.empty() : executor.oldestWaiting();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        stop();
        if (!partitions.isEmpty()) {
            consumer.seekToBeginning(partitions);
            routingConfigs.clear();
            retainedDenials.clear();
            endOffsets = null;
            executor = new DeliveryExecutor(
                    channelFactory,
                    results,
                    clock,
                    () -> ThreadLocalRandom.current().nextDouble(),
                    DeliveryExecutor.MAX_THREADS);
        }
        assigned = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        assigned = false;
        stop();
    }

    void process(Iterable<ConsumerRecord<String, byte[]>> records) {
        if (executor == null) {
            return;
        }
        records.forEach(this::process);
        if (isStarted()) {
            executor.sendDue();
            return;
        }
        endOffsets = endOffsets == null ? new HashMap<>(consumer.endOffsets(consumer.assignment())) : endOffsets;
        endOffsets.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        if (endOffsets.isEmpty()) {
            start();
        }
    }

    private boolean isStarted() {
        return endOffsets != null && endOffsets.isEmpty();
    }

    private void start() {
        int share = consumer.assignment().size() / TOPICS.size();
        LOG.info("delivery starts: partitions={}", share);
        results.start();
        executor.start();
        partitions = share;
    }

    private void process(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        try {
            switch (record.topic()) {
                case Topics.NOTICES -> executor.offer(record.key(), decodeValue(record, NoticeJson::read));
                case Topics.DELIVERIES -> {
                    // After the start the own results are known, and records that are read may be older.
                    if (!isStarted() || !results.hasWritten(record)) {
                        executor.restore(record.key(), decodeValue(record, TopicValue.DELIVERY::read));
                    }
                }
                default -> {
                    if (RoutingJson.isRoutingKey(record.key())) {
                        decodeRouting(record);
                    } else if (PlanRevisionJson.isPlanRevisionKey(record.key()) && record.value() != null) {
                        PlanRevision applied = PlanRevisionJson.decode(record.value());
                        retainedDenials.merge(
                                applied.district(),
                                RetainedDenials.NONE.updatedBy(applied),
                                (before, now) -> before.updatedBy(applied));
                        applyRouting(applied.district());
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "skipped a record that cannot be read: topic={} partition={} offset={} reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    /**
     * Routing that cannot be read or violates a mandatory denial counts as none: the previous one is not used any more.
     */
    private void decodeRouting(ConsumerRecord<String, byte[]> record) {
        String district = DistrictKey.districtOf(record.key());
        try {
            decodeValue(record, RoutingJson::decode)
                    .ifPresentOrElse(
                            routing -> routingConfigs.put(district, routing), () -> routingConfigs.remove(district));
            Optional.ofNullable(routingConfigs.get(district))
                    .ifPresent(routing -> retainedDenials.merge(
                            district,
                            RetainedDenials.NONE.with(routing.mandatoryDenials()),
                            (before, now) -> before.with(now.denials())));
        } catch (IllegalArgumentException e) {
            routingConfigs.remove(district);
            throw e;
        } finally {
            applyRouting(district);
        }
    }

    /** Denied domains are checked here too: the target of a secret reference is known only after it is resolved. */
    private void applyRouting(String district) {
        executor.updateRouting(
                district,
                Optional.ofNullable(routingConfigs.get(district))
                        .map(routing ->
                                routing.withDenials(retainedDenials.getOrDefault(district, RetainedDenials.NONE))));
    }

    private static <T> Optional<T> decodeValue(ConsumerRecord<String, byte[]> record, Function<byte[], T> read) {
        return Optional.ofNullable(record.value()).map(read);
    }

    void stop() {
        if (executor != null) {
            if (aborted.getAsBoolean()) {
                executor.abort();
            }
            executor.close();
            executor = null;
            partitions = 0;
        }
    }
}
