package org.postwatch.app.clients;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.config.ClientSettings;

/**
 * The end offsets of partitions, including transactions that are being committed: the offsets of an application may
 * be committed shortly before the last records of the same transaction are readable. A read_committed consumer that
 * reads up to these offsets has waited for them.
 */
public final class EndOffsets {
    private static final long MAX_ANSWER_SECONDS = 30;

    private EndOffsets() {}

    /** @throws KafkaException when the broker does not answer */
    public static Map<TopicPartition, Long> read(ClientSettings clients, Collection<TopicPartition> partitions)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(clients.admin())) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            Map<TopicPartition, ListOffsetsResultInfo> found =
                    admin.listOffsets(latest).all().get(MAX_ANSWER_SECONDS, TimeUnit.SECONDS);
            found.forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the ends of partitions cannot be read", e);
        }
    }
}
