package org.postwatch.app.desk;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessToken;
import org.postwatch.access.EnrolmentCode;
import org.postwatch.app.clients.AccessRepository;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.intake.AccessFollower;
import org.postwatch.streams.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges a code for the token of a device. Two instances may take one code at the same moment: each writes a record, reads it
 * back, and answers with the token only if no other record of that code is before it.
 */
final class DeskEnrolment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeskEnrolment.class);
    /** For the record to come back: a request may take 5 s. */
    private static final int MAX_READ_BACK_MS = 4_000;

    private static final int MAX_SEND_MS = 3_000;
    /** A device that nobody has would be counted as a second one for ever. */
    private static final int MAX_REMOVALS = 1_000;

    private static final int REMOVAL_PAUSE_MS = 5_000;

    private final AccessFollower access;
    private final Producer<byte[], byte[]> producer;
    private final SecureRandom random = new SecureRandom();

    /** A producer blocks while it looks for brokers, so that a thread of its own calls it. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread writer = new Thread(task, "desk-enrolment");
        writer.setDaemon(true);
        return writer;
    });

    DeskEnrolment(ClientSettings clients, AccessFollower access) {
        this.access = access;
        this.producer = clients.openProducer(java.util.Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "postwatch-desk-enrolment",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                MAX_SEND_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                MAX_SEND_MS / 2,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_SEND_MS / 2));
    }

    /** The grant of a code that can be used now; empty for any other text. */
    Optional<AccessGrant> findCode(String text, Instant now) {
        return EnrolmentCode.parse(text).flatMap(code -> access.ofCode(AccessKind.DESK_CODE, code, now));
    }

    /**
     * The token of a new device; empty if another one won the code. The stage fails if the brokers do not confirm it in time:
     * then nobody knows whether the code is used.
     */
    CompletionStage<Optional<AccessToken>> enrol(AccessGrant code, Instant now) {
        AccessToken token = AccessToken.of(AccessKind.DESK, bytes(AccessToken.RANDOM_BYTES));
        AccessGrant device = new AccessGrant(
                HexFormat.of().formatHex(bytes(AccessGrant.ID_BYTES)),
                AccessKind.DESK,
                code.district(),
                code.subject(),
                Optional.of(code.id()),
                token.hash(),
                code.grantedBy(),
                Optional.empty(),
                now.truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                Optional.empty());
        CompletionStage<Boolean> read = access.whenRead(device.id(), MAX_READ_BACK_MS, TimeUnit.MILLISECONDS);
        thread.execute(() -> write(device));
        return read.whenComplete((isFirst, failure) -> {
                    if (failure != null || !isFirst) {
                        // Nobody has its token.
                        execute(() -> remove(device, MAX_REMOVALS));
                    }
                })
                .thenApply(isFirst -> isFirst ? Optional.of(token) : Optional.empty());
    }

    private void write(AccessGrant device) {
        try {
            producer.send(AccessRepository.toRecord(
                    device, producer.partitionsFor(Topics.ACCESS).size()));
        } catch (RuntimeException e) {
            LOG.warn("the device {} of campus '{}' cannot be written: {}", device.id(), device.subject(), e.toString());
        }
    }

    private void remove(AccessGrant device, int tries) {
        try {
            ProducerRecord<byte[], byte[]> record = AccessRepository.toRecord(
                    device, producer.partitionsFor(Topics.ACCESS).size());
            producer.send(
                    new ProducerRecord<>(record.topic(), record.partition(), record.key(), null), (sent, failure) -> {
                        if (failure != null) {
                            removeLater(device, tries - 1, failure);
                        }
                    });
        } catch (RuntimeException e) {
            removeLater(device, tries - 1, e);
        }
    }

    private void removeLater(AccessGrant device, int tries, Exception failure) {
        if (tries == 0) {
            LOG.warn(
                    "the device {} of campus '{}', whose token nobody has, cannot be removed; revoke it: {}",
                    device.id(),
                    device.subject(),
                    failure.toString());
        } else if (!thread.isShutdown()) {
            CompletableFuture.delayedExecutor(REMOVAL_PAUSE_MS, TimeUnit.MILLISECONDS, this::execute)
                    .execute(() -> remove(device, tries));
        }
    }

    private void execute(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(task);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(java.time.Duration.ofMillis(500));
    }
}
