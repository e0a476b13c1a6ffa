package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.RosterStateReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.roster.RosterStates;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;
import org.postwatch.streams.Topics;
import org.postwatch.wire.TopicValue;

/** What rosters have planned, in {@code postwatch.rosters}. */
final class RosterTopic implements RosterStates, AutoCloseable {
    private static final int MAX_SEND_MS = 10_000;
    private static final int MAX_BLOCK_MS = 2_000;
    private static final Duration MAX_STOP_TIME = Duration.ofMillis(500);

    private final ClientSettings clients;
    private final Producer<byte[], byte[]> producer;

    RosterTopic(ClientSettings clients) {
        this.clients = clients;
        this.producer = clients.openProducer(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "postwatch-rosters",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                MAX_SEND_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                MAX_SEND_MS / 2,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MS));
    }

    @Override
    public Optional<RosterState> read(RosterSource roster) {
        try {
            return RosterStateReader.read(clients, roster);
        } catch (KafkaException e) {
            throw new ConnectionProblemException("what it has planned cannot be read from " + Topics.ROSTERS
                    + ", because the brokers do not answer: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new ConnectionProblemException("what it has planned cannot be read from " + Topics.ROSTERS
                    + ", because it was written by another version: " + e.getMessage());
        }
    }

    @Override
    public void write(RosterSource roster, RosterState state) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.ROSTERS,
                RosterStateReader.key(roster).getBytes(StandardCharsets.UTF_8),
                TopicValue.ROSTER_STATE.write(state));
        try {
            producer.send(record).get(MAX_SEND_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw notWritten(e.getCause());
        } catch (TimeoutException | KafkaException | IllegalStateException e) {
            throw notWritten(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notWritten(e);
        }
    }

    private static ConnectionProblemException notWritten(Throwable why) {
        return new ConnectionProblemException("what it plans cannot be written to " + Topics.ROSTERS
                + ", so no shift is planned: " + why.getMessage());
    }

    @Override
    public void close() {
        producer.close(MAX_STOP_TIME);
    }
}
