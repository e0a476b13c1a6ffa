package org.postwatch.notification.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DistrictHmac;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.policy.PolicyStatement;

/** The tree, the policy, and their descriptions. */
class RoutingRulesTest {
    private static final Instant NIGHT = LocalDateTime.parse("2026-09-14T23:00")
            .atZone(RoutingConfigBuilder.ZONE)
            .toInstant();

    private static final RoutingConfigBuilder MESA = routing()
            .ownRecipient("board", "log")
            .ownRecipient("office", "log")
            .ownRecipient("pager", "pager")
            .recipient("city", "municipal-police", "log")
            .recipient("ice", "federal-immigration", "log")
            .denyingClasses("federal-immigration")
            .rule("police", "municipal-police", "coverage conduct weapon-seen", "")
            .rule("police-more", "municipal-police", "coverage", "since")
            .root(route("board")
                    .child(route("office")
                            .match("kind", "coverage")
                            .continueMatching()
                            .quiet("22:00", "06:00", "high"))
                    .child(route("city", "ice")
                            .match("severity", "high", "low")
                            .escalate("PT5M", "ice")
                            .escalate("PT5M", "pager")
                            .child(route("pager").match("campus", "A").group("", "PT30S", "PT5M")))
                    .child(route("pager").match("kind", "coverage")));

    private static List<String> walk(Alert matter) {
        return RouteEvaluation.evaluate(MESA.build().root(), matter).visits().stream()
                .map(visit -> visit.route().path() + " " + visit.outcome().wireName())
                .toList();
    }

    @Test
    void the_first_child_matches_and_the_next_one_too_if_it_continues() {
        assertThat(walk(SampleAlerts.coverage("B", "low")))
                .containsExactly(
                        "routes matched-by-child",
                        "routes[0] matched",
                        "routes[1] matched",
                        "routes[1].routes[0] not-matched",
                        "routes[2] not-reached");
        assertThat(walk(SampleAlerts.coverage("A", "medium")))
                .containsExactly(
                        "routes matched-by-child",
                        "routes[0] matched",
                        "routes[1] not-matched",
                        "routes[1].routes[0] not-reached",
                        "routes[2] matched");
        assertThat(walk(SampleAlerts.of("no-show", Alert.AlertStatus.OPEN, "medium", Map.of(), false)))
                .startsWith("routes matched");
        assertThat(walk(SampleAlerts.of("no-show", Alert.AlertStatus.EXPECTED, "", Map.of(), false)))
                .startsWith("routes forecast-not-requested");
    }

    @Test
    void each_recipient_is_notified_by_the_first_route_that_names_it() {
        Route root = route("board")
                .child(route("board", "office").continueMatching())
                .child(route("office"))
                .build("routes");
        assertThat(RouteEvaluation.evaluate(root, SampleAlerts.coverage("A", "low"))
                        .routesByRecipient())
                .hasSize(2)
                .allSatisfy((recipient, route) -> assertThat(route.path()).isEqualTo("routes[0]"));
    }

    @Test
    void all_matching_rules_grant_their_fields_and_a_rule_without_fields_grants_the_default() {
        DisclosurePolicy policy = MESA.build().policy();
        assertThat(policy.decide("municipal-police", "coverage", false))
                .isInstanceOfSatisfying(PolicyDecision.Granted.class, granted -> {
                    assertThat(granted.fields()).containsExactly("campus", "severity", "since");
                    assertThat(granted.rules()).containsExactly("police", "police-more");
                });
        assertThat(policy.decide("municipal-police", "conduct", false)).isInstanceOf(PolicyDecision.Denied.class);
        assertThat(policy.decide("municipal-police", "conduct", true)).isInstanceOf(PolicyDecision.Granted.class);
        assertThat(policy.decide("municipal-police", "no-show", false)).isInstanceOf(PolicyDecision.Denied.class);
        assertThat(policy.decide("school", "conduct", false)).isInstanceOf(PolicyDecision.Granted.class);
    }

    @Test
    void an_explanation_lists_recipients_times_fields_and_exclusions() {
        RoutingConfig routing = MESA.build();
        Alert matter =
                RoutingExplanation.sampleAlert(routing, Map.of("kind", "coverage", "severity", "low", "campus", "B"));
        RoutingExplanation explanation = RoutingExplanation.explain(routing, matter, NIGHT);
        assertThat(explanation.notified())
                .extracting(told -> told.recipient() + ": " + told.when() + " " + told.rules())
                .containsExactly(
                        "office: not before the quiet hours end at 2026-09-15T06:00 [own]",
                        "city: at once [police, police-more]",
                        "pager: after 5 min unacknowledged (escalation step 2) [own]");
        assertThat(explanation.excluded())
                .extracting(untold -> untold.recipient() + ": " + untold.reason())
                .containsExactly(
                        "board: no matching route names this recipient",
                        "ice: denied (denied classes): class 'federal-immigration' is denied: nothing is sent to it,"
                                + " whatever the routes say");
        assertThat(RoutingExplanation.explain(
                                routing,
                                RoutingExplanation.sampleAlert(
                                        routing, Map.of("kind", "coverage", "severity", "low", "campus", "A")),
                                NIGHT)
                        .notified())
                .extracting(RoutingExplanation.NotifiedRecipient::when)
                .contains("with its group, 30 s after its first alert, then every 5 min while it changes");
        assertThat(RoutingExplanation.explain(
                                routing,
                                RoutingExplanation.sampleAlert(routing, Map.of("kind", "no-show", "status", "closed")),
                                NIGHT)
                        .excluded())
                .extracting(RoutingExplanation.ExcludedRecipient::reason)
                .contains("already closed: added to the digest of 16:00");
        assertThatThrownBy(() -> RoutingExplanation.sampleAlert(routing, Map.of("campus", "A")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> RoutingExplanation.sampleAlert(routing, Map.of("kind", "coverage", "severity", "awful")))
                .hasMessageContaining("[low, medium, high, critical]");
    }

    @Test
    void a_policy_statement_is_readable_text() {
        RoutingConfig routing = MESA.build();
        assertThat(answer(routing, "municipal-police-agency").toLines())
                .contains("  coverage: campus, severity, since (rule police, police-more)")
                .contains("  conduct: conduct is for class 'school' only, unless it is an emergency (conduct)")
                .contains("  conduct classed as an emergency: campus, severity (rule police)");
        assertThat(answer(routing, "federal-immigration").toLines().get(0))
                .isEqualTo("Class 'federal-immigration' may know nothing.");
        assertThat(answer(routing, "fbi").toLines().get(0))
                .isEqualTo(
                        "'fbi' is not declared in Mesa Schools. It may know nothing: what no rule grants is denied.");
    }

    private static PolicyStatement answer(RoutingConfig routing, String requester) {
        return PolicyStatement.of(routing.name(), routing.policy(), routing.agencies(), requester);
    }

    @Test
    void a_reference_is_the_same_for_every_recipient() {
        DistrictHmac keys = new DistrictHmac(FixedDistrictSecret.SECRET);
        assertThat(keys.reference("coverage/A"))
                .hasSize(16)
                .isEqualTo(new DistrictHmac(FixedDistrictSecret.SECRET).reference("coverage/A"))
                .isEqualTo(FixedDistrictSecret.ref(FixedDistrictSecret.SECRET, "coverage/A"))
                .isNotEqualTo(keys.reference("coverage/B"))
                .isNotEqualTo(new DistrictHmac(new DistrictSecret("ff".repeat(32))).reference("coverage/A"));
    }
}
