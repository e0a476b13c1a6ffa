package org.postwatch.intake.roster;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.RetryDelays;
import org.postwatch.roster.RosterReading;
import org.postwatch.roster.RosterReading.RosterStatus;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;
import org.postwatch.roster.UnreadableRosterException;
import org.postwatch.secrets.MissingSecretException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One roster, read again and again by a thread of its own. Between two readings it sends heartbeats of its feed, as long as the last
 * reading was good: a roster that cannot be used is a silent feed.
 */
public final class PolledRoster implements ConnectedSource {
    /** Two in each minute, in which a feed counts as active. */
    private static final Duration HEARTBEAT_PERIOD = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(PolledRoster.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);
    private static final Duration UNCONFIRMED_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(2);
    private static final int MAX_REPORTED_PROBLEMS = 5;

    private final String name;
    private final RosterSource roster;
    private final RosterContext context;
    private final RosterJournal journal;
    private final RosterFindings findings;
    private final RetryDelays delays;
    private final Set<String> reportedProblems = new HashSet<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Thread thread;
    private Optional<RosterFetcher> fetcher = Optional.empty();
    private volatile boolean isConfirmed = true;
    /** Whether another instance may have planned since this one read what is planned. */
    private volatile boolean isDoubtful;
    /** Whether the last reading was made as the owner, so that what it says is planned. Only for the thread. */
    private boolean isApplied;

    private volatile SourceState state;

    PolledRoster(RosterSource roster, RosterContext context) {
        this.name = roster.district() + "/" + roster.name();
        this.roster = roster;
        this.context = context;
        this.journal =
                new RosterJournal(roster, context.states(), context.sink(), context.statistics(), context.clock());
        this.findings = new RosterFindings(roster, context.statistics().ofSource(roster.district(), roster.name()));
        this.delays = new RetryDelays(
                FIRST_WAIT,
                roster.every().compareTo(MAX_WAIT) < 0 ? roster.every() : MAX_WAIT,
                () -> ThreadLocalRandom.current().nextDouble());
        this.state = new SourceState(false, context.clock().instant(), "not read yet");
        this.thread = new Thread(this::run, "intake-roster-" + name);
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    /** Whatever changes in a roster, it is connected to again. */
    @Override
    public void update(IntakeSource source) {}

    @Override
    public void setConfirmed(boolean isOwner) {
        if (!isOwner) {
            isDoubtful = true;
        }
        isConfirmed = isOwner;
    }

    @Override
    public SourceState state() {
        return state;
    }

    @Override
    public CompletionStage<Void> close() {
        closing.countDown();
        synchronized (this) {
            fetcher.ifPresent(RosterFetcher::cancel);
        }
        return finished.copy().completeOnTimeout(null, MAX_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is not written yet is written by the next owner, who reads what is planned. */
    @Override
    public CompletionStage<Void> release() {
        return close();
    }

    /** Its shifts stay planned. */
    @Override
    public CompletionStage<Void> remove() {
        return close();
    }

    private void run() {
        try {
            readUntilClosed();
            replaceFetcher(Optional.empty());
            findings.end(context.clock().instant());
        } catch (Throwable e) {
            LOG.error("roster {} could not be closed cleanly", name, e);
        } finally {
            state = new SourceState(false, state.since(), "closed");
            finished.complete(null);
        }
    }

    private void readUntilClosed() {
        long nextReading = System.nanoTime();
        while (!isClosing()) {
            if (!isConfirmed) {
                pause(UNCONFIRMED_WAIT);
                continue;
            }
            try {
                if (System.nanoTime() - nextReading >= 0) {
                    nextReading = readAndWait() + System.nanoTime();
                }
                sendHeartbeat();
            } catch (Throwable e) {
                // An Error as well: without this thread the roster would not be read any more.
                report("it failed; the log of this instance says why");
                LOG.error("roster {} has no heartbeat, reading it again", name, e);
                nextReading = System.nanoTime()
                        + shorter(roster.every(), HEARTBEAT_PERIOD).toNanos();
            }
            pause(shorter(Duration.ofNanos(nextReading - System.nanoTime()), HEARTBEAT_PERIOD));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The nanoseconds until the next reading. */
    private long readAndWait() {
        isApplied = false;
        try {
            isApplied = read();
            return isApplied ? roster.every().toNanos() : UNCONFIRMED_WAIT.toNanos();
        } catch (ConnectionProblemException | UnreadableRosterException | MissingSecretException e) {
            report(e.getMessage());
        } catch (Throwable e) {
            // An Error as well: without this thread the roster would not be read any more.
            report("it failed; the log of this instance says why");
            LOG.error("roster {} could not be read, trying again", name, e);
        }
        // The secret of its address may change, and another instance may have written.
        replaceFetcher(Optional.empty());
        journal.forget();
        return TimeUnit.MILLISECONDS.toNanos(delays.nextMillis());
    }

    /** Whether this instance is known to be the owner, so that what it read is planned. */
    private boolean read() {
        if (isDoubtful) {
            isDoubtful = false;
            journal.forget();
        }
        RosterState before = journal.standing();
        if (fetcher.isEmpty()) {
            replaceFetcher(Optional.of(RosterFetcher.open(
                    roster, context.secrets(), context.resolver(), context.outgoing(), context.timer())));
        }
        List<byte[]> documents = fetcher.get().fetch();
        Instant now = context.clock().instant();
        RosterReading reading = RosterReading.of(roster, before, RosterReader.read(roster, documents, now), now);
        findings.count(reading, now);
        // Another instance may have planned since, even if this one is confirmed again.
        if (isClosing() || !isConfirmed || isDoubtful) {
            return false;
        }
        journal.put(reading.state());
        delays.reset();
        if (reading.status() == RosterStatus.OK) {
            if (!state.isConnected()) {
                LOG.info("roster {} is read: {}", name, reading.detail());
            }
            reportedProblems.clear();
            setState(true, reading.detail());
        } else {
            report(reading.status().wireName() + ": " + reading.detail());
        }
        return true;
    }

    private void sendHeartbeat() {
        if (!state.isConnected() || !isApplied || !isConfirmed || isClosing()) {
            return;
        }
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        String id = roster.name() + "-" + now.toEpochMilli();
        try {
            journal.append(List.of(
                    new Heartbeat(new EventOrigin(roster.district(), roster.feed(), id, now), Optional.empty())));
        } catch (ConnectionProblemException e) {
            // The brokers are away: the next one follows soon, and is missed until then.
            LOG.debug("no heartbeat of roster {}: {}", name, e.getMessage());
        }
    }

    private synchronized void replaceFetcher(Optional<RosterFetcher> opened) {
        fetcher.ifPresent(RosterFetcher::close);
        fetcher = opened;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Returns at once when the roster is closed. */
    private void pause(Duration duration) {
        try {
            closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private void setState(boolean isUsable, String detail) {
        Instant since = state.isConnected() == isUsable
                ? state.since()
                : context.clock().instant();
        state = new SourceState(isUsable, since, detail);
    }

    private void report(String problem) {
        if (isClosing()) {
            return;
        }
        setState(false, problem);
        if (reportedProblems.size() < MAX_REPORTED_PROBLEMS && reportedProblems.add(problem)) {
            LOG.warn("feed '{}' of roster {} is silent: {}", roster.feed(), name, problem);
        }
    }
}
