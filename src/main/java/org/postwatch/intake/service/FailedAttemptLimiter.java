package org.postwatch.intake.service;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down a client that sends wrong credentials: after {@value #MAX_FAILURES} of them within a minute it must wait for the
 * rest of that minute. Of {@value #MAX_CLIENTS} clients at most the failures are kept, the oldest first forgotten. Safe for
 * threads.
 */
public final class FailedAttemptLimiter {
    static final int MAX_FAILURES = 10;
    static final int MAX_CLIENTS = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private record FailureCount(Instant first, int count) {}

    private final Map<String, FailureCount> byClient = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FailureCount> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    private long total;

    /**
     * Counts a failed attempt.
     *
     * @param client as limits count it: all addresses of a /64 network are one client
     * @return how long the client must wait; empty when it need not
     */
    public synchronized Optional<Duration> countFailure(String client, Instant now) {
        total++;
        FailureCount before = byClient.get(client);
        boolean isNew = before == null || !now.isBefore(before.first().plus(WINDOW));
        if (!isNew && before.count() >= MAX_FAILURES) {
            return Optional.of(Duration.between(now, before.first().plus(WINDOW)));
        }
        byClient.remove(client);
        byClient.put(client, isNew ? new FailureCount(now, 1) : new FailureCount(before.first(), before.count() + 1));
        return Optional.empty();
    }

    /** All failures of all clients, also of those that had to wait. */
    public synchronized long total() {
        return total;
    }
}
