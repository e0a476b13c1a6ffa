package org.postwatch.intake.mqtt;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.source.SourceTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@link MqttSource} for each source of the plans that has a broker, while this instance owns them. Safe for threads; no call
 * blocks.
 */
public final class MqttSources {
    private record RunningSource(MqttTransport transport, List<String> filters, MqttSource source) {}

    private static final Logger LOG = LoggerFactory.getLogger(MqttSources.class);

    private final MqttContext context;
    private final Map<String, RunningSource> running = new HashMap<>();
    private List<IntakeSource> planned = List.of();
    private boolean owned;
    private boolean closed;

    public MqttSources(MqttContext context) {
        this.context = context;
    }

    /** The sources of the plans in force, of every transport. */
    public synchronized void update(Collection<IntakeSource> sources) {
        List<IntakeSource> now = sources.stream()
                .filter(source -> source.transport() instanceof MqttTransport)
                .toList();
        if (now.equals(planned)) {
            return;
        }
        planned = now;
        if (owned) {
            follow();
        }
    }

    /** Whether this instance is the one that connects to the brokers. */
    public synchronized void setOwned(boolean isOwner) {
        if (isOwner == owned || closed) {
            return;
        }
        owned = isOwner;
        if (owned) {
            follow();
        } else {
            leaveAll();
        }
    }

    private void follow() {
        Map<String, IntakeSource> wanted = new TreeMap<>();
        planned.forEach(source -> wanted.put(name(source), source));
        for (Iterator<Map.Entry<String, RunningSource>> each =
                        running.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<String, RunningSource> entry = each.next();
            IntakeSource source = wanted.get(entry.getKey());
            if (source == null || !isSameConnection(entry.getValue(), source)) {
                // Its subscriptions must not live on at the broker.
                entry.getValue().source().remove();
                each.remove();
            } else {
                entry.getValue().source().update(source);
                wanted.remove(entry.getKey());
            }
        }
        wanted.forEach((name, source) -> start(name, source));
    }

    private static boolean isSameConnection(RunningSource current, IntakeSource source) {
        return current.transport().equals(source.transport())
                && current.filters().equals(SourceTopics.of(source));
    }

    private void start(String name, IntakeSource source) {
        MqttTransport transport = (MqttTransport) source.transport();
        List<String> filters = SourceTopics.of(source);
        try {
            MqttSource started = new MqttSource(source, transport, filters, context);
            running.put(name, new RunningSource(transport, filters, started));
            started.start();
        } catch (IllegalArgumentException e) {
            LOG.error("MQTT source {} has a topic filter that is not valid: {}", name, e.getMessage());
        }
    }

    private List<CompletionStage<Void>> leaveAll() {
        List<CompletionStage<Void>> left =
                running.values().stream().map(each -> each.source().close()).toList();
        running.clear();
        return left;
    }

    /** The states of the sources that this instance owns, by {@code DISTRICT/NAME}. */
    public synchronized Map<String, MqttSourceState> states() {
        Map<String, MqttSourceState> states = new TreeMap<>();
        running.forEach((name, each) -> states.put(name, each.source().state()));
        return states;
    }

    /** Disconnects all within 2 s, for good; brokers keep what comes meanwhile. */
    public synchronized CompletionStage<Void> close() {
        closed = true;
        owned = false;
        return CompletableFuture.allOf(
                leaveAll().stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    private static String name(IntakeSource source) {
        return source.district() + "/" + source.name();
    }
}
