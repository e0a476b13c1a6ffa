package org.postwatch.checkin.pin;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hashes PINs, {@value #THREADS} at once, so that a flood of attempts takes 38 MiB and two threads at most. {@value #MAX_WAITING}
 * others may wait. Safe for threads; no call blocks.
 */
public final class PinHasher implements AutoCloseable {
    static final int THREADS = 2;
    static final int MAX_WAITING = 32;

    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                Thread thread = new Thread(task, "pin-hash-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    /** The hash of a PIN with a new salt. The stage fails with {@link RejectedExecutionException} if too many others wait. */
    public CompletionStage<String> hash(String pin) {
        byte[] salt = new byte[PinHash.SALT_BYTES];
        random.nextBytes(salt);
        return run(() -> PinHash.of(pin, salt));
    }

    /**
     * Whether a PIN has a hash. It takes as long without a hash as with one. The stage fails with {@link
     * RejectedExecutionException} if too many others wait.
     *
     * @param hash as {@link #hash} makes it; empty for a badge without a PIN, to which the answer is no
     */
    public CompletionStage<Boolean> verify(String pin, Optional<String> hash) {
        return run(() -> PinHash.isOf(pin, hash.orElse(PinHash.OF_NOBODY)) && hash.isPresent());
    }

    private <T> CompletionStage<T> run(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
