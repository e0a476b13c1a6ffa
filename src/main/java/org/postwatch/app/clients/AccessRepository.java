package org.postwatch.app.clients;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.postwatch.access.AccessGrant;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.Topics;
import org.postwatch.wire.TopicValue;

/** Reads and writes the topic of access. */
public final class AccessRepository {
    private AccessRepository() {}

    /**
     * All grants, the oldest first; also those that expired or were revoked.
     *
     * @throws KafkaException when the topic cannot be read
     * @throws IllegalArgumentException if a record is not a grant of this format
     */
    public static List<AccessGrant> read(ClientSettings clients) {
        return CompactedTopicReader.readLatest(clients, Topics.ACCESS).values().stream()
                .map(value -> TopicValue.ACCESS_GRANT.read(value.getBytes(StandardCharsets.UTF_8)))
                .sorted(Comparator.comparing(AccessGrant::grantedAt).thenComparing(AccessGrant::id))
                .toList();
    }

    /**
     * The record of a grant. Devices that were enrolled with one code are in one partition, so that all readers agree on the
     * first.
     *
     * @param partitions of the topic
     */
    public static ProducerRecord<byte[], byte[]> toRecord(AccessGrant grant, int partitions) {
        byte[] placedBy = grant.enrolment().orElse(grant.id()).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                Topics.ACCESS,
                CoverageTopology.partition(placedBy, partitions),
                grant.id().getBytes(StandardCharsets.UTF_8),
                TopicValue.ACCESS_GRANT.write(grant));
    }

    /**
     * Returns when every in-sync replica has the grant.
     *
     * @throws KafkaException if it was not written, or the result is unknown
     */
    public static void write(ClientSettings clients, AccessGrant grant) {
        FirstSendError error = new FirstSendError();
        try (Producer<byte[], byte[]> producer = clients.openProducer()) {
            producer.send(toRecord(grant, producer.partitionsFor(Topics.ACCESS).size()), error);
            producer.flush();
        }
        error.first().ifPresent(failure -> {
            throw failure instanceof KafkaException known ? known : new KafkaException(failure);
        });
    }
}
