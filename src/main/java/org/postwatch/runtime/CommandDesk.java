package org.postwatch.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.codec.CommandJson;
import org.postwatch.routing.Command;
import org.postwatch.runtime.ProcessingResults.Position;
import org.postwatch.topology.Topics;
import org.postwatch.topology.Whose;

/**
 * Where operators' commands are given. A command's offset and what follows from it are committed together: once the one
 * is, a command that is not among the dead letters was taken.
 */
public final class CommandDesk implements AutoCloseable {
    private static final long ANSWER_SECONDS_MAX = 10;

    private final Producer<byte[], byte[]> producer;
    private final ProcessingResults results;
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
        this.results = ProcessingResults.open(clients);
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
        results.restart();
        Position position = send(command);
        String group = Whose.isOfCoverage(command)
                ? configuration.streams().applicationId()
                : configuration.routing().applicationId();
        if (!results.awaitProcessed(group, Set.of(position), max).isEmpty()) {
            return new Answer.Unanswered();
        }
        // Who gives commands need not be one who may read what feeds have sent: most of the time nothing was rejected.
        try {
            return Optional.ofNullable(results.rejected().get(position))
                    .<Answer>map(why -> new Answer.SetAside(why.reason(), why.detail()))
                    .orElseGet(Answer.Taken::new);
        } catch (AuthorizationException e) {
            return new Answer.Unread();
        }
    }

    private Position send(Command command) throws InterruptedException {
        byte[] key = command.district().getBytes(StandardCharsets.UTF_8);
        try {
            return Position.of(producer.send(new ProducerRecord<>(Topics.COMMANDS, key, CommandJson.write(command)))
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaException("the broker did not take it: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        producer.close();
        results.close();
    }
}
