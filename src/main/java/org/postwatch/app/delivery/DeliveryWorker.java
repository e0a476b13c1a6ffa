package org.postwatch.app.delivery;

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
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.recovery.CorruptLog;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.delivery.channels.DefaultChannelFactory;
import org.postwatch.delivery.kafka.RecipientTopics;
import org.postwatch.delivery.mail.SmtpHeloName;
import org.postwatch.observability.ClientMetricsBinder;
import org.postwatch.observability.DeliveryEvent;
import org.postwatch.observability.DeliveryProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the notices of the districts assigned to this instance. It reads its state from the topics, from the
 * beginning of each newly assigned partition, and sends nothing before it has read to the end. It may be killed at
 * any moment: the next owner resends what is not recorded, with the same idempotency key.
 */
public final class DeliveryWorker implements AutoCloseable {
    /** The consumer group in which instances share the delivery of districts. */
    public static final String GROUP_ID = "postwatch-delivery";

    /** As the metrics name it. */
    static final String METRICS_APPLICATION = "delivery";

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final Duration MAX_POLL = Duration.ofMillis(100);
    private static final Duration MAX_STOP_TIME = Duration.ofSeconds(3);
    private static final long RESTART_DELAY_SECONDS = 5;

    private final ClientSettings clients;
    private final DeliveryExecutor.ChannelFactory channelFactory;
    private final Function<String, Optional<Instant>> timestamps;
    private final Optional<RecipientTopics> recipientTopics;
    private final Clock clock;
    private final java.util.function.Consumer<DeliveryEvent> events;
    private final ClientMetricsBinder gauges;
    private final java.util.function.Consumer<String> onFailure;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Consumer<String, byte[]>> openConsumer = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "delivery-worker");
    private volatile boolean aborted;
    private final DeliveryWorkerProgress progress = new DeliveryWorkerProgress(System::nanoTime);

    private DeliveryWorker(
            ClientSettings clients,
            DeliveryExecutor.ChannelFactory opener,
            Function<String, Optional<Instant>> stamps,
            Optional<RecipientTopics> recipientTopics,
            Clock clock,
            java.util.function.Consumer<DeliveryEvent> fates,
            ClientMetricsBinder gauges,
            java.util.function.Consumer<String> onFailure) {
        this.onFailure = onFailure;
        this.clients = clients;
        this.channelFactory = new MeteredChannelFactory(opener, fates);
        this.events = fates;
        this.timestamps = stamps;
        this.recipientTopics = recipientTopics;
        this.clock = clock;
        this.gauges = gauges;
    }

    /**
     * Runs until it is closed; if the broker fails it restarts every five seconds.
     *
     * @param replication the replication factor of recipients' topics
     * @param access the resources of this instance that documents may use
     */
    public static DeliveryWorker start(ClientSettings clients, int replication, DeliveryAccess access) {
        return start(clients, replication, access, clock());
    }

    /**
     * The same with listeners.
     *
     * @param fates receives the delivery events of every notice; must be fast and thread-safe
     * @param gauges registers the metrics of its clients
     * @param smtpHeloName the fully qualified host name for mail servers; default: the name of the host
     * @param onFailure receives the reason if the worker cannot continue
     */
    public static DeliveryWorker startWithObservability(
            ClientSettings clients,
            int replication,
            DeliveryAccess access,
            java.util.function.Consumer<DeliveryEvent> fates,
            ClientMetricsBinder gauges,
            Optional<String> smtpHeloName,
            java.util.function.Consumer<String> onFailure) {
        return start(clients, replication, access, clock(), fates, gauges, smtpHeloName, onFailure);
    }

    /** By another clock than the machine's. */
    static DeliveryWorker start(ClientSettings clients, int replication, DeliveryAccess access, Clock clock) {
        return start(
                clients,
                replication,
                access,
                clock,
                fate -> {},
                ClientMetricsBinder.NONE,
                Optional.empty(),
                reason -> {});
    }

    private static DeliveryWorker start(
            ClientSettings clients,
            int replication,
            DeliveryAccess access,
            Clock clock,
            java.util.function.Consumer<DeliveryEvent> fates,
            ClientMetricsBinder gauges,
            Optional<String> smtpHeloName,
            java.util.function.Consumer<String> onFailure) {
        RecipientTopics topics = new RecipientTopics(clients.admin(), clients.producer(), replication);
        return start(new DeliveryWorker(
                clients,
                new DefaultChannelFactory(access, clock, topics, () -> SmtpHeloName.resolve(smtpHeloName)),
                key -> Optional.empty(),
                Optional.of(topics),
                clock,
                fates,
                gauges,
                onFailure));
    }

    /**
     * The same with other channels than the recipients' addresses.
     *
     * @param opener called for every recipient of every district
     * @param stamps returns the timestamp for the delivery result of a notice, by its key; absent: the current time
     */
    public static DeliveryWorker start(
            ClientSettings clients,
            DeliveryExecutor.ChannelFactory opener,
            Function<String, Optional<Instant>> stamps) {
        return start(new DeliveryWorker(
                clients,
                opener,
                stamps,
                Optional.empty(),
                clock(),
                fate -> {},
                ClientMetricsBinder.NONE,
                reason -> {}));
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
                deliver();
            } catch (WakeupException e) {
                // Closed.
            } catch (RuntimeException | Error e) {
                // Catch everything: a worker that ends here would silently deliver nothing.
                progress.reportFailure(e.toString());
                Optional<String> corrupt = CorruptLog.describe(e);
                if (corrupt.isPresent()) {
                    LOG.error("delivery stops: {}", corrupt.get());
                    onFailure.accept("delivery stopped: " + corrupt.get());
                    return;
                }
                LOG.error("delivery stopped and restarts in {} s: {}", RESTART_DELAY_SECONDS, e.toString());
                awaitRestart();
            }
        }
    }

    private void awaitRestart() {
        try {
            stopped.await(RESTART_DELAY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() {
        try (KafkaDeliveryResultStore book =
                new KafkaDeliveryResultStore(clients, timestamps, recipientTopics, events, gauges)) {
            Consumer<String, byte[]> consumer =
                    new KafkaConsumer<>(consumerSettings(), new StringDeserializer(), new ByteArrayDeserializer());
            openConsumer.set(consumer);
            ClientMetricsBinder.MetricsBinding shown = gauges.bind(METRICS_APPLICATION, consumer);
            DeliveryAssignment assignment =
                    new DeliveryAssignment(consumer, book, channelFactory, clock, () -> aborted);
            try {
                consumer.subscribe(DeliveryAssignment.TOPICS, assignment);
                DoubleSupplier heartbeat = DeliveryWorkerProgress.heartbeatSecondsAgo(consumer);
                while (stopped.getCount() > 0) {
                    assignment.process(consumer.poll(MAX_POLL));
                    book.throwIfFailed();
                    progress.reportProgress(
                            assignment.problem(),
                            assignment.partitions(),
                            heartbeat.getAsDouble(),
                            assignment::oldestWaiting);
                }
            } finally {
                openConsumer.set(null);
                assignment.stop();
                shown.close();
                consumer.close(CloseOptions.timeout(Duration.ofMillis(500))
                        .withGroupMembershipOperation(
                                aborted ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.DEFAULT));
            }
        }
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP_ID);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP_ID);
        // The partitions of one number belong together: a district's notices, deliveries and recipients.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        // Decides how long the notices of an instance that died wait.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    /**
     * Stops within three seconds: attempts in progress may finish for one, then they are aborted and repeated by the
     * next owner.
     */
    @Override
    public void close() {
        stopped.countDown();
        Optional.ofNullable(openConsumer.get()).ifPresent(Consumer::wakeup);
        try {
            thread.join(MAX_STOP_TIME.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("delivery does not stop within {} s", MAX_STOP_TIME.toSeconds());
        }
        recipientTopics.ifPresent(RecipientTopics::close);
    }

    /** The progress of delivery; thread-safe. */
    public DeliveryProgress progress() {
        return progress;
    }

    /** As a kill would: no answer is written any more, and the group learns of it by the silence. */
    void abort() {
        aborted = true;
        close();
    }
}
