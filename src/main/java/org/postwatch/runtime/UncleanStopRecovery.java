package org.postwatch.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
import org.postwatch.topology.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts in step again, before Kafka Streams starts, what an unclean stop of the machine may have put out of step: each log of the
 * broker inside may have lost another stretch of its end.
 */
final class UncleanStopRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(UncleanStopRecovery.class);

    /** Input is read again from so long before the last tick; what is lost is a second or two. */
    static final Duration READ_AGAIN = Duration.ofSeconds(30);

    private static final long ANSWER_SECONDS_MAX = 20;
    private static final long FENCE_SECONDS_MAX = 3;
    /** A transaction that nobody ends times out before. */
    private static final long STABLE_SECONDS_MAX = 20;

    private final Admin admin;

    private UncleanStopRecovery(Admin admin) {
        this.admin = admin;
    }

    /** Where each of these logs ends; without those that are no more. */
    static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions) {
        UncleanStopRecovery recovery = new UncleanStopRecovery(admin);
        return recovery.ends(recovery.existing(partitions));
    }

    /**
     * @param groups of the applications
     * @param fromBeginning those of them whose state lost more than a few seconds
     * @param state where Kafka Streams keeps its files
     */
    static void putInStep(Admin admin, Collection<String> groups, Predicate<String> fromBeginning, Path state) {
        UncleanStopRecovery recovery = new UncleanStopRecovery(admin);
        // Its files may be ahead of its changelogs. With them goes the process id, and so the transactional ids: a
        // producer id
        // of before may have been used with sequence numbers that the transaction log has lost.
        delete(state);
        recovery.endTransactions(groups);
        groups.forEach(group -> recovery.readAgain(group, fromBeginning.test(group)));
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory + ", which is built again from the topics", e);
        }
    }

    /**
     * What tasks had begun is aborted at once, and not when it times out. Others may go on with their transactions after a kill:
     * theirs are left alone.
     */
    private void endTransactions(Collection<String> groups) {
        List<String> open = transactions(Set.of(TransactionState.ONGOING)).stream()
                .filter(id -> groups.stream().anyMatch(group -> id.startsWith(group + "-")))
                .toList();
        try {
            admin.fenceProducers(open).all().get(FENCE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The coordinator may have lost what it knew of them.
            LOG.debug("open transactions are aborted when they time out", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> transactions(Set<TransactionState> states) {
        return answer("list transactions", admin.listTransactions().all()).stream()
                .filter(listing -> states.contains(listing.state()))
                .map(TransactionListing::transactionalId)
                .toList();
    }

    /** No input is read from beyond its end, and state that lost its last changes gets them again. */
    private void readAgain(String group, boolean fromBeginning) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
        if (committed.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = ends(committed.keySet());
        Map<TopicPartition, Long> before = before(committed.keySet());
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
            leave(group);
            answer(
                    "set the offsets of the group " + group,
                    admin.alterConsumerGroupOffsets(group, earlier).all());
        }
    }

    /** What a transaction that is being ended commits counts, or it would undo what is set here. */
    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STABLE_SECONDS_MAX);
        while (true) {
            try {
                Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
                answer(
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
            } catch (ProvisioningException e) {
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
    private void leave(String group) {
        try {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("the group {} has no members to remove", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TopicPartition> existing(Collection<TopicPartition> partitions) {
        Set<String> topics = answer(
                "list the topics",
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return partitions.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .toList();
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** The first record of each partition that arrived so long before the last tick, or later. */
    private Map<TopicPartition, Long> before(Collection<TopicPartition> partitions) {
        List<TopicPartition> clock = partitions.stream()
                .filter(partition -> partition.topic().equals(Topics.CLOCK))
                .toList();
        long lastTick = answer("read the last tick", list(clock, OffsetSpec.maxTimestamp())).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .max()
                .orElse(-1);
        Map<TopicPartition, Long> offsets = lastTick < 0
                ? new HashMap<>()
                : offsets(partitions, OffsetSpec.forTimestamp(Math.max(0, lastTick - READ_AGAIN.toMillis())));
        offsets.values().removeIf(offset -> offset < 0);
        return offsets;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer("read the ends of the logs", list(partitions, which))
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> list(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        return admin.listOffsets(asked).all();
    }

    private static <T> T answer(String what, KafkaFuture<T> asked) {
        try {
            return asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ProvisioningException(
                    "cannot " + what + " after an unclean stop: " + e.getCause().getMessage(), List.of(), e.getCause());
        } catch (TimeoutException e) {
            throw new ProvisioningException(
                    "cannot " + what + " after an unclean stop: no answer within " + ANSWER_SECONDS_MAX + " s",
                    List.of(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException("interrupted while trying to " + what, List.of(), e);
        }
    }
}
