package org.postwatch.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.delivery.Couriers;
import org.postwatch.delivery.EnvironmentSecrets;
import org.postwatch.delivery.Secrets;
import org.postwatch.delivery.channels.Channels;
import org.postwatch.delivery.kafka.RecipientTopics;
import org.postwatch.runtime.sight.Fate;
import org.postwatch.topology.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings out the notices of the districts that fall to this instance. All that it knows it reads from the topics, from the
 * beginning of its partitions whenever it gets them; nothing is sent before it has read to the end. So it may be killed at any
 * moment: whoever comes next sends what is not on record, under the same idempotency key.
 */
public final class DeliveryWorker implements AutoCloseable {
    static final String GROUP = "postwatch-delivery";

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final List<String> TOPICS = List.of(Topics.NOTICES, Topics.DELIVERIES, Topics.PLANS);
    private static final Duration POLL_MAX = Duration.ofMillis(100);
    private static final Duration STOP_MAX = Duration.ofSeconds(3);
    private static final long AGAIN_SECONDS = 5;

    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private final ClientSettings clients;
    private final Couriers.Opener opener;
    private final Function<String, Optional<Instant>> stamps;
    private final Optional<RecipientTopics> recipientTopics;
    private final java.util.function.Consumer<Fate> fates;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Consumer<String, byte[]>> open = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "delivery");
    private volatile boolean abandoned;
    private volatile int partitions;

    private DeliveryWorker(
            ClientSettings clients,
            Couriers.Opener opener,
            Function<String, Optional<Instant>> stamps,
            Optional<RecipientTopics> recipientTopics,
            java.util.function.Consumer<Fate> fates) {
        this.clients = clients;
        this.opener = new CountedOpener(opener, fates);
        this.fates = fates;
        this.stamps = stamps;
        this.recipientTopics = recipientTopics;
    }

    /**
     * Runs until it is closed; when the broker fails it begins anew every five seconds.
     *
     * @param replication copies of the topics that it makes for recipients
     * @param fates told what becomes of every notice; quick, safe for threads
     */
    public static DeliveryWorker startCounted(
            ClientSettings clients, int replication, java.util.function.Consumer<Fate> fates) {
        return start(clients, replication, new EnvironmentSecrets(), fates);
    }

    static DeliveryWorker start(ClientSettings clients, int replication, Secrets secrets) {
        return start(clients, replication, secrets, fate -> {});
    }

    private static DeliveryWorker start(
            ClientSettings clients, int replication, Secrets secrets, java.util.function.Consumer<Fate> fates) {
        RecipientTopics topics = new RecipientTopics(clients.admin(), clients.producer(), replication);
        return start(new DeliveryWorker(
                clients, new Channels(secrets, CLOCK, topics), key -> Optional.empty(), Optional.of(topics), fates));
    }

    /**
     * The same with other ways to the recipients than their addresses.
     *
     * @param opener asked for every recipient of every district
     * @param stamps of a notice by its key, under which to file what became of it, as ROUTING goes by such a stamp; absent:
     *     the time of the day
     */
    public static DeliveryWorker start(
            ClientSettings clients, Couriers.Opener opener, Function<String, Optional<Instant>> stamps) {
        return start(new DeliveryWorker(clients, opener, stamps, Optional.empty(), fate -> {}));
    }

    private static DeliveryWorker start(DeliveryWorker worker) {
        worker.thread.start();
        return worker;
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try {
                serve();
            } catch (WakeupException e) {
                // Closed.
            } catch (RuntimeException e) {
                LOG.error("delivery stopped, and begins anew in {} s: {}", AGAIN_SECONDS, e.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            stopped.await(AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try (DeliveryBook book = new DeliveryBook(clients, stamps, fates)) {
            Consumer<String, byte[]> consumer =
                    new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer());
            open.set(consumer);
            Assignment assignment = new Assignment(consumer, book);
            try {
                consumer.subscribe(TOPICS, assignment);
                while (stopped.getCount() > 0) {
                    assignment.heed(consumer.poll(POLL_MAX));
                    book.check();
                }
            } finally {
                open.set(null);
                assignment.end();
                consumer.close(CloseOptions.timeout(Duration.ofMillis(500))
                        .withGroupMembershipOperation(
                                abandoned
                                        ? GroupMembershipOperation.REMAIN_IN_GROUP
                                        : GroupMembershipOperation.DEFAULT));
            }
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
        // The partitions of one number belong together: a district's notices, deliveries and recipients.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        // Decides how long the notices of an instance that died wait.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    /** Stops within three seconds: what is on its way may end for one, then it is broken off and sent by whoever comes next. */
    @Override
    public void close() {
        stopped.countDown();
        Optional.ofNullable(open.get()).ifPresent(Consumer::wakeup);
        try {
            thread.join(STOP_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("delivery does not stop within {} s", STOP_MAX.toSeconds());
        }
        recipientTopics.ifPresent(RecipientTopics::close);
    }

    /** Whose notices it brings out now; 0 while it reads. */
    int partitions() {
        return partitions;
    }

    /** As a kill would: no answer is written any more, and the group learns of it by the silence. */
    void abandon() {
        abandoned = true;
        close();
    }

    /** The partitions that this instance has now, and what it knows of them. The consumer's thread only. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> consumer;
        private final DeliveryBook book;
        private Couriers couriers;
        private Map<TopicPartition, Long> ends;

        Assignment(Consumer<String, byte[]> consumer, DeliveryBook book) {
            this.consumer = consumer;
            this.book = book;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            end();
            if (partitions.isEmpty()) {
                return;
            }
            consumer.seekToBeginning(partitions);
            ends = null;
            couriers = new Couriers(
                    opener, book, CLOCK, () -> ThreadLocalRandom.current().nextDouble(), Couriers.THREADS_MAX);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            end();
        }

        void heed(Iterable<ConsumerRecord<String, byte[]>> records) {
            if (couriers == null) {
                return;
            }
            records.forEach(this::heed);
            if (ends != null && ends.isEmpty()) {
                couriers.tick();
                return;
            }
            ends = ends == null ? new HashMap<>(consumer.endOffsets(consumer.assignment())) : ends;
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (ends.isEmpty()) {
                begin();
            }
        }

        private void begin() {
            // From here on nobody but this instance writes there.
            consumer.pause(consumer.assignment().stream()
                    .filter(partition -> partition.topic().equals(Topics.DELIVERIES))
                    .toList());
            partitions = consumer.assignment().size() / TOPICS.size();
            LOG.info("delivery begins: partitions={}", partitions);
            couriers.begin();
        }

        private void heed(ConsumerRecord<String, byte[]> record) {
            if (record.key() == null) {
                return;
            }
            try {
                switch (record.topic()) {
                    case Topics.NOTICES -> couriers.notice(record.key(), value(record, NoticeJson::read));
                    case Topics.DELIVERIES -> couriers.delivery(record.key(), value(record, DeliveryJson::read));
                    default -> {
                        if (RoutingJson.isRouting(record.key())) {
                            routing(record);
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
                couriers.routing(district, value(record, RoutingJson::decode));
            } catch (IllegalArgumentException e) {
                couriers.routing(district, Optional.empty());
                throw e;
            }
        }

        private static <T> Optional<T> value(ConsumerRecord<String, byte[]> record, Function<byte[], T> read) {
            return Optional.ofNullable(record.value()).map(read);
        }

        void end() {
            if (couriers != null) {
                if (abandoned) {
                    couriers.cut();
                }
                couriers.close();
                couriers = null;
                partitions = 0;
            }
        }
    }
}
