package org.postwatch.checkin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down guessing: after a number of wrong PINs in a row one must wait a minute, and twice as long after each further one, an
 * hour at most. An attempt counts as wrong until it has succeeded, so that attempts at the same time gain nothing. A badge that
 * nobody has waits like any other. Of {@value #MAX_KEYS} keys at most the attempts are kept, the oldest first forgotten. Safe for
 * threads.
 */
public final class PinAttempts {
    static final int MAX_KEYS = 10_000;
    static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    static final Duration MAX_WAIT = Duration.ofHours(1);
    /** Without another wrong one, the former ones of a badge are forgotten. */
    static final Duration FORGET_BADGE_AFTER = Duration.ofHours(12);
    /** All wrong ones of a client are forgotten so long after the first of them. */
    static final Duration FORGET_CLIENT_AFTER = Duration.ofHours(1);

    private record WrongAttempts(int count, Instant waitUntil, Instant forgottenAt) {}

    private final int free;
    private final Duration forgetAfter;
    private final boolean renews;
    private final Map<String, WrongAttempts> byKey = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WrongAttempts> eldest) {
            return size() > MAX_KEYS;
        }
    };

    private PinAttempts(int free, Duration forgetAfter, boolean renews) {
        this.free = free;
        this.forgetAfter = forgetAfter;
        this.renews = renews;
    }

    /**
     * Attempts by badge: each wrong one renews the time for which they are remembered.
     *
     * @param free how many wrong ones in a row need not wait
     */
    public static PinAttempts ofBadges(int free) {
        return new PinAttempts(free, FORGET_BADGE_AFTER, true);
    }

    /**
     * Attempts by client, which many phones can share: an hour after the first wrong one all are forgotten, so that nobody has to
     * wait longer for the mistakes of others.
     *
     * @param free how many wrong ones within that hour need not wait
     */
    public static PinAttempts ofClients(int free) {
        return new PinAttempts(free, FORGET_CLIENT_AFTER, false);
    }

    /** Begins an attempt; if one must wait, the answer is until when, and nothing changes. */
    public synchronized Optional<Instant> begin(String key, Instant now) {
        WrongAttempts former = byKey.get(key);
        if (former != null && now.isBefore(former.waitUntil())) {
            return Optional.of(former.waitUntil());
        }
        boolean forgotten = former == null || !now.isBefore(former.forgottenAt());
        int count = forgotten ? 1 : former.count() + 1;
        Instant forgottenAt = forgotten || renews ? now.plus(forgetAfter) : former.forgottenAt();
        Instant waitUntil = now.plus(waitAfter(count));
        byKey.remove(key);
        byKey.put(
                key, new WrongAttempts(count, waitUntil.isBefore(forgottenAt) ? waitUntil : forgottenAt, forgottenAt));
        return Optional.empty();
    }

    private Duration waitAfter(int count) {
        if (count < free) {
            return Duration.ZERO;
        }
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(count - free, 10));
        return doubled.compareTo(MAX_WAIT) < 0 ? doubled : MAX_WAIT;
    }

    /** The PIN was right: the wrong ones before it no longer count. */
    public synchronized void succeeded(String key) {
        byKey.remove(key);
    }

    /** The attempt was not decided: it counts as if it had not been made. */
    public synchronized void cancelled(String key) {
        byKey.computeIfPresent(
                key,
                (k, wrong) -> wrong.count() <= 1
                        ? null
                        : new WrongAttempts(wrong.count() - 1, Instant.MIN, wrong.forgottenAt()));
    }

    /** Until when one must wait before another attempt. */
    public synchronized Optional<Instant> waitUntil(String key, Instant now) {
        return Optional.ofNullable(byKey.get(key)).map(WrongAttempts::waitUntil).filter(now::isBefore);
    }
}
