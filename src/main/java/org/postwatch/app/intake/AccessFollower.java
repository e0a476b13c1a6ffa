package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessTable;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.intake.FeedAccount;
import org.postwatch.wire.TopicValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens that were granted to feeds. It follows {@code postwatch.access}. */
final class AccessFollower implements TopicFollower.RecordListener {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFollower.class);

    private final AccessTable table = new AccessTable();
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

    /** The feeds that a token was granted to and that it is valid for at that time. */
    Set<FeedAccount> feedsOf(String token, Instant now) {
        return table.ofToken(AccessKind.FEED, token, now).stream()
                .map(grant -> new FeedAccount(grant.district(), grant.subject()))
                .collect(Collectors.toSet());
    }
}
