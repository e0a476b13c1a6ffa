package org.postwatch.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries notices out: a {@link Reconciler} with threads, one for each recipient that is being spoken to, and the channels.
 * Whoever owns it tells it what is on record, then {@link #begin}s, and from then on {@link #tick}s at least every second.
 */
public final class Couriers implements AutoCloseable {
    /** Recipients that are spoken to at one time; a dead one takes a thread for ten seconds, then seldom. */
    public static final int THREADS_MAX = 200;
    /**
     * On record before a pager is called for the first time, so that it hears the end whatever happens here; and before a
     * topic keeps it, so that it is taken back from there.
     */
    static final String ABOUT_TO = "about to be told";

    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

    /** Opens the way to a recipient. */
    public interface Opener {
        /** Throws IllegalStateException, saying why in words without secrets, when there is no way. */
        Channel open(Routing routing, Recipient recipient);
    }

    /** What is written down, and when it has to be safe. */
    public interface Book extends Register {
        /** Returns when it is on record; false when that cannot be had now. */
        boolean becameForSure(Delivery delivery) throws InterruptedException;
    }

    private final Book book;
    private final Clock clock;
    private final Reconciler reconciler;
    private final int threadsMax;
    private final ExecutorService threads;
    private final Ways ways;
    private int busy;
    private boolean begun;
    private boolean stopping;
    private boolean closed;

    public Couriers(Opener opener, Book book, Clock clock, DoubleSupplier chance, int threadsMax) {
        this.book = book;
        this.clock = clock;
        this.reconciler = new Reconciler(new Loudly(book), chance);
        this.ways = new Ways(opener, clock, reconciler);
        this.threadsMax = threadsMax;
        AtomicInteger number = new AtomicInteger();
        // Bounded by what is busy: a thread may take its next task on before it has put its last one down.
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "courier-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A district's documents as they are now; empty: it has none any more.
     *
     * @throws IllegalArgumentException when they are another district's: they would reach its recipients of the same name
     */
    public synchronized void routing(String district, Optional<Routing> routing) {
        routing.ifPresent(now -> requireKey(district, now.district()));
        ways.know(district, routing);
        if (begun && !closed) {
            ways.reopen(district);
        }
    }

    /** @throws IllegalArgumentException when it is not what its key says: it would go to somebody else */
    public synchronized void notice(String key, Optional<Notice> notice) {
        notice.ifPresent(now -> requireKey(key, now.key()));
        reconciler.notice(key, notice, clock.instant());
    }

    /** @throws IllegalArgumentException when it is not what its key says */
    public synchronized void delivery(String key, Optional<Delivery> delivery) {
        delivery.ifPresent(now -> requireKey(key, now.key()));
        reconciler.delivery(key, delivery);
    }

    private static void requireKey(String key, String expected) {
        if (!key.equals(expected)) {
            throw new IllegalArgumentException("record key: expected '" + expected + "', found '" + key + "'");
        }
    }

    /** Everything on record was told: ways are opened, and sending begins. */
    public synchronized void begin() {
        begun = true;
        ways.reopen();
        reconciler.begin(clock.instant());
        tick();
    }

    /** Sends what is due. */
    public synchronized void tick() {
        if (!begun || stopping || closed) {
            return;
        }
        for (Attempt attempt : reconciler.due(clock.instant(), threadsMax - busy)) {
            busy++;
            Way way = ways.get(attempt.line());
            way.inUse = true;
            threads.execute(() -> carry(way, attempt));
        }
    }

    private void carry(Way way, Attempt attempt) {
        Optional<Answer> answer = Optional.empty();
        try {
            answer = Optional.of(send(way, attempt));
        } catch (InterruptedException e) {
            // Stopped: whoever comes next sends it again.
        } catch (RuntimeException | LinkageError e) {
            // A fault of ours in one channel; its message may hold anything.
            LOG.error(
                    "a channel failed: recipient={} fault={}",
                    attempt.line(),
                    e.getClass().getName());
            answer = Optional.of(
                    new Answer.Later("fault in the channel: " + e.getClass().getSimpleName(), Optional.empty()));
        } finally {
            done(way, attempt, answer);
        }
    }

    private Answer send(Way way, Attempt attempt) throws InterruptedException {
        Optional<String> closed = way.open();
        if (closed.isPresent()) {
            Answer later = new Answer.Later(closed.get(), Optional.empty(), false);
            log(attempt, later);
            return later;
        }
        Notice notice = attempt.notice();
        if (attempt.first()
                && (way.recipient.address().isPager() || way.channel().isKept())) {
            Delivery ahead = new Delivery(
                    notice.district(),
                    notice.recipient(),
                    notice.subject(),
                    notice.ref(),
                    notice.revision() - 1,
                    Delivery.Outcome.DELIVERED,
                    0,
                    clock.instant(),
                    ABOUT_TO);
            if (!book.becameForSure(ahead)) {
                return new Answer.Later("could not be put on record", Optional.empty(), false);
            }
        }
        Answer answer = way.channel().send(notice);
        log(attempt, answer);
        return answer;
    }

    private synchronized void done(Way way, Attempt attempt, Optional<Answer> answer) {
        busy--;
        notifyAll();
        way.inUse = false;
        if (way.abandoned) {
            way.close();
        }
        // After the close whatever was said is not written: the partition may be another's by now.
        if (!closed) {
            reconciler.answered(attempt, answer, clock.instant());
            tick();
        }
    }

    private static void log(Attempt attempt, Answer answer) {
        Notice notice = attempt.notice();
        if (answer instanceof Answer.Taken taken) {
            LOG.info(
                    "delivered: recipient={} ref={} revision={} stage={} attempt={} answer={}",
                    attempt.line(),
                    notice.ref(),
                    notice.revision(),
                    notice.stage().wireName(),
                    attempt.number(),
                    Wording.plain(taken.detail()));
        } else {
            boolean later = answer instanceof Answer.Later;
            LOG.warn(
                    "{}: recipient={} ref={} revision={} attempt={} reason={}",
                    later ? "not delivered yet" : "refused",
                    attempt.line(),
                    notice.ref(),
                    notice.revision(),
                    attempt.number(),
                    Wording.plain(later ? ((Answer.Later) answer).reason() : ((Answer.Never) answer).reason()));
        }
    }

    /**
     * Lets what is on its way end within a second, breaks off the rest, and returns within two; nothing is sent or written
     * down from then on.
     */
    @Override
    public void close() {
        try {
            awaitQuiet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("a channel does not stop when it is told to");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            ways.abandon();
        }
    }

    private synchronized void awaitQuiet() throws InterruptedException {
        stopping = true;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        for (long left = deadline - System.nanoTime(); busy > 0 && left > 0; left = deadline - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }

    /** Recipients that are being spoken to. */
    synchronized int busy() {
        return busy;
    }

    /** When there is something to send at the earliest, if nothing happens before. */
    synchronized Optional<Instant> next() {
        return reconciler.next();
    }

    /** Since when the oldest notice waits that its recipient does not have yet. */
    public synchronized Optional<Instant> oldestWaiting() {
        return reconciler.oldestWaiting();
    }

    /** As a kill would: what is on its way is nobody's, and its answers go nowhere. */
    public void cut() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdownNow();
    }
}
