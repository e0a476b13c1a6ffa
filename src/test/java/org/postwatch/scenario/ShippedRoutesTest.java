package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.delivery.cap.CapAddress;
import org.postwatch.delivery.kafka.KafkaAddress;
import org.postwatch.delivery.log.LogAddress;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RouteEvaluation;
import org.postwatch.notification.route.RoutingConfig;

/** What the routes and policies of the shipped districts promise. */
class ShippedRoutesTest {
    private static final Set<String> POLICE =
            Set.of("municipal-police", "sheriff", "district-police", "state-police", "federal-immigration");

    @ParameterizedTest
    @ValueSource(strings = {"palm-springs", "roaring-fork", "socorro-nm", "socorro-tx"})
    void conduct_is_notified_to_the_school_and_to_no_police(String district) {
        RoutingConfig routing = routing(district);
        String campus = routing.campuses().firstKey();

        assertThat(notified(routing, alert(routing, "conduct", campus, "high")))
                .isNotEmpty()
                .allSatisfy(id ->
                        assertThat(routing.recipients().get(id).agencyClass()).isEqualTo("school"));
        for (String agencyClass : POLICE) {
            assertThat(routing.policy().decide(agencyClass, "conduct", false))
                    .isInstanceOf(PolicyDecision.Denied.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"palm-springs", "roaring-fork", "socorro-nm", "socorro-tx"})
    void weapons_and_panic_alarms_notify_the_same_recipients_and_forecasts_to_the_operations_center_alone(
            String district) {
        RoutingConfig routing = routing(district);
        String campus = routing.campuses().firstKey();

        assertThat(notified(routing, alert(routing, "weapon-seen", campus, "critical")))
                .contains("board")
                .hasSizeGreaterThan(3)
                .isEqualTo(notified(routing, alert(routing, "panic", campus, "critical")));
        Alert expected =
                alert(routing, "coverage", campus, "warning").withStatus(Alert.AlertStatus.EXPECTED, new TreeMap<>());
        assertThat(notified(routing, expected)).isSubsetOf("board", "console").contains("board");
    }

    /** A dispatcher who does not learn the room has to search the campus. */
    @ParameterizedTest
    @ValueSource(strings = {"palm-springs", "roaring-fork", "socorro-nm", "socorro-tx"})
    void recipients_of_a_panic_alarm_may_know_its_location(String district) {
        RoutingConfig routing = routing(district);

        for (String campus : routing.campuses().keySet()) {
            assertThat(decisions(routing, alert(routing, "panic", campus, "critical"))
                            .values())
                    .filteredOn(PolicyDecision.Granted.class::isInstance)
                    .allSatisfy(decision -> assertThat(((PolicyDecision.Granted) decision).fields())
                            .contains("location"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"palm-springs", "roaring-fork", "socorro-nm", "socorro-tx"})
    void nothing_that_is_shipped_leaves_this_machine(String district) {
        assertThat(routing(district).recipients().values())
                .extracting(Recipient::address)
                .allSatisfy(address -> assertThat(address instanceof KafkaAddress
                                || address instanceof LogAddress
                                || address instanceof CapAddress cap
                                        && cap.to().text().equals("topic"))
                        .isTrue());
    }

    @Test
    void in_palm_springs_a_department_knows_of_its_own_school_and_little_of_that() {
        RoutingConfig routing = routing("palm-springs");

        assertThat(notified(routing, alert(routing, "coverage", "cathedral-city-hs", "warning")))
                .containsExactlyInAnyOrder("board", "console", "cathedral-city-desk");
        assertThat(notified(routing, alert(routing, "entrance-unwatched", "cathedral-city-hs", "warning")))
                .containsExactlyInAnyOrder("board", "console");
        assertThat(denied(routing, alert(routing, "conduct", "cathedral-city-hs", "high")))
                .containsExactly("cathedral-city-desk");
        PolicyDecision.Granted granted =
                (PolicyDecision.Granted) routing.policy().decide("municipal-police", "coverage", false);
        assertThat(granted.fields())
                .containsExactly("acknowledged", "campus", "closed", "kind", "location", "opened", "severity", "since");
    }

    @Test
    void in_roaring_fork_immigration_enforcement_is_denied_by_class_and_domain() {
        RoutingConfig routing = routing("roaring-fork");

        assertThat(routing.policy().deniedClasses()).containsExactly("federal-immigration");
        assertThat(routing.policy().deniedDomains()).contains("ice.example");
        assertThat(routing.agencies()).containsEntry("immigration-enforcement", "federal-immigration");
        assertThat(routing.policy().decide("federal-immigration", "weapon-seen", false))
                .isInstanceOfSatisfying(
                        PolicyDecision.Denied.class,
                        refused -> assertThat(refused.reason()).contains("is denied"));
        assertThat(notified(routing, alert(routing, "coverage", "basalt-1", "high")))
                .contains("basalt-dispatch")
                .doesNotContain("carbondale-dispatch", "glenwood-springs-dispatch");
    }

    @Test
    void in_socorro_nm_the_sheriff_knows_of_the_high_school_and_the_city_of_the_middle_school() {
        RoutingConfig routing = routing("socorro-nm");

        for (String kind : List.of("coverage", "weapon-seen", "panic")) {
            assertThat(notified(routing, alert(routing, kind, "socorro-hs", "high")))
                    .contains("sheriff-dispatch")
                    .doesNotContain("city-police-desk");
            assertThat(notified(routing, alert(routing, kind, "sarracino-ms", "high")))
                    .contains("city-police-desk")
                    .doesNotContain("sheriff-dispatch");
        }
        for (String kind : List.of("no-show", "entrance-forced", "buzzer-unanswered", "entrance-unwatched")) {
            assertThat(notified(routing, alert(routing, kind, "socorro-hs", "high")))
                    .doesNotContain("sheriff-dispatch");
        }
    }

    @Test
    void in_socorro_tx_uncovered_campuses_are_one_notice_and_a_worse_one_goes_up_to_the_chief() {
        RoutingConfig routing = routing("socorro-tx");
        Set<Route.Grouping> groupings = routing.campuses().keySet().stream()
                .map(campus -> RouteEvaluation.evaluate(routing.root(), alert(routing, "coverage", campus, "warning"))
                        .routesByRecipient()
                        .get("school-safety"))
                .map(route -> route.group().orElseThrow())
                .collect(Collectors.toSet());
        assertThat(groupings)
                .containsExactly(new Route.Grouping(List.of("kind"), Duration.ofMinutes(1), Duration.ofMinutes(30)));

        Route worse = RouteEvaluation.evaluate(routing.root(), alert(routing, "coverage", "elementary-07", "high"))
                .routesByRecipient()
                .get("duty-sergeant");
        assertThat(worse.group()).isEmpty();
        assertThat(worse.escalate())
                .extracting(Route.EscalationStep::to)
                .containsExactly(List.of("police-chief"), List.of("superintendent"));
    }

    private static Set<String> notified(RoutingConfig routing, Alert matter) {
        return decisions(routing, matter).entrySet().stream()
                .filter(reached -> reached.getValue() instanceof PolicyDecision.Granted)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> denied(RoutingConfig routing, Alert matter) {
        Set<String> refused = new TreeSet<>(decisions(routing, matter).keySet());
        refused.removeAll(notified(routing, matter));
        return refused;
    }

    private static Map<String, PolicyDecision> decisions(RoutingConfig routing, Alert matter) {
        return RouteEvaluation.evaluate(routing.root(), matter).routesByRecipient().keySet().stream()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> routing.policy().decide(routing.recipients().get(id), matter)));
    }

    private static Alert alert(RoutingConfig routing, String kind, String campus, String severity) {
        return new Alert(
                routing.district(),
                kind + "/" + campus + "/x",
                kind,
                Alert.AlertStatus.OPEN,
                Optional.of(severity),
                new TreeMap<>(Map.of("campus", campus)),
                new TreeMap<>(Map.of("campus", campus, "kind", kind)),
                Optional.of(Instant.EPOCH),
                Set.of(),
                false);
    }

    private static RoutingConfig routing(String district) {
        DistrictParseResult reading = DistrictDocuments.read(Path.of("config/districts", district));
        assertThat(reading.diagnostics()).isEmpty();
        return reading.compiled().orElseThrow().routing();
    }
}
