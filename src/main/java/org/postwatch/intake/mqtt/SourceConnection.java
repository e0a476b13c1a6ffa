package org.postwatch.intake.mqtt;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.RetryDelays;
import org.postwatch.secrets.MissingSecretException;

/**
 * Keeps a source connected until it is closed: with MQTT 5, and 3.1.1 where the broker does not know 5. A broker that is away is a
 * silent source: it is tried again after {@code 1} to {@code 30} s. Safe for threads; no call blocks.
 */
final class SourceConnection implements MqttConnection.ConnectionListener {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final Supplier<ConnectionSettings> settings;
    private final SourceMessages messages;
    private final SourceSubscriptions subscriptions;
    private final SourceReport report;
    private final MqttContext context;
    private final RetryDelays delays = new RetryDelays(
            FIRST_WAIT, MAX_WAIT, () -> ThreadLocalRandom.current().nextDouble());
    private MqttConnection connection;
    private boolean usesOldVersion;
    private boolean isConfirmed = true;
    private boolean isTakenOver;
    private boolean closed;

    /** @param settings read for each attempt to connect, by a thread that may block */
    SourceConnection(
            Supplier<ConnectionSettings> settings,
            SourceMessages messages,
            SourceSubscriptions subscriptions,
            SourceReport report,
            MqttContext context) {
        this.settings = settings;
        this.messages = messages;
        this.subscriptions = subscriptions;
        this.report = report;
        this.context = context;
    }

    void start() {
        connectAfter(Duration.ZERO);
    }

    private void connectAfter(Duration wait) {
        schedule(context.connecting(), this::connect, wait);
    }

