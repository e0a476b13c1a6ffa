package org.postwatch.intake.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.source.SourceTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One source at its broker, as the plan has it, from the time when this instance owns it until it does not. Its session has the
 * same name on each instance, so that what one instance has not acknowledged comes to the next. No call blocks.
 */
public final class MqttSource implements ConnectedSource {
    /** How long a broker keeps the session of a source to which no instance is connected (MQTT 5). */
    public static final Duration SESSION_EXPIRY = Duration.ofHours(4);

    private static final Logger LOG = LoggerFactory.getLogger(MqttSource.class);
    private static final Duration MAX_DRAIN = Duration.ofSeconds(1);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final MqttContext context;
    private final String name;
    private final String district;
    private final String clientId;
    private final String availabilityTopic;
    private final SourceMessages messages;
    private final SourceSubscriptions subscriptions;
    private final SourceReport report;
    private final SourceConnection connection;
    private volatile MqttTransport transport;

    /**
     * @param source one with an {@link MqttTransport}; without topics it stays disconnected and says so
     * @throws IllegalArgumentException if a topic is no MQTT topic filter
     */
    public MqttSource(IntakeSource source, MqttContext context) {
        this.name = source.district() + "/" + source.name();
        this.context = context;
        this.district = source.district();
        this.clientId = ClientId.of(context.installation().get(), source.district(), source.name());
        this.availabilityTopic = "postwatch/" + name + "/available";
        this.transport = (MqttTransport) source.transport();
        this.messages = new SourceMessages(source, context, this::reconnect);
        this.subscriptions = new SourceSubscriptions(SourceTopics.of(source));
        this.report = new SourceReport(name, context.clock());
        this.connection = new SourceConnection(this::settings, messages, subscriptions, report, context);
    }

    private ConnectionSettings settings() {
        if (subscriptions.wanted().isEmpty()) {
            throw new ConnectionProblemException("neither the source nor its profile names topics");
        }
        return ConnectionSettings.of(
                clientId, transport, district, availabilityTopic, context.secrets(), context.resolver());
    }

    @Override
    public void start() {
        connection.start();
    }

    @Override
    public SourceState state() {
        return report.state();
    }

    /** The session stays, and with it the messages that wait at the broker. */
    @Override
    public void update(IntakeSource source) {
        List<String> filters = SourceTopics.of(source);
        boolean isOtherTopics = !filters.equals(subscriptions.wanted());
        try {
            subscriptions.want(filters);
        } catch (IllegalArgumentException e) {
            LOG.error("MQTT source {} keeps its topics, one of the new ones is not valid: {}", name, e.getMessage());
        }
        messages.update(source);
        MqttTransport before = transport;
        transport = (MqttTransport) source.transport();
        if (!ConnectionSettings.isSameConnection(before, transport) || filters.isEmpty()) {
            reconnect();
        } else if (isOtherTopics) {
            connection.subscribeAgain();
        }
    }

    /** Messages that were not taken are delivered again to the next connection. */
    private void reconnect() {
        connection.reconnect();
    }

    @Override
    public void setConfirmed(boolean isOwner) {
        connection.setConfirmed(isOwner);
    }

    /** What the broker may not deliver to the next instance is still written. */
    @Override
    public CompletionStage<Void> release() {
        return close(this::goOffline, messages::release);
    }

    /** The broker keeps what comes meanwhile, for this instance or another. */
    @Override
    public CompletionStage<Void> close() {
        return close(this::goOffline, messages::abandon);
    }

    /** Ends the session, so that its subscriptions do not live on at the broker. What was taken is still written. */
    @Override
    public CompletionStage<Void> remove() {
        return close(
                last -> last.publishRetained(availabilityTopic, NOTHING)
                        .handle((done, failure) -> null)
                        .thenCompose(any -> last.endSession(subscriptions.all())),
                messages::endSession);
    }

    private CompletionStage<?> goOffline(MqttConnection last) {
        return last.publishRetained(availabilityTopic, ConnectionSettings.OFFLINE)
                .handle((done, failure) -> null)
                .thenCompose(any -> last.disconnect());
    }

    private CompletionStage<Void> close(Function<MqttConnection, CompletionStage<?>> goodbye, Runnable afterwards) {
        connection.close();
        messages.hurry();
        return messages.idle()
                .completeOnTimeout(null, MAX_DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(idle -> {
                    MqttConnection last = connection.leave();
                    afterwards.run();
                    report.closed();
                    return last == null ? CompletableFuture.completedFuture(null) : goodbye.apply(last);
                })
                .<Void>thenApply(done -> null)
                .completeOnTimeout(null, MAX_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null);
    }
}
