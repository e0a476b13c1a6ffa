package org.postwatch.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notices: a {@link DeliveryReconciler} with channels and threads, one per recipient with an attempt in
 * progress. The owner restores all recorded results, calls {@link #start} and then {@link #sendDue} at least every
 * second.
 */
public final class DeliveryExecutor implements AutoCloseable {
    /** Recipients that are spoken to at one time; a dead one takes a thread for ten seconds, then seldom. */
    public static final int MAX_THREADS = 200;
    /**
     * On record before a pager is called for the first time, so that it hears the end whatever happens here; and before
     * a topic keeps it, so that it is withdrawn from there.
     */
    static final String DELIVERY_INTENT = "delivery started";

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryExecutor.class);

    /** Opens the way to a recipient. */
    public interface ChannelFactory {
        /** Throws IllegalStateException, saying why in words without secrets, when there is no way. */
        NotificationChannel open(RoutingConfig routing, Recipient recipient);
    }

    /** What is written down, and when it has to be safe. */
    public interface DurableDeliveryResultStore extends DeliveryResultStore {
        /** Returns when it is on record; false when that cannot be had now. */
        boolean recordDurably(DeliveryResult delivery) throws InterruptedException;
    }

    private final DurableDeliveryResultStore results;
    private final Clock clock;
    private final DeliveryReconciler reconciler;
    private final int maxThreads;
    private final ExecutorService threads;
    private final ChannelRegistry channels;
    private int activeAttempts;
    private boolean started;
    private boolean stopping;
    private boolean closed;

    public DeliveryExecutor(
            ChannelFactory opener,
            DurableDeliveryResultStore book,
            Clock clock,
            DoubleSupplier chance,
            int threadsMax) {
        this.results = book;
        this.clock = clock;
        this.reconciler = new DeliveryReconciler(new LoggingDeliveryResultStore(book), chance);
        this.channels = new ChannelRegistry(opener, clock, reconciler);
        this.maxThreads = threadsMax;
        AtomicInteger number = new AtomicInteger();
        // Bounded by what is busy: a thread may take its next task on before it has put its last one down.
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "delivery-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A district's documents as they are now; empty: it has none any more.
     *
     * @throws IllegalArgumentException when they are another district's: they would reach its recipients of the same
     * name
     */
    public synchronized void updateRouting(String district, Optional<RoutingConfig> routing) {
        routing.ifPresent(now -> requireKey(district, now.district()));
        channels.updateRouting(district, routing);
        if (started && !closed) {
            channels.refresh(district);
        }
    }

    /** @throws IllegalArgumentException when it is not what its key says: it would go to somebody else */
    public synchronized void offer(String key, Optional<Notice> notice) {
        notice.ifPresent(now -> requireKey(key, now.key()));
        reconciler.offer(key, notice, clock.instant());
    }

    /** @throws IllegalArgumentException when it is not what its key says */
    public synchronized void restore(String key, Optional<DeliveryResult> delivery) {
        delivery.ifPresent(now -> requireKey(key, now.key()));
        reconciler.restore(key, delivery);
    }

    private static void requireKey(String key, String expected) {
        if (!key.equals(expected)) {
            throw new IllegalArgumentException("record key: expected '" + expected + "', found '" + key + "'");
        }
    }

    /** All recorded results were restored: opens the channels and starts sending. */
    public synchronized void start() {
        started = true;
        channels.refresh();
        reconciler.start(clock.instant());
        sendDue();
    }

    /** Sends what is due. */
    public synchronized void sendDue() {
        if (!started || stopping || closed) {
            return;
        }
        for (DeliveryAttempt attempt : reconciler.poll(clock.instant(), maxThreads - activeAttempts)) {
            activeAttempts++;
            RecipientChannel way = channels.get(attempt.recipient());
            way.inUse = true;
            threads.execute(() -> deliver(way, attempt));
        }
    }

    private void deliver(RecipientChannel way, DeliveryAttempt attempt) {
        Optional<AttemptResult> answer = Optional.empty();
        try {
            answer = Optional.of(send(way, attempt));
        } catch (InterruptedException e) {
            // Stopped: the next owner resends it.
        } catch (RuntimeException | LinkageError e) {
            // A fault of ours in one channel; its message may hold anything.
            LOG.error(
                    "a channel failed: recipient={} fault={}",
                    attempt.recipient(),
                    e.getClass().getName());
            answer = Optional.of(new AttemptResult.TemporaryFailure(
                    "fault in the channel: " + e.getClass().getSimpleName(), Optional.empty()));
        } finally {
            complete(way, attempt, answer);
        }
    }

    private AttemptResult send(RecipientChannel way, DeliveryAttempt attempt) throws InterruptedException {
        Optional<String> closed = way.open();
        if (closed.isPresent()) {
            AttemptResult later = new AttemptResult.TemporaryFailure(closed.get(), Optional.empty(), false);
            log(attempt, later);
            return later;
        }
        Notice notice = attempt.notice();
        if (attempt.isFirst()
                && (way.recipient.address().isPager() || way.channel().isRetained())) {
            DeliveryResult ahead = new DeliveryResult(
                    notice.district(),
                    notice.recipient(),
                    notice.subject(),
                    notice.ref(),
                    notice.revision() - 1,
                    DeliveryResult.DeliveryStatus.DELIVERED,
                    0,
                    clock.instant(),
                    DELIVERY_INTENT);
            if (!results.recordDurably(ahead)) {
                return new AttemptResult.TemporaryFailure("could not be put on record", Optional.empty(), false);
            }
        }
        AttemptResult answer = way.channel().send(notice);
        log(attempt, answer);
        return answer;
    }

    private synchronized void complete(RecipientChannel way, DeliveryAttempt attempt, Optional<AttemptResult> answer) {
        activeAttempts--;
        notifyAll();
        way.inUse = false;
        if (way.closeWhenIdle) {
            way.close();
        }
        // After close() no result is written: the partition may have another owner.
        if (!closed) {
            reconciler.complete(attempt, answer, clock.instant());
            sendDue();
        }
    }

    private static void log(DeliveryAttempt attempt, AttemptResult answer) {
        Notice notice = attempt.notice();
        Runnable line = answer.match(
                delivered -> () -> LOG.info(
                        "delivered: recipient={} ref={} revision={} stage={} attempt={} answer={}",
                        attempt.recipient(),
                        notice.ref(),
                        notice.revision(),
                        notice.stage().wireName(),
                        attempt.number(),
                        NoticeText.sanitize(delivered.detail())),
                later -> () -> logFailure("not delivered yet", attempt, later.reason()),
                rejected -> () -> logFailure("rejected", attempt, rejected.reason()));
        line.run();
    }

    private static void logFailure(String outcome, DeliveryAttempt attempt, String reason) {
        LOG.warn(
                "{}: recipient={} ref={} revision={} attempt={} reason={}",
                outcome,
                attempt.recipient(),
                attempt.notice().ref(),
                attempt.notice().revision(),
                attempt.number(),
                NoticeText.sanitize(reason));
    }

    /**
     * Lets what is on its way end within a second, breaks off the rest, and returns within two; nothing is sent or
     * written down from then on.
     */
    @Override
    public void close() {
        try {
            awaitIdle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abort();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("a channel does not stop when it is interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            channels.close();
        }
    }

    private synchronized void awaitIdle() throws InterruptedException {
        stopping = true;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        for (long left = deadline - System.nanoTime();
                activeAttempts > 0 && left > 0;
                left = deadline - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }

    /** Recipients that are being spoken to. */
    synchronized int activeAttempts() {
        return activeAttempts;
    }

    /** When there is something to send at the earliest, if nothing happens before. */
    synchronized Optional<Instant> nextDue() {
        return reconciler.nextDue();
    }

    /** Since when the oldest notice waits that its recipient does not have yet. */
    public synchronized Optional<Instant> oldestWaiting() {
        return reconciler.oldestWaiting();
    }

    /** As a kill would: what is on its way is nobody's, and its answers go nowhere. */
    public void abort() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdownNow();
    }
}
