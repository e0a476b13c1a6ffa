package org.postwatch.app.intake;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
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
import org.apache.kafka.clients.producer.ProducerRecord;
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
    /** Until the officer has an answer: a request may take 5 s, of which the hash of the PIN needs some. */
    private static final Duration MAX_SAVE_TIME = Duration.ofMillis(3_500);
    /** For the record to come back after the answer, and the former PINs to end. */
    private static final int MAX_READ_BACK_SECONDS = 60;

    private static final Duration MAX_STOP_TIME = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;
    private final AccessFollower access;
    private final InstantSource clock;
    private final Duration maxSaveTime;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                Thread writer = new Thread(task, "intake-pins");
                writer.setDaemon(true);
                return writer;
            });

    /** @param access follows the topic */
    PinGrants(ClientSettings clients, AccessFollower access, InstantSource clock) {
        this(openProducer(clients), access, clock, MAX_SAVE_TIME);
    }

    /** @param maxSaveTime until an officer has an answer */
    PinGrants(Producer<byte[], byte[]> producer, AccessFollower access, InstantSource clock, Duration maxSaveTime) {
        this.producer = producer;
        this.access = access;
        this.clock = clock;
        this.maxSaveTime = maxSaveTime;
    }

    private static Producer<byte[], byte[]> openProducer(ClientSettings clients) {
        return clients.openProducer(Map.of(
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
    }

    @Override
    public CompletionStage<SaveResult> save(String district, String badge, String code, String hash) {
        CompletableFuture<SaveResult> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> save(district, badge, code, hash, answer));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(SaveResult.NOT_SAVED);
        }
        return answer.completeOnTimeout(SaveResult.UNKNOWN, maxSaveTime.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The new PIN counts as soon as it is read, because it is the newest: only then the former ones end. */
    private void save(String district, String badge, String code, String hash, CompletableFuture<SaveResult> answer) {
        if (answer.isDone()) {
            // It has waited too long: the officer may try again with the code.
            return;
        }
        try {
            List<AccessGrant> former = access.table().ofSubject(AccessKind.PIN, district, badge, clock.instant());
            AccessGrant pin = new AccessGrant(
                    newId(),
                    AccessKind.PIN,
                    district,
                    badge,
                    Optional.of(code),
                    hash,
                    "officer " + badge,
                    Optional.empty(),
                    after(former),
                    Optional.empty(),
                    Optional.empty());
            ProducerRecord<byte[], byte[]> record = toRecord(pin);
            access.whenRead(pin.id(), MAX_READ_BACK_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(counts -> read(pin, counts, former, answer))
                    .exceptionally(failure -> {
                        LOG.warn("a PIN of officer {} was not read back: {}", badge, failure.toString());
                        return null;
                    });
            producer.send(record, (metadata, failure) -> {
                if (failure != null) {
                    LOG.warn("the PIN of an officer was not confirmed by {}: {}", Topics.ACCESS, failure.toString());
                    answer.complete(SaveResult.UNKNOWN);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("the PIN of an officer was not written to {}: {}", Topics.ACCESS, e.toString());
            answer.complete(SaveResult.NOT_SAVED);
        }
    }

    /** Now, or after the former PINs if the clock of the instance that wrote them is ahead: the newest counts. */
    private Instant after(List<AccessGrant> former) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return former.stream()
                .map(pin -> pin.grantedAt().plusMillis(1))
                .max(Comparator.naturalOrder())
                .filter(now::isBefore)
                .orElse(now);
    }

    /** @param counts false if another PIN was chosen with the code before: then this one must not count later either */
    private void read(AccessGrant pin, boolean counts, List<AccessGrant> former, CompletableFuture<SaveResult> answer) {
        answer.complete(counts ? SaveResult.SAVED : SaveResult.UNKNOWN);
        List<AccessGrant> ended = counts ? former : List.of(pin);
        if (!ended.isEmpty()) {
            thread.execute(() -> ended.forEach(this::revoke));
        }
    }

    private void revoke(AccessGrant pin) {
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            AccessRevocation end = new AccessRevocation(now, "officer " + pin.subject());
            producer.send(toRecord(pin.revoked(end)), (metadata, failure) -> {
                if (failure != null) {
                    LOG.warn("the former PIN {} was not revoked; a newer one counts: {}", pin.id(), failure.toString());
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("the former PIN {} was not revoked; a newer one counts: {}", pin.id(), e.toString());
        }
    }

    private ProducerRecord<byte[], byte[]> toRecord(AccessGrant grant) {
        return AccessRepository.toRecord(
                grant, producer.partitionsFor(Topics.ACCESS).size());
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