    private void schedule(ScheduledExecutorService executor, Runnable task, Duration wait) {
        try {
            executor.schedule(() -> run(task), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The instance stops.
        }
    }

    /** After a failure, an Error as well, it connects again: without another attempt the source would stay silent for ever. */
    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            report.failed(e);
            MqttConnection current = leave();
            if (current != null) {
                messages.connectionEnded();
                current.disconnect();
            }
            retryLater("it failed; the log of this instance says why");
        }
    }

    private void connect() {
        ConnectionSettings now;
        MqttConnection next;
        try {
            now = settings.get();
            synchronized (this) {
                if (closed || connection != null || waitsForOwnership()) {
                    return;
                }
                next = MqttConnection.create(now, usesOldVersion, context.scheduler(), this);
                connection = next;
            }
        } catch (ConnectionProblemException | MissingSecretException e) {
            retryLater(e.getMessage());
            return;
        } catch (RuntimeException e) {
            // As a login that the client library rejects.
            retryLater(ConnectionProblems.describe(e));
            return;
        }
        next.connect()
                .thenCompose(isResumed -> {
                    subscriptions.connected(isResumed);
                    return subscriptions.apply(next).thenAccept(granted -> connected(next, now, isResumed, granted));
                })
                .exceptionally(failure -> end(next, failure));
    }

    private void connected(
            MqttConnection next, ConnectionSettings settings, boolean isResumed, GrantedFilters granted) {
        if (subscriptions.isEmpty()) {
            throw new ConnectionProblemException(granted.shortfall());
        }
        synchronized (this) {
            if (connection != next) {
                if (closed) {
                    // It was left while it connected.
                    next.disconnect();
                }
                return;
            }
            isTakenOver = false;
            report.connected(settings, next.version(), isResumed, granted);
        }
        // A user who may only read is fine.
        next.publishRetained(settings.availabilityTopic(), ConnectionSettings.ONLINE);
        retryRefused(next, granted);
    }

    /** Most brokers do not end a connection when they grant its user more. */
    private void retryRefused(MqttConnection on, GrantedFilters granted) {
        if (!granted.refused().isEmpty()) {
            schedule(context.scheduler(), () -> subscribe(on), MAX_WAIT);
        }
    }

    /** Subscribes to what is wanted now; an attempt to connect that has not succeeded yet does so anyway. */
    void subscribeAgain() {
        MqttConnection current;
        synchronized (this) {
            current = connection;
        }
        if (current != null && report.state().isConnected()) {
            subscribe(current);
        }
    }

    private void subscribe(MqttConnection on) {
        if (!isCurrent(on)) {
            return;
        }
        subscriptions
                .apply(on)
                .thenAccept(granted -> {
                    synchronized (this) {
                        if (isCurrent(on)) {
                            report.subscribed(on.version(), granted);
                        }
                    }
                    retryRefused(on, granted);
                })
                .exceptionally(failure -> end(on, failure));
    }

    private synchronized boolean isCurrent(MqttConnection which) {
        return connection == which;
    }

    /** Connects with the settings of now; what is not acknowledged comes again. */
    void reconnect() {
        MqttConnection last;
        synchronized (this) {
            if (closed) {
                return;
            }
            last = connection;
            connection = null;
            messages.connectionEnded();
        }
        if (last == null) {
            start();
        } else {
            last.disconnect().whenComplete((done, failure) -> start());
        }
    }

    /** Whether this instance is known to be the owner of the source. */
    void setConfirmed(boolean isOwner) {
        boolean isBack;
        synchronized (this) {
            isBack = isOwner && !isConfirmed;
            isConfirmed = isOwner;
        }
        if (isBack) {
            start();
        }
    }

    /** Whether the session is with another client, which is the owner unless this instance knows that itself is. */
    private boolean waitsForOwnership() {
        return isTakenOver && !isConfirmed;
    }

    /** Connects no more; the connection that there is takes only what the broker would not deliver again. */
    synchronized void close() {
        closed = true;
    }

    /** Gives the connection away, if there is one. */
    synchronized MqttConnection leave() {
        MqttConnection last = connection;
        connection = null;
        return last;
    }

    /** Before the first message: one that is delivered again must be expected by then. */
    @Override
    public synchronized void onConnected(MqttConnection now, boolean isResumed) {
        if (connection == now) {
            messages.connected(isResumed);
        }
    }

    @Override
    public void onMessage(MqttConnection from, ReceivedMessage message) {
        Runnable rest;
        synchronized (this) {
            if (connection != from && message.isRedelivered()) {
                // Here, or to another instance.
                return;
            }
            rest = subscriptions.matches(message.topic())
                    ? messages.take(message, closed)
                    : () -> messages.drop(message);
        }
        run(rest);
    }

    @Override
    public void onDisconnected(MqttConnection ended, Throwable cause) {
        boolean isVersionRefused;
        synchronized (this) {
            if (connection != ended) {
                return;
            }
            connection = null;
            if (ConnectionProblems.isTakeover(cause)) {
                isTakenOver = true;
                messages.leaveSession();
            } else if (!isConfirmed && ConnectionProblems.isClosedByBroker(cause)) {
                // What is held is still written: a broker that was killed may not deliver it again, and a loss is
                // worse than a press that is written twice.
                isTakenOver = true;
            }
            messages.connectionEnded();
            isVersionRefused = !closed
                    && !report.state().isConnected()
                    && !usesOldVersion
                    && ConnectionProblems.mayBeVersion(cause);
            usesOldVersion |= isVersionRefused;
        }
        if (isVersionRefused) {
            start();
        } else {
            retryLater(ConnectionProblems.describe(cause));
        }
    }

    /** What is not acknowledged comes again with the next connection. */
    private Void end(MqttConnection from, Throwable problem) {
        onDisconnected(from, problem);
        from.disconnect();
        return null;
    }

    private void retryLater(String problem) {
        Duration wait;
        synchronized (this) {
            if (closed) {
                return;
            }
            SourceState before = report.state();
            Duration lasted = Duration.between(before.since(), context.clock().instant());
            if (before.isConnected() && lasted.compareTo(MAX_WAIT) >= 0) {
                // One that ends at once again and again is no good connection.
                delays.reset();
            }
            usesOldVersion = false;
            wait = Duration.ofMillis(delays.nextMillis());
            report.notConnected(problem, waitsForOwnership());
        }
        connectAfter(wait);
    }
}
