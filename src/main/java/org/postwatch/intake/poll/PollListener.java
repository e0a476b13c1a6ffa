package org.postwatch.intake.poll;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.MessageListener;
import org.postwatch.intake.profile.PollProtocol;
import org.postwatch.network.HostResolver;
import org.postwatch.secrets.SecretResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for a source's messages with a subscription of its own, beside the instance that takes them. */
public final class PollListener implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(PollListener.class);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(3);

    private final PollClient client;
    private final ScheduledExecutorService timer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<String> problem = Optional.empty();

    private PollListener(
            PollClient client,
            ScheduledExecutorService timer,
            PollProtocol protocol,
            IntakeSource source,
            InstantSource clock,
            Consumer<IntakeMessage> receiver) {
        this.client = client;
        this.timer = timer;
        Duration every = ((PollTransport) source.transport()).every();
        PollSession session =
                new PollSession(client, protocol, source.parameters(), every, new CopyingListener(clock, receiver));
        this.thread = new Thread(() -> run(session), "poll-listener");
        thread.setDaemon(true);
    }

    /**
     * Starts to ask. What fails then is the {@link #problem}.
     *
     * @param protocol that of the source's profile
     * @param resolver gives only addresses that may be called
     * @param receiver of each message; called by one thread
     * @throws ConnectionProblemException if a setting is not valid; the message has no secret
     * @throws org.postwatch.secrets.MissingSecretException when a secret is missing
     */
    public static PollListener start(
            IntakeSource source,
            PollProtocol protocol,
            SecretResolver secrets,
            HostResolver resolver,
            InstantSource clock,
            Consumer<IntakeMessage> receiver) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "poll-listener-timer");
            thread.setDaemon(true);
            return thread;
        });
        PollClient client = PollClient.open(source, (PollTransport) source.transport(), secrets, resolver, timer);
        PollListener listener = new PollListener(client, timer, protocol, source, clock, receiver);
        listener.thread.start();
        return listener;
    }

    private void run(PollSession session) {
        try {
            session.run();
        } catch (ConnectionProblemException e) {
            problem = Optional.of(e.getMessage());
        } catch (Throwable e) {
            // An Error as well: a listener without a thread and without a problem would look like a silent vendor.
            LOG.error("asking for the messages of a source failed", e);
            problem = Optional.of("it failed, see the log: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    /** Ends its subscription, within 3 s. */
    @Override
    public void close() {
        closing.countDown();
        client.cancel();
        try {
            thread.join(MAX_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        timer.shutdownNow();
    }

    private final class CopyingListener implements PollSession.SessionListener {
        private final InstantSource clock;
        private final Consumer<IntakeMessage> receiver;

        CopyingListener(InstantSource clock, Consumer<IntakeMessage> receiver) {
            this.clock = clock;
            this.receiver = receiver;
        }

        @Override
        public boolean isClosing() {
            return closing.getCount() == 0;
        }

        @Override
        public void pause(Duration duration) {
            try {
                closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closing.countDown();
            }
        }

        @Override
        public void onSubscribed() {
            // Nothing to say.
        }

        @Override
        public void onRequest() {
            // Nothing to say.
        }

        @Override
        public void onAnswer(String detail) {
            // Nothing to say.
        }

        @Override
        public void onRead() {
            // The instance that takes the messages says so.
        }

        @Override
        public void onSubscriptionEnded(String detail) {
            // Another follows.
        }

        @Override
        public void onRejected(MessageRejection rejection) {
            // It is the problem as well.
        }

        @Override
        public boolean onMessages(List<byte[]> bodies) {
            bodies.forEach(body -> receiver.accept(IntakeMessage.polled(body, clock.instant())));
            return true;
        }
    }
}
