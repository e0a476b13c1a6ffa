package org.postwatch.app.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.utils.Utils;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.app.topics.TopicProvisioningException;
import org.postwatch.streams.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts in step again, before Kafka Streams starts, what an unclean stop of the machine may have put out of step: each
 * log of the embedded broker may have lost another stretch of its end.
 */
public final class UncleanShutdownRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(UncleanShutdownRecovery.class);

    /** Input is read again from this time before the last tick; a loss is one or two seconds. */
    static final Duration REWIND = Duration.ofSeconds(30);

    private static final long MAX_ANSWER_SECONDS = 20;
    private static final long MAX_FENCE_SECONDS = 3;
    /** An abandoned transaction times out before. */
    private static final long MAX_STABLE_SECONDS = 20;

    private final Admin admin;

    private UncleanShutdownRecovery(Admin admin) {
        this.admin = admin;
    }

    /** The end of each of these logs; missing logs are omitted. */
    public static Map<TopicPartition, Long> endOffsets(Admin admin, Collection<TopicPartition> partitions) {
        UncleanShutdownRecovery recovery = new UncleanShutdownRecovery(admin);
        return recovery.endOffsets(recovery.existing(partitions));
    }

    /**
     * @param groups of the applications
     * @param fromBeginning the groups whose state lost more than a few seconds
     * @param state the directory of Kafka Streams
     */
    public static void recover(Admin admin, Collection<String> groups, Predicate<String> fromBeginning, Path state) {
        UncleanShutdownRecovery recovery = new UncleanShutdownRecovery(admin);
        // Its files may be ahead of its changelogs. With them goes the process id, and so the transactional ids: a
        // producer id of before may have been used with sequence numbers that the transaction log has lost.
        delete(state);
        recovery.abortTransactions(groups);
        groups.forEach(group -> recovery.rewindOffsets(group, fromBeginning.test(group)));
    }

    private static void delete(Path directory) {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory + ", which is built again from the topics", e);
        }
    }

    /**
     * Aborts the open transactions of tasks at once instead of after their timeout. Other producers may continue
     * after a kill, so their transactions are not aborted.
     */
    private void abortTransactions(Collection<String> groups) {
        List<String> open = transactions(Set.of(TransactionState.ONGOING)).stream()
                .filter(id -> groups.stream().anyMatch(group -> id.startsWith(group + "-")))
                .toList();
        try {
            admin.fenceProducers(open).all().get(MAX_FENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The coordinator may have lost what it knew of them.
            LOG.debug("open transactions are aborted when they time out", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> transactions(Set<TransactionState> states) {
        return await("list transactions", admin.listTransactions().all()).stream()
                .filter(listing -> states.contains(listing.state()))
                .map(TransactionListing::transactionalId)
                .toList();
    }

    /** No input is read from beyond its end, and state that lost its last changes gets them again. */
    private void rewindOffsets(String group, boolean fromBeginning) {
        Map<TopicPartition, OffsetAndMetadata> committed = committedOffsets(group);
        if (committed.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = endOffsets(committed.keySet());
        Map<TopicPartition, Long> before = offsetsBeforeLastTick(committed.keySet());
        Map<TopicPartition, OffsetAndMetadata> earlier = new HashMap<>();
        committed.forEach((partition, at) -> {
            long end = ends.getOrDefault(partition, at.offset());
            long from = fromBeginning ? 0 : Math.min(Math.min(at.offset(), end), before.getOrDefault(partition, end));
            if (from < at.offset()) {
                earlier.put(partition, new OffsetAndMetadata(from));
            }
            if (end < at.offset()) {
                LOG.warn(
                        "{} lost its last {} records at the unclean stop, after they were read",
                        partition,
                        at.offset() - end);
            }
        });
        if (!earlier.isEmpty()) {
            removeMembers(group);
            await(
                    "set the offsets of the group " + group,
                    admin.alterConsumerGroupOffsets(group, earlier).all());
        }
    }

    /** Waits for transactions that are being committed: their offsets would override the ones set here. */
    private Map<TopicPartition, OffsetAndMetadata> committedOffsets(String group) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_STABLE_SECONDS);
        while (true) {
            try {
                Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
                await(
                                "read the offsets of the group " + group,
                                admin.listConsumerGroupOffsets(
                                                group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                                        .partitionsToOffsetAndMetadata())
                        .forEach((partition, at) -> {
                            if (at != null) {
                                committed.put(partition, at);
                            }
                        });
                return committed;
            } catch (TopicProvisioningException e) {
                if (e.getCause() instanceof GroupIdNotFoundException) {
                    return Map.of();
                }
                boolean again = e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
                if (!again || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /** Its member is the process that is no more. */
    private void removeMembers(String group) {
        try {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get(MAX_ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("the group {} has no members to remove", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TopicPartition> existing(Collection<TopicPartition> partitions) {
        Set<String> topics = await(
                "list the topics",
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return partitions.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .toList();
    }

    private Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** The first record of each partition that arrived so long before the last tick, or later. */
    private Map<TopicPartition, Long> offsetsBeforeLastTick(Collection<TopicPartition> partitions) {
        List<TopicPartition> clock = partitions.stream()
                .filter(partition -> partition.topic().equals(Topics.CLOCK))
                .toList();
        long lastTick = await("read the last tick", listOffsets(clock, OffsetSpec.maxTimestamp())).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .max()
                .orElse(-1);
        Map<TopicPartition, Long> offsets = lastTick < 0
                ? new HashMap<>()
                : offsets(partitions, OffsetSpec.forTimestamp(Math.max(0, lastTick - REWIND.toMillis())));
        offsets.values().removeIf(offset -> offset < 0);
        return offsets;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await("read the ends of the logs", listOffsets(partitions, which))
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> listOffsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        return admin.listOffsets(asked).all();
    }

    private static <T> T await(String what, KafkaFuture<T> asked) {
        return TopicProvisioner.await(asked, what + " after an unclean stop");
    }
}
