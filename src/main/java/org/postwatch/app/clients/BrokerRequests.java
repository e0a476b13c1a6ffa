package org.postwatch.app.clients;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Requests to the brokers for offsets and other facts. */
public final class BrokerRequests {
    private static final long MAX_ANSWER_SECONDS = 30;

    private BrokerRequests() {}

    /** @throws KafkaException the error that the broker reports, or a TimeoutException when it does not answer within 30 s */
    public static <T> T await(KafkaFuture<T> request) throws InterruptedException {
        try {
            return request.get(MAX_ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException reported
                    ? reported
                    : new KafkaException(e.getCause().getMessage(), e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no answer within " + MAX_ANSWER_SECONDS + " s", e);
        }
    }

    /**
     * The end offsets of partitions, including transactions that are being committed: the offsets of an application may
     * be committed shortly before the last records of the same transaction are readable. A read_committed consumer that
     * reads up to these offsets has waited for them.
     */
    public static Map<TopicPartition, Long> endOffsets(Admin admin, Collection<TopicPartition> partitions)
            throws InterruptedException {
        return endOffsets(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
    }

    /** The end offsets of partitions; with READ_COMMITTED, the ends of what consumers of committed records can read. */
    public static Map<TopicPartition, Long> endOffsets(
            Admin admin, Collection<TopicPartition> partitions, IsolationLevel isolation) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        await(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** The offsets that a consumer group has committed, by partition; none where it has committed none. */
    public static Map<TopicPartition, Long> committedOffsets(Admin admin, String group) throws InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        offsets.put(partition, committed.offset());
                    }
                });
        return offsets;
    }

    /** The partitions of topics that all have the same number of partitions. */
    public static List<TopicPartition> partitions(Collection<String> topics, int count) {
        return topics.stream()
                .flatMap(topic -> IntStream.range(0, count).mapToObj(number -> new TopicPartition(topic, number)))
                .toList();
    }
}
