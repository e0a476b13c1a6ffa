package org.postwatch.intake.connection;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@link ConnectedSource} for each source of the plans to which Postwatch connects, while this instance owns them. Safe for
 * threads; no call blocks.
 */
public final class OwnedSources {
    private record RunningSource(Object connection, ConnectedSource source) {}

    private record PlannedSource(IntakeSource source, SourceConnector connector, Object connection) {}

    private static final Logger LOG = LoggerFactory.getLogger(OwnedSources.class);

    private final List<SourceConnector> connectors;
    private final Map<String, RunningSource> running = new HashMap<>();
    /** The last one of each name that was left: it may still write what it has taken. */
    private final Map<String, ConnectedSource> left = new HashMap<>();

    private Map<String, PlannedSource> planned = Map.of();
    private Ownership ownership = Ownership.NONE;
    private boolean closed;

    public OwnedSources(List<SourceConnector> connectors) {
        this.connectors = List.copyOf(connectors);
    }

    /** The sources of the plans in force, of every kind. */
    public synchronized void update(Collection<IntakeSource> sources) {
        Map<String, PlannedSource> now = new TreeMap<>();
        for (IntakeSource source : sources) {
            for (SourceConnector connector : connectors) {
                connector
                        .findConnection(source)
                        .ifPresent(
                                connection -> now.put(name(source), new PlannedSource(source, connector, connection)));
            }
        }
        if (now.equals(planned)) {
            return;
        }
        planned = now;
        if (ownership != Ownership.NONE) {
            follow();
        }
    }

    /** Whether this instance is the one that connects. */
    public synchronized void setOwnership(Ownership changed) {
        if (changed == ownership || closed) {
            return;
        }
        boolean isFirst = ownership == Ownership.NONE;
        ownership = changed;
        if (changed == Ownership.NONE) {
            running.forEach((name, each) -> {
                each.source().release();
                left.put(name, each.source());
            });
            running.clear();
            return;
        }
        if (isFirst) {
            follow();
        }
        running.values().forEach(each -> each.source().setConfirmed(changed == Ownership.CONFIRMED));
    }

    private void follow() {
        Map<String, PlannedSource> wanted = new TreeMap<>(planned);
        for (Iterator<Map.Entry<String, RunningSource>> each =
                        running.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<String, RunningSource> entry = each.next();
            PlannedSource source = wanted.get(entry.getKey());
            if (source == null || !source.connection().equals(entry.getValue().connection())) {
                entry.getValue().source().remove();
                left.put(entry.getKey(), entry.getValue().source());
                each.remove();
            } else {
                entry.getValue().source().update(source.source());
                wanted.remove(entry.getKey());
            }
        }
        wanted.forEach(this::start);
    }

    private void start(String name, PlannedSource planned) {
        try {
            ConnectedSource source = planned.connector().connect(planned.source());
            running.put(name, new RunningSource(planned.connection(), source));
            source.start();
        } catch (IllegalArgumentException e) {
            LOG.error("source {} cannot be connected to: {}", name, e.getMessage());
        } catch (RuntimeException | Error e) {
            // The other sources are connected to all the same.
            LOG.error("source {} cannot be connected to", name, e);
        }
    }

    /** The states of the sources that this instance owns, by {@code DISTRICT/NAME}. */
    public synchronized Map<String, SourceState> states() {
        Map<String, SourceState> states = new TreeMap<>();
        running.forEach((name, each) -> states.put(name, each.source().state()));
        return states;
    }

    /** Disconnects all within 2 s, for good. */
    public synchronized CompletionStage<Void> close() {
        closed = true;
        ownership = Ownership.NONE;
        Stream<ConnectedSource> all =
                Stream.concat(running.values().stream().map(RunningSource::source), left.values().stream());
        CompletableFuture<?>[] ends =
                all.map(each -> each.close().toCompletableFuture()).toArray(CompletableFuture[]::new);
        running.clear();
        left.clear();
        return CompletableFuture.allOf(ends);
    }

    private static String name(IntakeSource source) {
        return source.district() + "/" + source.name();
    }
}
