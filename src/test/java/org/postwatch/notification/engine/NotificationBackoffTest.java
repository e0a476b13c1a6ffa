package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.notification.engine.NotificationScenario.instant;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.route.RoutingConfigBuilder;
import org.postwatch.state.FailureBackoff;
import org.postwatch.state.InMemoryStateStore;

/** One alert that cannot be processed, and what happens to the others. */
class NotificationBackoffTest {
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final List<String> published = new ArrayList<>();
    private boolean broken = true;
    private NotificationEngine engine;

    /** As a task that ends and begins again, with what outlives it. */
    private final FailureBackoff backoff = new FailureBackoff() {
        private final Map<String, Instant> units = new HashMap<>();

        @Override
        public void recordFailure(String unit, RuntimeException why, Instant until) {
            units.put(unit, until);
        }

        @Override
        public Optional<Instant> retryAt(String unit) {
            return Optional.ofNullable(units.get(unit));
        }
    };

    @Test
    void an_alert_that_fails_delays_no_other_and_is_retried() {
        start();
        engine.handleRouting(
                routing()
                        .ownRecipient("board", "log")
                        .root(route("board").quiet("22:00", "06:00", "critical"))
                        .build(),
                instant("23:00"));
        opens("A");
        opens("B");
        assertThatThrownBy(() -> engine.tick(instant("+1 06:00")))
                .isInstanceOf(FailureBackoff.EvaluationFailedException.class);
        start();
        engine.tick(instant("+1 06:00:01"));
        assertThat(published).containsExactly("coverage/B");
        broken = false;
        engine.tick(instant("+1 06:00").plus(FailureBackoff.RETRY_AFTER));
        assertThat(published).containsExactly("coverage/B", "coverage/A");
    }

    @Test
    void a_closed_alert_of_a_district_without_documents_is_removed() {
        start();
        IncidentTransition open = transition("A", "23:00");
        Incident incident = open.incident();
        Incident closed = Incident.of(
                incident.id(),
                IncidentKind.COVERAGE,
                incident.labels(),
                List.of(NotificationScenario.close(incident.episodes().get(0), instant("23:30"))),
                incident.reasons());
        engine.handleTransition(open, instant("23:00"));
        engine.handleTransition(
                new IncidentTransition(
                        RoutingConfigBuilder.DISTRICT,
                        closed,
                        IncidentTransition.IncidentChange.CLOSED,
                        instant("23:30"),
                        instant("23:30"),
                        Optional.empty()),
                instant("23:30"));
        engine.tick(instant("+5 00:00"));
        assertThat(store.get(NotificationTables.ALERTS, new IncidentKey(RoutingConfigBuilder.DISTRICT, "coverage/A")))
                .isEmpty();
    }

    private void start() {
        engine = new NotificationEngine(
                store, new FailingNotificationOutput(), district -> FixedDistrictSecret.SECRET, 1, backoff);
    }

    private void opens(String campus) {
        engine.handleTransition(transition(campus, "23:00"), instant("23:00"));
    }

    private static IncidentTransition transition(String campus, String at) {
        Incident incident = Incident.of(
                "coverage/" + campus,
                IncidentKind.COVERAGE,
                Map.of("campus", campus),
                List.of(NotificationScenario.episode(instant(at), "low")),
                List.of(Reason.of(ReasonCode.NOBODY_PRESENT)));
        return new IncidentTransition(
                RoutingConfigBuilder.DISTRICT,
                incident,
                IncidentTransition.IncidentChange.OPENED,
                instant(at),
                instant(at),
                Optional.empty());
    }

    private final class FailingNotificationOutput implements NotificationOutput {
        @Override
        public void publishSecret(String district, DistrictSecret secret) {}

        @Override
        public void publishNotice(Notice notice) {
            if (broken && notice.subject().equals("coverage/A")) {
                throw new IllegalStateException("a fault");
            }
            published.add(notice.subject());
        }

        @Override
        public void removeNotice(NoticeKey key) {
            // nobody asks
        }

        @Override
        public void recordDisclosure(DisclosureRecord entry) {
            // nobody asks
        }
    }
}
