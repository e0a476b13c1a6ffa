package org.postwatch.intake.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.RetryDelays;
import org.postwatch.intake.profile.PollProtocol;
import org.postwatch.intake.source.MessageOutcome;
import org.postwatch.secrets.MissingSecretException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one source for which Postwatch asks: one request at a time, by a thread of its own. It asks again when every
 * event of the last answer is written. The position is at the vendor, as a subscription, or in the ETag of the last answer; both are
 * forgotten when the instance stops. What is read again after that gives the same events. A vendor that is away is asked again after
 * {@code 1} to {@code 30} s.
 */
public final class PollSource implements ConnectedSource {
    private static final Logger LOG = LoggerFactory.getLogger(PollSource.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(2);
    private static final int MAX_REPORTED_PROBLEMS = 5;

    private final String name;
    private final PollTransport transport;
    private final String shownAddress;
    private final PollProtocol protocol;
    private final PollContext context;
    private final RetryDelays delays = newDelays();
    private final Set<String> reportedProblems = new HashSet<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Thread thread;
    private volatile PollClient client;
    private volatile IntakeSource source;
    private volatile SourceState state;

    /** @param source one with a {@link PollTransport} */
    public PollSource(IntakeSource source, PollTransport transport, PollProtocol protocol, PollContext context) {
        this.name = source.district() + "/" + source.name();
        this.source = source;
        this.transport = transport;
        // The query may hold a key.
        this.shownAddress = transport.address().replaceFirst("[?].*", "");
        this.protocol = protocol;
        this.context = context;
        this.state = new SourceState(false, context.clock().instant(), "not tried yet");
        this.thread = new Thread(this::run, "intake-poll-" + name);
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void update(IntakeSource changed) {
        source = changed;
    }

    @Override
    public SourceState state() {
        return state;
    }

    @Override
    public CompletionStage<Void> close() {
        stopping.countDown();
        return release();
    }

    /**
     * Asks no more, and ends the subscription, if there is one. What was read is still written: the vendor may have lost its log
     * since, as one that was without power.
     */
    @Override
    public CompletionStage<Void> release() {
        closing.countDown();
        Optional.ofNullable(client).ifPresent(PollClient::cancel);
        return finished.copy().completeOnTimeout(null, MAX_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<Void> remove() {
        return release();
    }

    private void run() {
        while (!isClosing()) {
            try (PollClient opened =
                    PollClient.open(source, transport, context.secrets(), context.resolver(), context.timer())) {
                client = opened;
                new PollSession(opened, protocol, source.parameters(), transport.every(), new AnswerListener()).run();
            } catch (ConnectionProblemException | MissingSecretException e) {
                report(e.getMessage());
            } catch (Throwable e) {
                // An Error as well: without this thread nothing would be asked any more.
                report("it failed; the log of this instance says why");
                LOG.error("polled source {} failed, trying again", name, e);
            }
            pause(closing, delays.nextMillis());
        }
        setState(false, "closed");
        finished.complete(null);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Waits so long, or until {@code end} is counted down. */
    private static void pause(CountDownLatch end, long millis) {
        try {
            end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.countDown();
        }
    }

    private synchronized void setState(boolean isConnected, String detail) {
        Instant since = state.isConnected() == isConnected
                ? state.since()
                : context.clock().instant();
        state = new SourceState(isConnected, since, detail);
    }

    private void report(String problem) {
        if (isClosing()) {
            return;
        }
        setState(false, problem);
        if (reportedProblems.size() < MAX_REPORTED_PROBLEMS && reportedProblems.add(problem)) {
            LOG.warn("polled source {} is not connected to {}, trying again: {}", name, shownAddress, problem);
        }
    }

    private static RetryDelays newDelays() {
        return new RetryDelays(
                FIRST_WAIT, MAX_WAIT, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Takes what a session reads. Called by the thread of the source. */
    private final class AnswerListener implements PollSession.SessionListener {
        private Instant asked = Instant.MIN;
        private Instant lastHeartbeat = Instant.MIN;
        /** From then on all events up to the last request are written; empty without a subscription, when nobody knows. */
        private Optional<Instant> completeSince = Optional.empty();

        @Override
        public void onSubscribed() {
            completeSince = Optional.of(context.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        }

        @Override
        public void onRequest() {
            asked = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public void onRead() {
            if (transport.heartbeat() && !isSameMinute(asked, lastHeartbeat)) {
                sendHeartbeat();
            }
        }

        /** At the time of the request: the vendor may not have known more when it answered. */
        private void sendHeartbeat() {
            IntakeSource of = source;
            Event heartbeat = new Heartbeat(
                    new EventOrigin(of.district(), of.feed(), "heartbeat/" + of.name() + "/" + asked, asked),
                    completeSince.filter(since -> !since.isAfter(asked)));
            IntakeResult result = new IntakeResult(List.of(heartbeat), Map.of(), List.of(), Set.of());
            // One that is not written is made up for by the next, which covers its time as well.
            if (context.messages()
                    .write(result, of, asked)
                    .toCompletableFuture()
                    .join()) {
                lastHeartbeat = asked;
                completeSince = completeSince.map(before -> asked);
            }
        }

        private static boolean isSameMinute(Instant one, Instant other) {
            return one.truncatedTo(ChronoUnit.MINUTES).equals(other.truncatedTo(ChronoUnit.MINUTES));
        }

        @Override
        public boolean isClosing() {
            return PollSource.this.isClosing();
        }

        @Override
        public void pause(Duration duration) {
            PollSource.pause(closing, duration.toMillis());
        }

        @Override
        public void onAnswer(String detail) {
            if (!state.isConnected()) {
                LOG.info("polled source {} is connected to {} ({})", name, shownAddress, detail);
            }
            reportedProblems.clear();
            delays.reset();
            setState(true, detail);
        }

        @Override
        public void onSubscriptionEnded(String detail) {
            LOG.warn("polled source {} subscribes again, because its subscription has ended: {}", name, detail);
        }

        @Override
        public void onRejected(MessageRejection rejection) {
            count(rejection);
        }

        @Override
        public boolean onMessages(List<byte[]> bodies) {
            for (int written = 0; written < bodies.size(); written++) {
                if (!write(IntakeMessage.polled(
                        bodies.get(written), context.clock().instant()))) {
                    LOG.warn(
                            "polled source {}: {} messages were read and not written before the instance stopped",
                            name,
                            bodies.size() - written);
                    return false;
                }
            }
            return true;
        }

        /** Returns when its events are written; false if the instance stopped before. */
        private boolean write(IntakeMessage message) {
            RetryDelays waits = newDelays();
            while (!take(message)) {
                PollSource.pause(stopping, waits.nextMillis());
                if (stopping.getCount() == 0) {
                    return false;
                }
            }
            return true;
        }

        /** Whether its events are written, or it has none. */
        private boolean take(IntakeMessage message) {
            try {
                MessageOutcome outcome = context.messages()
                        .take(message, source)
                        .toCompletableFuture()
                        .join();
                if (outcome instanceof MessageOutcome.Unavailable reason) {
                    setState(true, "its messages wait: " + reason.detail());
                    return false;
                }
            } catch (Throwable e) {
                // An Error as well: asked for again it would fail again, and hold up all others.
                LOG.error("a message of polled source {} could not be evaluated", name, e);
                count(new MessageRejection(MessageFault.MALFORMED, "body", "it could not be evaluated"));
            }
            return true;
        }

        private void count(MessageRejection rejection) {
            context.statistics()
                    .ofSource(source.district(), source.name())
                    .countRejected(new RejectedMessage(
                            context.clock().instant(),
                            "",
                            rejection.reason().wireName(),
                            rejection.field(),
                            rejection.detail()));
        }
    }
}
