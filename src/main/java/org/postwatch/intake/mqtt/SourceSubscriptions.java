package org.postwatch.intake.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the session of a source subscribes to, and what it should. A change of topics keeps the session, and with it the messages
 * that wait at the broker. Safe for threads.
 */
final class SourceSubscriptions {
    private List<String> wanted = List.of();
    private List<MqttTopicFilter> matchers = List.of();

    /** Of this connection. */
    private final Set<String> granted = new LinkedHashSet<>();

    /** Also of earlier connections of the session. */
    private final Set<String> ofSession = new LinkedHashSet<>();

    /** @throws IllegalArgumentException if one is no MQTT topic filter; nothing is changed then */
    SourceSubscriptions(List<String> filters) {
        want(filters);
    }

    /**
     * Changes what is wanted; {@link #apply} changes what is subscribed to.
     *
     * @throws IllegalArgumentException if one is no MQTT topic filter; nothing is changed then
     */
    synchronized void want(List<String> filters) {
        matchers = filters.stream().map(MqttTopicFilter::of).toList();
        wanted = List.copyOf(filters);
    }

    synchronized List<String> wanted() {
        return wanted;
    }

    /** Whether a message of that topic is wanted: a session may have subscriptions of an earlier plan. */
    synchronized boolean matches(String topic) {
        MqttTopic parsed = MqttTopic.of(topic);
        return matchers.stream().anyMatch(filter -> filter.matches(parsed));
    }

    /** Nothing is subscribed to for certain: what the session was subscribed to is asked for again. */
    synchronized void connected(boolean isResumed) {
        granted.clear();
        if (!isResumed) {
            ofSession.clear();
        }
    }

    /** Subscribes to what is wanted and not granted yet, and ends the subscriptions that are not wanted any more. */
    CompletionStage<GrantedFilters> apply(MqttConnection to) {
        List<String> missing = new ArrayList<>();
        List<String> stale;
        synchronized (this) {
            wanted.stream().filter(filter -> !granted.contains(filter)).forEach(missing::add);
            stale = ofSession.stream()
                    .filter(filter -> !wanted.contains(filter))
                    .toList();
        }
        CompletionStage<GrantedFilters> subscribed = missing.isEmpty()
                ? CompletableFuture.completedFuture(new GrantedFilters(List.of(), List.of(), List.of()))
                : to.subscribe(missing).thenApply(this::add);
        return stale.isEmpty()
                ? subscribed
                : subscribed.thenCombine(
                        to.unsubscribe(stale).handle((done, failure) -> failure == null), (result, ended) -> {
                            if (ended) {
                                remove(stale);
                            }
                            return result;
                        });
    }

    private synchronized GrantedFilters add(GrantedFilters result) {
        granted.addAll(result.granted());
        ofSession.addAll(result.granted());
        return result;
    }

    private synchronized void remove(List<String> stale) {
        stale.forEach(granted::remove);
        stale.forEach(ofSession::remove);
    }

    /** Whether the broker grants nothing, so that the connection is of no use. */
    synchronized boolean isEmpty() {
        return granted.isEmpty();
    }

    /** All that the session may be subscribed to. */
    synchronized List<String> all() {
        Set<String> all = new LinkedHashSet<>(ofSession);
        all.addAll(wanted);
        return List.copyOf(all);
    }
}
