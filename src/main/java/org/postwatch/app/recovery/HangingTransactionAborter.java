package org.postwatch.app.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.clients.BrokerRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts transactions of the embedded broker that would stay open for ever. A broker of Kafka 4.3 that is killed
 * while it ends a transaction may treat the transaction as ended at the next start, without markers in partitions
 * that had no leader at that moment. Their consumers, and tasks that wait for offsets in the transaction, then wait
 * for ever. Like {@code kafka-transactions.sh} this class aborts transactions that are open in a partition and
 * unknown to the coordinator; their work is then repeated.
 */
public final class HangingTransactionAborter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactionAborter.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    /** Longer than any transaction of the embedded broker may last. */
    private static final Duration MIN_AGE = Duration.ofMillis(EmbeddedBroker.MAX_TRANSACTION_TIMEOUT_MS + 1_000);

    private static final Set<TransactionState> OPEN_STATES = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE,
            TransactionState.UNKNOWN);

    private final Admin admin;
    private final Duration minAge;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hanging-transactions");
        thread.setDaemon(true);
        return thread;
    });

    private HangingTransactionAborter(Admin admin, Duration minAge) {
        this.admin = admin;
        this.minAge = minAge;
    }

    /** Checks every few seconds from now on. */
    public static HangingTransactionAborter start(Admin admin) {
        HangingTransactionAborter hanging = new HangingTransactionAborter(admin, MIN_AGE);
        hanging.thread.scheduleWithFixedDelay(
                hanging::abortOrLog, CHECK_INTERVAL.toSeconds(), CHECK_INTERVAL.toSeconds(), TimeUnit.SECONDS);
        return hanging;
    }

    private void abortOrLog() {
        try {
            abortHanging(admin, minAge);
        } catch (KafkaException e) {
            LOG.debug("cannot list hanging transactions", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Aborts hanging transactions without writes for the given time; returns their partitions. */
    static List<TopicPartition> abortHanging(Admin admin, Duration minAge) throws InterruptedException {
        long before = System.currentTimeMillis() - minAge.toMillis();
        List<TopicPartition> ended = new ArrayList<>();
        Map<TopicPartition, PartitionProducerState> found =
                BrokerRequests.await(admin.describeProducers(partitions(admin)).all());
        // Listed after the partitions: transactions that start meanwhile are not included.
        Set<Long> open = new HashSet<>();
        for (TransactionListing listing :
                BrokerRequests.await(admin.listTransactions().all())) {
            if (OPEN_STATES.contains(listing.state())) {
                open.add(listing.producerId());
            }
        }
        for (Map.Entry<TopicPartition, PartitionProducerState> entry : found.entrySet()) {
            for (ProducerState producer : entry.getValue().activeProducers()) {
                if (producer.currentTransactionStartOffset().isPresent()
                        && producer.lastTimestamp() < before
                        && !open.contains(producer.producerId())) {
                    LOG.warn(
                            "aborting a transaction in {} that a killed process left open and no coordinator knows",
                            entry.getKey());
                    BrokerRequests.await(admin.abortTransaction(new AbortTransactionSpec(
                                    entry.getKey(),
                                    producer.producerId(),
                                    (short) producer.producerEpoch(),
                                    producer.coordinatorEpoch().orElse(0)))
                            .all());
                    ended.add(entry.getKey());
                }
            }
        }
        return ended;
    }

    private static List<TopicPartition> partitions(Admin admin) throws InterruptedException {
        Set<String> topics = BrokerRequests.await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        List<TopicPartition> partitions = new ArrayList<>();
        BrokerRequests.await(admin.describeTopics(topics).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        return partitions;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
