package org.postwatch.runtime;

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
import org.postwatch.codec.AppliedJson;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.delivery.Couriers;
import org.postwatch.plan.Applied;
import org.postwatch.routing.Routing;
import org.postwatch.routing.StickyBars;
import org.postwatch.topology.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that an instance has now, and the couriers of their districts: told all that is on record before they begin.
 * The consumer's thread only.
 */
final class Assignment implements ConsumerRebalanceListener {
    /** Read together: those of one number are of the same districts. */
    static final List<String> TOPICS = List.of(Topics.NOTICES, Topics.DELIVERIES, Topics.PLANS);

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    private final Consumer<String, byte[]> consumer;
    private final DeliveryBook book;
    private final Couriers.Opener opener;
    private final Clock clock;
    private final BooleanSupplier abandoned;
    private final Map<String, Routing> documents = new HashMap<>();
    private final Map<String, StickyBars> bars = new HashMap<>();
    private int partitions;
    private boolean shared;
    private Couriers couriers;
    private Map<TopicPartition, Long> ends;

    /** @param abandoned whether what is on its way is to be broken off as by a kill when it ends */
    Assignment(
            Consumer<String, byte[]> consumer,
            DeliveryBook book,
            Couriers.Opener opener,
            Clock clock,
            BooleanSupplier abandoned) {
        this.consumer = consumer;
        this.book = book;
        this.opener = opener;
        this.clock = clock;
        this.abandoned = abandoned;
    }

    /** Whose notices are brought out now; 0 while it reads. */
    int partitions() {
        return partitions;
    }

    /** What keeps it from bringing notices out, if anything does; a share of none is no trouble. */
    Optional<String> trouble() {
        if (!shared) {
            return Optional.of("waits for its share of the partitions");
        }
        return couriers != null && partitions == 0 ? Optional.of("reads what is on record") : Optional.empty();
    }

    Optional<Instant> oldestWaiting() {
        return couriers == null ? Optional.empty() : couriers.oldestWaiting();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        end();
        if (!partitions.isEmpty()) {
            consumer.seekToBeginning(partitions);
            documents.clear();
            bars.clear();
            ends = null;
            couriers = new Couriers(
                    opener, book, clock, () -> ThreadLocalRandom.current().nextDouble(), Couriers.THREADS_MAX);
        }
        shared = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        shared = false;
        end();
    }

    void heed(Iterable<ConsumerRecord<String, byte[]>> records) {
        if (couriers == null) {
            return;
        }
        records.forEach(this::heed);
        if (hasBegun()) {
            couriers.tick();
            return;
        }
        ends = ends == null ? new HashMap<>(consumer.endOffsets(consumer.assignment())) : ends;
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        if (ends.isEmpty()) {
            begin();
        }
    }

    private boolean hasBegun() {
        return ends != null && ends.isEmpty();
    }

    private void begin() {
        int share = consumer.assignment().size() / TOPICS.size();
        LOG.info("delivery begins: partitions={}", share);
        book.begin();
        couriers.begin();
        partitions = share;
    }

    private void heed(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        try {
            switch (record.topic()) {
                case Topics.NOTICES -> couriers.notice(record.key(), value(record, NoticeJson::read));
                case Topics.DELIVERIES -> {
                    // Once begun, one's own is known, and what is read may be older.
                    if (!hasBegun() || !book.wrote(record)) {
                        couriers.delivery(record.key(), value(record, DeliveryJson::read));
                    }
                }
                default -> {
                    if (RoutingJson.isRouting(record.key())) {
                        routing(record);
                    } else if (AppliedJson.isApplied(record.key()) && record.value() != null) {
                        Applied applied = AppliedJson.decode(record.value());
                        bars.merge(
                                applied.district(),
                                StickyBars.NONE.after(applied),
                                (before, now) -> before.after(applied));
                        follow(applied.district());
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "not understood, and passed over: topic={} partition={} offset={} reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    /** What cannot be read or reaches where it may not is as good as none: nobody is told under the former one. */
    private void routing(ConsumerRecord<String, byte[]> record) {
        String district = record.key().substring(0, record.key().indexOf('/'));
        try {
            value(record, RoutingJson::decode)
                    .ifPresentOrElse(routing -> documents.put(district, routing), () -> documents.remove(district));
            Optional.ofNullable(documents.get(district))
                    .ifPresent(routing -> bars.merge(
                            district,
                            StickyBars.NONE.with(routing.mandatoryDenials()),
                            (before, now) -> before.with(now.bars())));
        } catch (IllegalArgumentException e) {
            documents.remove(district);
            throw e;
        } finally {
            follow(district);
        }
    }

    /** A barred domain holds here too: where a reference leads is known only to the one who resolves it. */
    private void follow(String district) {
        couriers.routing(
                district,
                Optional.ofNullable(documents.get(district))
                        .map(routing -> routing.withDenials(bars.getOrDefault(district, StickyBars.NONE))));
    }

    private static <T> Optional<T> value(ConsumerRecord<String, byte[]> record, Function<byte[], T> read) {
        return Optional.ofNullable(record.value()).map(read);
    }

    void end() {
        if (couriers != null) {
            if (abandoned.getAsBoolean()) {
                couriers.cut();
            }
            couriers.close();
            couriers = null;
            partitions = 0;
        }
    }
}
