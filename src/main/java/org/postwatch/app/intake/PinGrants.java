package org.postwatch.app.intake;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.access.AccessKind;
import org.postwatch.app.clients.AccessRepository;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.checkin.http.PinRegistry;
import org.postwatch.streams.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes PINs that officers choose to {@code postwatch.access}. One thread writes, because a producer blocks; {@value #MAX_WAITING}
 * PINs wait for it at most.
 */
final class PinGrants implements PinRegistry, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PinGrants.class);
    private static final int MAX_WAITING = 32;
    private static final int MAX_WRITE_MS = 1_800;
    private static final int MAX_BLOCK_MS = 500;
    /** For the record to come back: a request may take 5 s. */
    private static final int MAX_READ_BACK_MS = 2_000;

    private static final Duration MAX_STOP_TIME = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;
    private final AccessFollower access;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                Thread writer = new Thread(task, "intake-pins");
                writer.setDaemon(true);
                return writer;
            });

    /** @param access follows the topic */
    PinGrants(ClientSettings clients, AccessFollower access, InstantSource clock) {
        this.producer = clients.openProducer(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "postwatch-intake-pins",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                MAX_WRITE_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                MAX_WRITE_MS - 300,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MS));
        this.access = access;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Boolean> save(String district, String badge, String code, String hash) {
        try {
            return CompletableFuture.supplyAsync(() -> write(district, badge, code, hash), thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(false);
        }
    }

    /** The former PINs end first: an officer may be without a PIN for a moment, and never has two. */
    private boolean write(String district, String badge, String code, String hash) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            List<AccessGrant> former = access.table().ofSubject(AccessKind.PIN, district, badge, now);
            for (AccessGrant pin : former) {
                write(pin.revoked(new AccessRevocation(now, "officer " + badge)));
            }
            AccessGrant pin = new AccessGrant(
                    newId(),
                    AccessKind.PIN,
                    district,
                    badge,
                    Optional.of(code),
                    hash,
                    "officer " + badge,
                    Optional.empty(),
                    now,
                    Optional.empty(),
                    Optional.empty());
            CompletionStage<Boolean> read = access.whenRead(pin.id(), MAX_READ_BACK_MS, TimeUnit.MILLISECONDS);
            write(pin);
            // Not in force if another PIN was chosen with the code before.
            return read.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            LOG.warn("the PIN of an officer was not written to {}: {}", Topics.ACCESS, e.toString());
            return false;
        }
    }

    private void write(AccessGrant grant) throws Exception {
        int partitions = producer.partitionsFor(Topics.ACCESS).size();
        producer.send(AccessRepository.toRecord(grant, partitions)).get(MAX_WRITE_MS, TimeUnit.MILLISECONDS);
    }

    private String newId() {
        byte[] id = new byte[AccessGrant.ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(MAX_STOP_TIME);
    }
}
