package org.postwatch.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.postwatch.notification.model.DisclosureRecord.DisclosureOutcome;
import org.postwatch.streams.PipelineListener.IncidentCause;
import org.postwatch.streams.PipelineListener.PipelineStage;
import org.postwatch.streams.Topics;

/** Counts what the pipeline did: rejected and forwarded records, decisions, deliveries, and the time to each incident. */
final class PipelineCounters {
    /** Registered at the start with 0: otherwise increase() would miss the first event of a series. */
    private static final List<String> INITIAL_REASONS = List.of(
            "conflicting",
            "future",
            "late",
            "malformed",
            "misplaced",
            "sealed",
            "source-not-authorised",
            "too-large",
            "too-many",
            "unknown-campus",
            "unknown-device",
            "unknown-district",
            "unknown-entrance",
            "unknown-feed",
            "unknown-incident",
            "unknown-officer",
            "unknown-type",
            "unprocessable",
            "unsigned",
            "wrong-key",
            "wrong-topic");

    /** More reasons than exist, so that a mistake cannot create series without limit. */
    private static final int MAX_REASONS = 60;

    private final PrometheusMeterRegistry registry;
    private final LabelValueLimiter reasons = new LabelValueLimiter(MAX_REASONS);
    private final Map<DisclosureOutcome, Counter> decisions = new EnumMap<>(DisclosureOutcome.class);
    private final Map<DeliveryEvent, Counter> deliveries = new EnumMap<>(DeliveryEvent.class);
    private final Map<IncidentCause, Timer> latencies = new EnumMap<>(IncidentCause.class);

    /** Every series of known labels is there from the start. */
    PipelineCounters(PrometheusMeterRegistry registry) {
        this.registry = registry;
        for (DisclosureOutcome outcome : DisclosureOutcome.values()) {
            decisions.put(
                    outcome,
                    Counter.builder("postwatch.notices")
                            .description("Decisions of NOTIFICATION, as recorded")
                            .tag("outcome", outcome.wireName())
                            .register(registry));
        }
        for (DeliveryEvent event : DeliveryEvent.values()) {
            deliveries.put(
                    event,
                    Counter.builder("postwatch.deliveries")
                            .description("Delivery events of notices")
                            .tag("outcome", event.wireName())
                            .register(registry));
        }
        for (PipelineStage part : PipelineStage.values()) {
            INITIAL_REASONS.forEach(reason -> deadLetterCounter(part, reason));
        }
        Topics.forwardedTopics().forEach(this::forwardedCounter);
        for (IncidentCause cause : IncidentCause.values()) {
            latencies.put(cause, latency(cause));
        }
    }

    void countRejection(PipelineStage stage, String reason) {
        deadLetterCounter(stage, reason).increment();
    }

    void countForwarded(String topic) {
        forwardedCounter(topic).increment();
    }

    /** @param after from the arrival of the event, or from the deadline; negative counts as zero */
    void recordIncident(IncidentCause cause, Duration after) {
        latencies.get(cause).record(after.isNegative() ? Duration.ZERO : after);
    }

    void countDecision(DisclosureOutcome outcome) {
        decisions.get(outcome).increment();
    }

    void countDelivery(DeliveryEvent event) {
        deliveries.get(event).increment();
    }

    private Counter deadLetterCounter(PipelineStage part, String reason) {
        return Counter.builder("postwatch.dead.letters")
                .description("Rejected records")
                .tags("application", part.wireName(), "reason", reasons.limit(reason))
                .register(registry);
    }

    private Counter forwardedCounter(String topic) {
        return Counter.builder("postwatch.misplaced")
                .description("Records forwarded to their district's partition")
                .tag("topic", topic)
                .register(registry);
    }

    private Timer latency(IncidentCause cause) {
        return Timer.builder("postwatch.event.to.incident")
                .description("Time from an event's arrival, or from the deadline, to the publication of the incident")
                .tag("cause", cause.wireName())
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2_500),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5))
                .register(registry);
    }
}
