package org.postwatch.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postwatch.delivery.Couriers;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.channels.Channels;
import org.postwatch.delivery.kafka.RecipientTopics;
import org.postwatch.delivery.mail.Hello;
import org.postwatch.runtime.sight.ClientGauges;
import org.postwatch.runtime.sight.Fate;
import org.postwatch.runtime.sight.LastMile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings out the notices of the districts that fall to this instance. All that it knows it reads from the topics, from the
 * beginning of its partitions whenever it gets them; nothing is sent before it has read to the end. So it may be killed at any
 * moment: whoever comes next sends what is not on record, under the same idempotency key.
 */
public final class DeliveryWorker implements AutoCloseable {
    /** The consumer group in which instances share the districts whose notices they bring out. */
    public static final String GROUP = "postwatch-delivery";

    /** As the metrics name it. */
    static final String APPLICATION = "delivery";

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final Duration POLL_MAX = Duration.ofMillis(100);
    private static final Duration STOP_MAX = Duration.ofSeconds(3);
    private static final long AGAIN_SECONDS = 5;

    private final ClientSettings clients;
    private final Couriers.Opener opener;
    private final Function<String, Optional<Instant>> stamps;
    private final Optional<RecipientTopics> recipientTopics;
    private final Clock clock;
    private final java.util.function.Consumer<Fate> fates;
    private final ClientGauges gauges;
    private final java.util.function.Consumer<String> onFailure;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Consumer<String, byte[]>> open = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "delivery");
    private volatile boolean abandoned;
    private final DeliveryReport report = new DeliveryReport(System::nanoTime);

    private DeliveryWorker(
            ClientSettings clients,
            Couriers.Opener opener,
            Function<String, Optional<Instant>> stamps,
            Optional<RecipientTopics> recipientTopics,
            Clock clock,
            java.util.function.Consumer<Fate> fates,
            ClientGauges gauges,
            java.util.function.Consumer<String> onFailure) {
        this.onFailure = onFailure;
        this.clients = clients;
        this.opener = new CountedOpener(opener, fates);
        this.fates = fates;
        this.stamps = stamps;
        this.recipientTopics = recipientTopics;
        this.clock = clock;
        this.gauges = gauges;
    }

    /**
     * Runs until it is closed; when the broker fails it begins anew every five seconds.
     *
     * @param replication copies of the topics that it makes for recipients
     * @param access what documents may use of this instance
     */
    public static DeliveryWorker start(ClientSettings clients, int replication, DeliveryAccess access) {
        return start(clients, replication, access, clock());
    }

    /**
     * The same under somebody's eyes.
     *
     * @param fates told what becomes of every notice; quick, safe for threads
     * @param gauges where its clients show what they measure
     * @param smtpHello the fully qualified name of this host for mail servers; absent: its own
     * @param onFailure told why it can go on no more
     */
    public static DeliveryWorker startInSight(
            ClientSettings clients,
            int replication,
            DeliveryAccess access,
            java.util.function.Consumer<Fate> fates,
            ClientGauges gauges,
            Optional<String> smtpHello,
            java.util.function.Consumer<String> onFailure) {
        return start(clients, replication, access, clock(), fates, gauges, smtpHello, onFailure);
    }

    /** By another clock than the machine's. */
    static DeliveryWorker start(ClientSettings clients, int replication, DeliveryAccess access, Clock clock) {
        return start(
                clients, replication, access, clock, fate -> {}, ClientGauges.NONE, Optional.empty(), reason -> {});
    }

    private static DeliveryWorker start(
            ClientSettings clients,
            int replication,
            DeliveryAccess access,
            Clock clock,
            java.util.function.Consumer<Fate> fates,
            ClientGauges gauges,
            Optional<String> smtpHello,
            java.util.function.Consumer<String> onFailure) {
        RecipientTopics topics = new RecipientTopics(clients.admin(), clients.producer(), replication);
        return start(new DeliveryWorker(
                clients,
                new Channels(access, clock, topics, () -> Hello.of(smtpHello)),
                key -> Optional.empty(),
                Optional.of(topics),
                clock,
                fates,
                gauges,
                onFailure));
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
        return start(new DeliveryWorker(
                clients, opener, stamps, Optional.empty(), clock(), fate -> {}, ClientGauges.NONE, reason -> {}));
    }

    private static Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
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
            } catch (RuntimeException | Error e) {
                // Whatever it is: who stops here for good tells nobody anything any more.
                report.stopped(e.toString());
                Optional<String> corrupt = CorruptLog.of(e);
                if (corrupt.isPresent()) {
                    LOG.error("delivery stops: {}", corrupt.get());
                    onFailure.accept("delivery stopped: " + corrupt.get());
                    return;
                }
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
        try (DeliveryBook book = new DeliveryBook(clients, stamps, recipientTopics, fates, gauges)) {
            Consumer<String, byte[]> consumer =
                    new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer());
            open.set(consumer);
            ClientGauges.Shown shown = gauges.show(APPLICATION, consumer);
            Assignment assignment = new Assignment(consumer, book, opener, clock, () -> abandoned);
            try {
                consumer.subscribe(Assignment.TOPICS, assignment);
                DoubleSupplier heartbeat = DeliveryReport.heartbeatSecondsAgo(consumer);
                while (stopped.getCount() > 0) {
                    assignment.heed(consumer.poll(POLL_MAX));
                    book.check();
                    report.goesOn(
                            assignment.trouble(),
                            assignment.partitions(),
                            heartbeat.getAsDouble(),
                            assignment::oldestWaiting);
                }
            } finally {
                open.set(null);
                assignment.end();
                shown.close();
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

    /** How it gets on, for whoever asks. */
    public LastMile report() {
        return report;
    }

    /** As a kill would: no answer is written any more, and the group learns of it by the silence. */
    void abandon() {
        abandoned = true;
        close();
    }
}
