package org.postwatch.app.clients;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.postwatch.app.clients.ProcessingResults.Position;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.streams.Topics;
import org.postwatch.wire.CommandJson;

/**
 * Sends operator commands. A command's offset and its results are committed together: once the offset is committed, a
 * command that is not among the dead letters was accepted.
 */
public final class CommandClient implements AutoCloseable {
    private static final long MAX_ANSWER_SECONDS = 10;

    private final Producer<byte[], byte[]> producer;
    private final ProcessingResults results;
    private final Configuration configuration;

    /** The result of a command. */
    public sealed interface CommandResult {
        boolean isAccepted();

        /**
         * States the result in one line.
         *
         * @param command a phrase for the command
         * @param waited how long the sender waited
         */
        String describe(String command, Duration waited);

        record CommandAccepted() implements CommandResult {
            @Override
            public boolean isAccepted() {
                return true;
            }

            @Override
            public String describe(String command, Duration waited) {
                return "accepted: " + command;
            }
        }

        /** @param reason as {@code unknown-incident} */
        record CommandRejected(String reason, String detail) implements CommandResult {
            @Override
            public boolean isAccepted() {
                return false;
            }

            @Override
            public String describe(String command, Duration waited) {
                return "rejected (" + reason + "): " + command + ": " + detail;
            }
        }

        /** The command was processed and a record was rejected meanwhile, but this login may not read dead letters. */
        record RejectionsUnreadable() implements CommandResult {
            @Override
            public boolean isAccepted() {
                return false;
            }

            @Override
            public String describe(String command, Duration waited) {
                return "unknown result: " + command
                        + " was processed, and a record was rejected at that moment, perhaps"
                        + " this one; this login may not read " + Topics.DEAD_LETTERS;
            }
        }

        /** The command is on its topic and was not processed so far. */
        record CommandPending() implements CommandResult {
            @Override
            public boolean isAccepted() {
                return false;
            }

            @Override
            public String describe(String command, Duration waited) {
                return "not processed: " + command + " is on " + Topics.COMMANDS
                        + ", but no instance processed it within " + waited.toSeconds()
                        + " s; check that an instance is running ('postwatch run')";
            }
        }
    }

    private CommandClient(ClientSettings clients, Configuration configuration) {
        this.configuration = configuration;
        this.producer = clients.openProducer();
        this.results = ProcessingResults.open(clients);
    }

    /** @throws KafkaException when the settings are no good */
    public static CommandClient open(ClientSettings clients, Configuration configuration) {
        return new CommandClient(clients, configuration);
    }

    /**
     * Sends a command and waits for its result.
     *
     * @throws KafkaException if it cannot be sent
     */
    public CommandResult send(OperatorCommand command, Duration max) throws InterruptedException {
        results.restart();
        Position position = send(command);
        String group = command.forCoverage().isPresent()
                ? configuration.streams().applicationId()
                : configuration.notification().applicationId();
        if (!results.awaitProcessed(group, Set.of(position), max).isEmpty()) {
            return new CommandResult.CommandPending();
        }
        // The dead letters are read only if a record was rejected: senders of commands need not be allowed to read
        // them.
        try {
            return Optional.ofNullable(results.rejected().get(position))
                    .<CommandResult>map(why -> new CommandResult.CommandRejected(why.reason(), why.detail()))
                    .orElseGet(CommandResult.CommandAccepted::new);
        } catch (AuthorizationException e) {
            return new CommandResult.RejectionsUnreadable();
        }
    }

    private Position send(OperatorCommand command) throws InterruptedException {
        byte[] key = command.district().getBytes(StandardCharsets.UTF_8);
        try {
            return Position.of(producer.send(new ProducerRecord<>(Topics.COMMANDS, key, CommandJson.write(command)))
                    .get(MAX_ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaException("the broker did not accept it: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        producer.close();
        results.close();
    }
}
