package org.postwatch.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceStatus;
import org.postwatch.intake.Transport;

/**
 * The metrics of intake, by district and source. Of more than {@value #MAX_SOURCES} sources the others are one, with the labels
 * {@code other}: counters are their sum, and gauges the worst of them.
 */
final class IntakeMetrics {
    static final int MAX_SOURCES = 500;

    /** The results of messages. */
    private enum MessageResult {
        ACCEPTED,
        REJECTED,
        DROPPED,
        UNMAPPED;

        long count(SourceCounts counts) {
            return switch (this) {
                case ACCEPTED -> counts.accepted();
                case REJECTED -> counts.rejectedTotal();
                case DROPPED -> counts.droppedTotal();
                case UNMAPPED -> counts.unmapped();
            };
        }
    }

    private final MeterRegistry registry;
    private final IntakeProgress progress;
    private final Clock clock;
    private final LabelValueLimiter sources = new LabelValueLimiter(MAX_SOURCES);
    private final Map<String, SourceCounts> counted = new HashMap<>();
    private final MultiGauge unmappedIds;
    private final MultiGauge silence;
    private final MultiGauge connected;

    IntakeMetrics(MeterRegistry registry, IntakeProgress progress, Clock clock) {
        this.registry = registry;
        this.progress = progress;
        this.clock = clock;
        unmappedIds = gauge("postwatch.intake.unmapped.ids", "Ids in messages that the plan in force does not map");
        silence = gauge(
                "postwatch.intake.last.message.seconds",
                "Time since the last message of a source here, or since the start of the instance");
        connected = gauge("postwatch.intake.connected", "1 where this instance is connected to the source, else 0");
        eventCounter("confirmed", IntakeProgress::confirmedEvents);
        eventCounter("unconfirmed", IntakeProgress::unconfirmedEvents);
        FunctionCounter.builder("postwatch.intake.failed.credentials", progress, IntakeProgress::failedCredentials)
                .description("Requests with a wrong credential, or without one")
                .register(registry);
    }

    private void eventCounter(String outcome, ToDoubleFunction<IntakeProgress> count) {
        FunctionCounter.builder("postwatch.intake.events", progress, count)
                .description("Events that intake sent to the brokers, by whether they confirmed them in time")
                .tag("outcome", outcome)
                .register(registry);
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** Sets all as they are now; one call at a time. */
    void refresh() {
        List<SourceStatus> now = progress.sources();
        now.forEach(this::count);
        Map<Tags, Double> ids = new LinkedHashMap<>();
        Map<Tags, Double> silent = new LinkedHashMap<>();
        Map<Tags, Double> connections = new LinkedHashMap<>();
        for (SourceStatus status : now) {
            Tags tags = tags(status);
            for (boolean isUrgent : new boolean[] {true, false}) {
                ids.merge(
                        tags.and("urgent", Boolean.toString(isUrgent)),
                        (double) status.counts().unmappedIds().stream()
                                .filter(each -> each.isUrgent() == isUrgent)
                                .count(),
                        Double::sum);
            }
            silent.merge(tags, silentSeconds(status), Math::max);
            if (status.kind() != Transport.WEBHOOK) {
                boolean isConnected =
                        status.connection().filter(SourceState::isConnected).isPresent();
                connections.merge(tags, isConnected ? 1.0 : 0.0, Math::min);
            }
        }
        unmappedIds.register(rows(ids), true);
        silence.register(rows(silent), true);
        connected.register(rows(connections), true);
    }

    private Tags tags(SourceStatus status) {
        String label = sources.limit(status.district() + "/" + status.source());
        return label.equals(LabelValueLimiter.OTHER)
                ? Tags.of("district", label, "source", label)
                : Tags.of("district", status.district(), "source", status.source());
    }

    private double silentSeconds(SourceStatus status) {
        Instant last = status.counts().lastMessage().orElse(status.counts().since());
        return Math.max(0, Duration.between(last, clock.instant()).toMillis() / 1e3);
    }

    private void count(SourceStatus status) {
        SourceCounts counts = status.counts();
        SourceCounts before = counted.put(status.district() + "/" + status.source(), counts);
        Tags tags = tags(status);
        for (MessageResult result : MessageResult.values()) {
            Counter.builder("postwatch.intake.messages")
                    .description("Messages of a source by what came of them; accepted: events")
                    .tags(tags.and("outcome", result.name().toLowerCase(Locale.ROOT)))
                    .register(registry)
                    .increment(result.count(counts) - (before == null ? 0 : result.count(before)));
        }
        Counter.builder("postwatch.intake.urgent.rejected")
                .description("Rejected messages that would have become a weapon or a panic")
                .tags(tags)
                .register(registry)
                .increment(counts.urgentRejected() - (before == null ? 0 : before.urgentRejected()));
    }

    private static List<Row<?>> rows(Map<Tags, Double> values) {
        List<Row<?>> rows = new ArrayList<>();
        values.forEach((tags, value) -> rows.add(Row.of(tags, value)));
        return rows;
    }
}
