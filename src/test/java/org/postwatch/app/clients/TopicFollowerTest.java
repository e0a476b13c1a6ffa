package org.postwatch.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postwatch.app.clients.TopicFollower.StartPosition;

/** An instance that cannot read a topic to its end must not rely on what it read before. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TopicFollowerTest {
    private static final TopicPartition PARTITION = new TopicPartition("postwatch.access", 0);
    private static final Node BROKER = new Node(0, "broker", 9092);

    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicBoolean brokersAway = new AtomicBoolean();
    private final AtomicBoolean forbidden = new AtomicBoolean();
    private final AtomicLong end = new AtomicLong();
    private final AtomicInteger endChecks = new AtomicInteger();
    private final BlockingQueue<Long> read = new LinkedBlockingQueue<>();
    private volatile Brokers brokers;
    private final TopicFollower follower = new TopicFollower(
            () -> brokers = new Brokers(),
            nanos::get,
            PARTITION.topic(),
            StartPosition.BEGINNING,
            (ConsumerRecord<byte[], byte[]> record) -> read.add(record.offset()));

    private final class Brokers extends MockConsumer<byte[], byte[]> {
        Brokers() {
            super("earliest");
            updatePartitions(
                    PARTITION.topic(),
                    List.of(new PartitionInfo(PARTITION.topic(), 0, BROKER, new Node[] {BROKER}, new Node[] {BROKER})));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            return endOffsets(partitions, Duration.ZERO);
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            endChecks.incrementAndGet();
            if (forbidden.get()) {
                throw new TopicAuthorizationException(PARTITION.topic());
            }
            if (brokersAway.get()) {
                throw new TimeoutException("no broker answers");
            }
            return Map.of(PARTITION, end.get());
        }
    }

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void it_is_current_when_everything_is_read_and_not_before() throws Exception {
        end.set(2);
        follower.start();
        write(0);
        assertThat(read.poll(10, TimeUnit.SECONDS)).isZero();
        assertThat(follower.isCurrent()).isFalse();

        write(1);

        awaitCurrent();
    }

    @Test
    void brokers_that_are_away_for_five_seconds_make_it_outdated_and_it_recovers() throws Exception {
        follower.start();
        awaitCurrent();
        brokersAway.set(true);

        nanos.addAndGet(TopicFollower.MAX_AGE.toNanos());
        assertThat(follower.isCurrent()).isTrue();
        nanos.incrementAndGet();
        assertThat(follower.isCurrent()).isFalse();

        brokersAway.set(false);
        awaitCurrent();
    }

    @Test
    void an_instance_that_may_not_read_the_topic_any_more_is_outdated() throws Exception {
        follower.start();
        awaitCurrent();
        forbidden.set(true);
        nanos.addAndGet(TopicFollower.MAX_AGE.toNanos() + 1);
        awaitEndChecks(2);

        assertThat(follower.isCurrent()).isFalse();
    }

    @Test
    void records_that_it_does_not_get_make_it_outdated() throws Exception {
        follower.start();
        awaitCurrent();
        end.set(1);
        nanos.addAndGet(TopicFollower.MAX_AGE.toNanos() + 1);
        awaitEndChecks(2);
        assertThat(follower.isCurrent()).isFalse();

        write(0);

        awaitCurrent();
    }

    private void write(long offset) throws InterruptedException {
        while (brokers == null || brokers.assignment().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        brokers.schedulePollTask(() ->
                brokers.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, new byte[] {1}, new byte[] {2})));
    }

    private void awaitCurrent() throws InterruptedException {
        while (!follower.isCurrent()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** So many more. */
    private void awaitEndChecks(int more) throws InterruptedException {
        int until = endChecks.get() + more;
        while (endChecks.get() < until) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
