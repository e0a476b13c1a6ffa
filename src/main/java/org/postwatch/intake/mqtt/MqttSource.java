package org.postwatch.intake.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.PemAuthorities;
import org.postwatch.intake.connection.RetryDelays;
import org.postwatch.intake.connection.SourceState;
import org.postwatch.secrets.MissingSecretException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one source that come through a broker. It stays connected until it is closed: MQTT 5, and 3.1.1 where the broker
 * does not know 5. Its session has the same name on each instance, so that what one instance has not acknowledged comes to the
 * next. A broker that is away is a silent source: it is tried again after {@code 1} to {@code 30} s. No call blocks.
 */
public final class MqttSource implements ConnectedSource {
    /** How long a broker keeps the session of a source to which no instance is connected (MQTT 5). */
    public static final Duration SESSION_EXPIRY = Duration.ofHours(4);

    private static final Logger LOG = LoggerFactory.getLogger(MqttSource.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Duration MAX_DRAIN = Duration.ofSeconds(1);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(2);
    private static final int MAX_REPORTED_PROBLEMS = 5;
    private static final byte[] NOTHING = {};

    private final MqttConnection.ConnectionListener listener = new SourceConnectionListener();
    private final String name;
    private final MqttTransport transport;
    private final String district;
    private final List<String> filters;
    private final List<MqttTopicFilter> matchers;
    private final MqttContext context;
    private final MessageProcessor processor;
    private final RetryDelays delays = new RetryDelays(
            FIRST_WAIT, MAX_WAIT, () -> ThreadLocalRandom.current().nextDouble());
    private final Set<String> reportedProblems = new HashSet<>();
    private MqttConnection connection;
    private boolean usesOldVersion;
    private boolean closed;
    private volatile SourceState state;

    /**
     * @param source one with an {@link MqttTransport}
     * @param filters MQTT topic filters; without any it stays disconnected and says so
     * @throws IllegalArgumentException if one is not valid
     */
    public MqttSource(IntakeSource source, MqttTransport transport, List<String> filters, MqttContext context) {
        this.name = source.district() + "/" + source.name();
        this.district = source.district();
        this.transport = transport;
        this.filters = List.copyOf(filters);
        this.matchers = filters.stream().map(MqttTopicFilter::of).toList();
        this.context = context;
        this.processor = new MessageProcessor(source, context);
        this.state = new SourceState(false, context.clock().instant(), "not tried yet");
    }

    @Override
    public void start() {
        schedule(0);
    }

    @Override
    public void update(IntakeSource source) {
        processor.update(source);
    }

    @Override
    public SourceState state() {
        return state;
    }

    /** The broker keeps what comes meanwhile, for this instance or another. */
    @Override
    public CompletionStage<Void> close() {
        return close(last -> last.publishRetained(availabilityTopic(), ConnectionSettings.OFFLINE)
                .handle((done, failure) -> null)
                .thenCompose(any -> last.disconnect()));
    }

    /** Ends the session, so that its subscriptions do not live on at the broker. */
    @Override
    public CompletionStage<Void> remove() {
        return close(last -> last.publishRetained(availabilityTopic(), NOTHING)
                .handle((done, failure) -> null)
                .thenCompose(any -> last.endSession(filters)));
    }

    private CompletionStage<Void> close(Function<MqttConnection, CompletionStage<?>> goodbye) {
        MqttConnection last;
        synchronized (this) {
            closed = true;
            last = connection;
        }
        if (last == null) {
            processor.close();
            return CompletableFuture.completedFuture(null);
        }
        return processor
                .idle()
                .completeOnTimeout(null, MAX_DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(idle -> {
                    processor.close();
                    leave(last);
                    return goodbye.apply(last);
                })
                .<Void>thenApply(done -> null)
                .completeOnTimeout(null, MAX_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null);
    }

    private synchronized void leave(MqttConnection last) {
        if (connection == last) {
            connection = null;
        }
        setState(false, "closed");
    }

    private void schedule(long millis) {
        try {
            context.scheduler().schedule(this::connect, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The instance stops.
        }
    }

    private void connect() {
        MqttConnection next;
        try {
            ConnectionSettings settings = settings();
            synchronized (this) {
                if (closed || connection != null) {
                    return;
                }
                next = usesOldVersion
                        ? new Mqtt3Connection(settings, context.scheduler(), listener)
                        : new Mqtt5Connection(settings, context.scheduler(), listener);
                connection = next;
            }
        } catch (ConnectionProblemException | MissingSecretException e) {
            retryLater(e.getMessage());
            return;
        }
        next.connect()
                .thenCompose(resumed -> next.subscribe(filters).thenApply(done -> resumed))
                .whenComplete((resumed, failure) -> {
                    if (failure == null) {
                        connected(next, resumed);
                    } else {
                        listener.onDisconnected(next, failure);
                        next.disconnect();
                    }
                });
    }

    /** Reads secrets and resolves names each time: both may have changed. */
    private ConnectionSettings settings() {
        BrokerAddress broker = BrokerAddress.parse(transport.broker());
        if (filters.isEmpty()) {
            throw new ConnectionProblemException("neither the source nor its profile names topics");
        }
        return new ConnectionSettings(
                context.clientIdPrefix() + "-" + name.replace('/', '-'),
                broker.resolve(context.resolver()),
                broker.usesTls(),
                transport.caSecret().map(ca -> PemAuthorities.trust(secret(ca), "the secret '" + ca + "'")),
                transport
                        .user()
                        .map(user -> new ConnectionSettings.BrokerLogin(
                                user,
                                transport
                                        .passwordSecret()
                                        .map(this::secret)
                                        .orElse("")
                                        .getBytes(StandardCharsets.UTF_8))),
                availabilityTopic());
    }

    private String secret(String secretName) {
        return context.secrets().resolve(district, secretName);
    }

    private String availabilityTopic() {
        return "postwatch/" + name + "/available";
    }

    private void connected(MqttConnection now, boolean resumed) {
        synchronized (this) {
            if (closed) {
                // It was closed while it connected.
                now.disconnect();
            }
            if (connection != now || closed) {
                return;
            }
            reportedProblems.clear();
            setState(true, now.version());
        }
        LOG.info(
                "MQTT source {} is connected to {} ({}, {})",
                name,
                transport.broker(),
                now.version(),
                resumed ? "session resumed" : "new session");
        // A user who may only read is fine.
        now.publishRetained(availabilityTopic(), ConnectionSettings.ONLINE);
    }

    private void setState(boolean isConnected, String detail) {
        Instant since = state.isConnected() == isConnected
                ? state.since()
                : context.clock().instant();
        state = new SourceState(isConnected, since, detail);
    }

    private void retryLater(String problem) {
        long wait;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (state.isConnected()
                    && Duration.between(state.since(), context.clock().instant())
                                    .compareTo(MAX_WAIT)
                            >= 0) {
                // One that ends at once again and again is no good connection.
                delays.reset();
            }
            setState(false, problem);
            usesOldVersion = false;
            wait = delays.nextMillis();
            if (reportedProblems.size() < MAX_REPORTED_PROBLEMS && reportedProblems.add(problem)) {
                LOG.warn("MQTT source {} is not connected to {}, trying again: {}", name, transport.broker(), problem);
            }
        }
        schedule(wait);
    }

    private final class SourceConnectionListener implements MqttConnection.ConnectionListener {
        @Override
        public void onMessage(MqttConnection from, ReceivedMessage message) {
            if (!isCurrent(from)) {
                // Delivered again, here or to another instance.
                return;
            }
            if (matchers.stream().noneMatch(filter -> filter.matches(MqttTopic.of(message.topic())))) {
                // A subscription of the session from before the plan changed.
                message.acknowledgement().run();
            } else if (!processor.isFull()) {
                processor.process(message, problem -> end(from, problem));
            } else if (message.isRedelivered()) {
                end(from, "too many messages wait for Kafka");
            } else {
                processor.reject(message, MessageFault.TOO_MANY, "too many messages wait for Kafka, and its QoS is 0");
            }
        }

        @Override
        public void onDisconnected(MqttConnection ended, Throwable cause) {
            boolean isVersionRefused;
            synchronized (MqttSource.this) {
                if (connection != ended) {
                    return;
                }
                connection = null;
                isVersionRefused =
                        !closed && !state.isConnected() && !usesOldVersion && ConnectionProblems.mayBeVersion(cause);
                usesOldVersion |= isVersionRefused;
            }
            if (isVersionRefused) {
                schedule(0);
            } else {
                retryLater(ConnectionProblems.describe(cause));
            }
        }

        /** What is not acknowledged comes again with the next connection. */
        private void end(MqttConnection from, String problem) {
            onDisconnected(from, new ConnectionProblemException(problem));
            from.disconnect();
        }

        private boolean isCurrent(MqttConnection from) {
            synchronized (MqttSource.this) {
                return connection == from && !closed;
            }
        }
    }
}
