package org.postwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceStatus;
import org.postwatch.intake.Transport;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.service.SourceStatistics;

/** What came of the messages of each source is in the metrics. */
class IntakeMetricsTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");

    private final SourceStatistics buttons = new SourceStatistics(NOON);
    private final List<SourceStatus> sources = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IntakeMetrics metrics = new IntakeMetrics(
            registry,
            new IntakeProgress() {
                @Override
                public List<SourceStatus> sources() {
                    return sources;
                }

                @Override
                public long confirmedEvents() {
                    return 7;
                }

                @Override
                public long unconfirmedEvents() {
                    return 2;
                }

                @Override
                public long failedCredentials() {
                    return 3;
                }
            },
            Clock.fixed(NOON.plusSeconds(90), ZoneOffset.UTC));

    @Test
    void messages_are_counted_by_source_from_one_scrape_to_the_next() {
        buttons.countAccepted(NOON.plusSeconds(30));
        report(Optional.empty());
        assertThat(value("postwatch.intake.messages", "source", "buttons", "outcome", "accepted"))
                .isEqualTo(1);
        assertThat(value("postwatch.intake.messages", "district", "elm", "outcome", "unmapped"))
                .isZero();
        assertThat(value("postwatch.intake.last.message.seconds", "source", "buttons"))
                .isEqualTo(60);

        buttons.countAccepted(NOON.plusSeconds(90));
        buttons.countDropped(NOON.plusSeconds(90), "test");
        buttons.countRejected(new RejectedMessage(
                NOON.plusSeconds(90), "", "malformed", "body.at", "", Optional.of(EventType.PANIC)));
        report(Optional.empty());
        assertThat(value("postwatch.intake.messages", "outcome", "accepted")).isEqualTo(2);
        assertThat(value("postwatch.intake.messages", "outcome", "dropped")).isEqualTo(1);
        assertThat(value("postwatch.intake.messages", "outcome", "rejected")).isEqualTo(1);
        assertThat(value("postwatch.intake.urgent.rejected", "source", "buttons"))
                .isEqualTo(1);
        assertThat(value("postwatch.intake.last.message.seconds")).isZero();
    }

    @Test
    void ids_that_are_not_mapped_are_counted_and_the_urgent_ones_by_themselves() {
        buttons.countUnmapped(NOON, new UnmappedId("device", "bell"), Set.of(EventType.BUZZER_PRESSED));
        buttons.countUnmapped(NOON, new UnmappedId("device", "p-7"), Set.of(EventType.PANIC));
        buttons.countUnmapped(NOON, new UnmappedId("device", "p-7"), Set.of(EventType.PANIC));
        report(Optional.empty());

        assertThat(value("postwatch.intake.messages", "outcome", "unmapped")).isEqualTo(3);
        assertThat(value("postwatch.intake.unmapped.ids", "urgent", "true")).isEqualTo(1);
        assertThat(value("postwatch.intake.unmapped.ids", "urgent", "false")).isEqualTo(1);
    }

    @Test
    void a_source_of_a_broker_is_connected_or_not_and_a_webhook_is_neither() {
        report(Optional.empty());
        sources.add(
                new SourceStatus("elm", "calls", Transport.WEBHOOK, "a", NOON, Optional.empty(), buttons.snapshot()));
        metrics.refresh();
        assertThat(value("postwatch.intake.connected", "source", "buttons")).isZero();
        assertThat(registry.find("postwatch.intake.connected").meters()).hasSize(1);

        report(Optional.of(new SourceState(true, NOON, "MQTT 5")));
        assertThat(value("postwatch.intake.connected", "source", "buttons")).isEqualTo(1);
    }

    @Test
    void brokers_that_do_not_confirm_and_wrong_credentials_are_counted() {
        assertThat(value("postwatch.intake.events", "outcome", "confirmed")).isEqualTo(7);
        assertThat(value("postwatch.intake.events", "outcome", "unconfirmed")).isEqualTo(2);
        assertThat(value("postwatch.intake.failed.credentials")).isEqualTo(3);
    }

    @Test
    void sources_beyond_the_limit_are_one_of_which_the_worst_shows() {
        for (int i = 0; i < IntakeMetrics.MAX_SOURCES; i++) {
            sources.add(status("d-" + i, Optional.of(new SourceState(true, NOON, "MQTT 5"))));
        }
        sources.add(status("late-1", Optional.of(new SourceState(true, NOON, "MQTT 5"))));
        sources.add(status("late-2", Optional.empty()));
        buttons.countAccepted(NOON);
        metrics.refresh();

        assertThat(registry.find("postwatch.intake.connected").meters()).hasSize(IntakeMetrics.MAX_SOURCES + 1);
        assertThat(value("postwatch.intake.connected", "district", "other", "source", "other"))
                .isZero();
    }

    private void report(Optional<SourceState> connection) {
        sources.clear();
        sources.add(status("elm", connection));
        metrics.refresh();
    }

    private SourceStatus status(String district, Optional<SourceState> connection) {
        return new SourceStatus(district, "buttons", Transport.MQTT, "a", NOON, connection, buttons.snapshot());
    }

    private double value(String name, String... tags) {
        Meter meter = registry.get(name).tags(tags).meter();
        return meter.measure().iterator().next().getValue();
    }
}
