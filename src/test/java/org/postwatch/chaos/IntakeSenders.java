package org.postwatch.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.postwatch.oracle.Arrival;

/** One sender for each source. */
final class IntakeSenders implements AutoCloseable {
    private final SenderStatistics statistics = new SenderStatistics();
    private final Map<String, IntakeSender> bySource;

    /** @param port where intake listens */
    IntakeSenders(int port) {
        bySource = IntakeWorlds.SOURCES.stream()
                .collect(Collectors.toMap(
                        source -> source,
                        source -> new IntakeSender(source, Instances.feedSecret(source), port, statistics)));
    }

    void send(Arrival arrival) {
        bySource.get(arrival.event().source()).send(SentEvent.of(arrival));
    }

    /** How long the oldest event waits to be accepted. */
    Duration oldestAge() {
        return bySource.values().stream()
                .map(IntakeSender::oldestAge)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    boolean hasAcceptedSince(long nanos) {
        return statistics.hasAcceptedSince(nanos);
    }

    SenderStatistics statistics() {
        return statistics;
    }

    void check() {
        bySource.values().forEach(IntakeSender::check);
    }

    @Override
    public void close() {
        bySource.values().forEach(IntakeSender::close);
    }
}
