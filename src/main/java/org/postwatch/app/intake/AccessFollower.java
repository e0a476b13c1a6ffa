package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessTable;
import org.postwatch.access.EnrolmentCode;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.intake.FeedAccount;
import org.postwatch.wire.TopicValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The access that was granted. It follows {@code postwatch.access}. Safe for threads. */
public final class AccessFollower implements TopicFollower.RecordListener {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFollower.class);

    private final AccessTable table = new AccessTable();
    private final Map<String, CompletableFuture<Boolean>> awaited = new ConcurrentHashMap<>();
    private volatile boolean ready;

    @Override
    public void onRecord(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String id = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            table.end(id);
            return;
        }
        try {
            AccessGrant grant = TopicValue.ACCESS_GRANT.read(record.value());
            if (!grant.id().equals(id)) {
                throw new IllegalArgumentException("its id differs from its key");
            }
            table.put(grant);
            Optional.ofNullable(awaited.remove(id)).ifPresent(waiting -> waiting.complete(table.isOpen(id)));
        } catch (IllegalArgumentException e) {
            // It may be a revocation.
            table.end(id);
            LOG.warn("the grant {} of access cannot be read and has no effect: {}", id, e.getMessage());
        }
    }

    @Override
    public void onCaughtUp() {
        ready = true;
    }

    /** The grants as they are read. */
    AccessTable table() {
        return table;
    }

    /** Whether all grants are read: until then a valid token would look wrong. */
    boolean isReady() {
        return ready;
    }

    /** The grant of a code that can be used now; empty for any other code. */
    public Optional<AccessGrant> ofCode(AccessKind kind, EnrolmentCode code, Instant now) {
        return table.ofCode(kind, code, now);
    }

    /** The grants of a token that are valid at that time. */
    public List<AccessGrant> ofToken(AccessKind kind, String token, Instant now) {
        return table.ofToken(kind, token, now);
    }

    /** How many grants of a kind and a subject are valid at that time. */
    public int count(AccessKind kind, String district, String subject, Instant now) {
        return table.ofSubject(kind, district, subject, now).size();
    }

    /** The latest time at which access of a kind to a subject was granted or revoked; empty if there was none. */
    public Optional<Instant> lastChange(AccessKind kind, String district, String subject) {
        return table.lastChange(kind, district, subject);
    }

    /**
     * Completes when the record of a grant is read, with whether the grant is in force. Call it before the record is written. The
     * stage fails after the time.
     */
    public CompletionStage<Boolean> whenRead(String id, long max, TimeUnit unit) {
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        awaited.put(id, waiting);
        return waiting.orTimeout(max, unit).whenComplete((read, failure) -> awaited.remove(id));
    }

    /** The feeds that a token was granted to and that it is valid for at that time. */
    Set<FeedAccount> feedsOf(String token, Instant now) {
        return table.ofToken(AccessKind.FEED, token, now).stream()
                .map(grant -> new FeedAccount(grant.district(), grant.subject()))
                .collect(Collectors.toSet());
    }
}
