package org.postwatch.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.codec.CommandJson;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.routing.Command;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Topics;
import org.postwatch.topology.Whose;

/**
 * Where operators' commands are given. A command's offset and what follows from it are committed together: once the one
 * is, a command that is not among the dead letters was taken.
 */
public final class CommandDesk implements AutoCloseable {
    private static final long ANSWER_SECONDS_MAX = 10;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> letters;
    private final Admin admin;
    private final Configuration configuration;

    /** What became of a command. */
    public sealed interface Answer {
        record Taken() implements Answer {}

        /** @param reason as {@code unknown-incident} */
        record SetAside(String reason, String detail) implements Answer {}

        /** It was looked at, something was set aside meanwhile, and this login may not read what. */
        record Unread() implements Answer {}

        /** It lies on its topic, and nobody has looked at it so far. */
        record Unanswered() implements Answer {}
    }

    private CommandDesk(ClientSettings clients, Configuration configuration) {
        this.configuration = configuration;
        this.producer = new KafkaProducer<>(clients.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        this.letters =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.admin = Admin.create(clients.admin());
    }

    /** @throws KafkaException when the settings are no good */
    public static CommandDesk open(ClientSettings clients, Configuration configuration) {
        return new CommandDesk(clients, configuration);
    }

    /**
     * Sends it and waits for what becomes of it.
     *
     * @throws KafkaException when it cannot be sent
     */
    public Answer give(Command command, Duration max) throws InterruptedException {
        try {
            byte[] key = command.district().getBytes(StandardCharsets.UTF_8);
            int partitions = producer.partitionsFor(Topics.DEAD_LETTERS).size();
            TopicPartition aside = new TopicPartition(Topics.DEAD_LETTERS, CoverageTopology.partition(key, partitions));
            long from = end(aside);
            RecordMetadata sent = producer.send(new ProducerRecord<>(Topics.COMMANDS, key, CommandJson.write(command)))
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            String group = Whose.isOfCoverage(command)
                    ? configuration.streams().applicationId()
                    : configuration.routing().applicationId();
            if (!awaitCommitted(group, new TopicPartition(sent.topic(), sent.partition()), sent.offset(), max)) {
                return new Answer.Unanswered();
            }
            long to = end(aside);
            return to == from ? new Answer.Taken() : among(aside, from, to, sent);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaException("the broker did not take it: " + cause.getMessage(), cause);
        }
    }

    private boolean awaitCommitted(String group, TopicPartition partition, long offset, Duration max)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + max.toNanos();
        while (true) {
            OffsetAndMetadata done = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .get(partition);
            if (done != null && done.offset() > offset) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /**
     * Behind what is not committed, too: that a command was worked off may be readable a moment before what was set aside
     * with it is.
     */
    private long end(TopicPartition partition) throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .partitionResult(partition)
                .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .offset();
    }

    /** Who gives commands need not be one who may read what feeds have sent: most of the time nothing was set aside. */
    private Answer among(TopicPartition aside, long from, long to, RecordMetadata sent) throws TimeoutException {
        try {
            letters.assign(List.of(aside));
            return letter(aside, from, to, sent)
                    .<Answer>map(why -> new Answer.SetAside(why.reason(), why.detail()))
                    .orElseGet(Answer.Taken::new);
        } catch (AuthorizationException e) {
            return new Answer.Unread();
        }
    }

    private Optional<DeadLetterHeaders> letter(TopicPartition aside, long from, long to, RecordMetadata sent)
            throws TimeoutException {
        letters.seek(aside, from);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS_MAX);
        while (letters.position(aside) < to) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("what was set aside cannot be read to its end");
            }
            for (ConsumerRecord<byte[], byte[]> record : letters.poll(POLL)) {
                Map<String, byte[]> headers = new HashMap<>();
                record.headers().forEach(header -> headers.put(header.key(), header.value()));
                DeadLetterHeaders why = DeadLetterHeaders.read(headers);
                if (why.topic().equals(sent.topic())
                        && why.partition() == sent.partition()
                        && why.offset() == sent.offset()) {
                    return Optional.of(why);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        producer.close();
        letters.close();
        admin.close(Duration.ZERO);
    }
}
