package org.postwatch.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tree, the policy, and what is said of both. */
class RulesTest {
    private static final Instant NIGHT =
            LocalDateTime.parse("2026-09-14T23:00").atZone(Sketch.ZONE).toInstant();

    private static final Sketch MESA = routing()
            .own("board", "log")
            .own("office", "log")
            .own("pager", "pager")
            .recipient("city", "municipal-police", "log")
            .recipient("ice", "federal-immigration", "log")
            .barring("federal-immigration")
            .rule("police", "municipal-police", "coverage conduct weapon-seen", "")
            .rule("police-more", "municipal-police", "coverage", "since")
            .root(node("board")
                    .child(node("office").when("kind", "coverage").goesOn().quiet("22:00", "06:00", "high"))
                    .child(node("city", "ice")
                            .when("severity", "high", "low")
                            .then("PT5M", "ice")
                            .then("PT5M", "pager")
                            .child(node("pager").when("campus", "A").group("", "PT30S", "PT5M")))
                    .child(node("pager").when("kind", "coverage")));

    private static List<String> walk(Matter matter) {
        return Walk.of(MESA.drawn().root(), matter).visits().stream()
                .map(visit -> visit.route().path() + " " + visit.outcome().wireName())
                .toList();
    }

    @Test
    void the_first_child_takes_it_and_the_next_where_that_goes_on() {
        assertThat(walk(SampleMatters.coverage("B", "low")))
                .containsExactly(
                        "routes hands-down",
                        "routes[0] takes",
                        "routes[1] takes",
                        "routes[1].routes[0] differs",
                        "routes[2] not-reached");
        assertThat(walk(SampleMatters.coverage("A", "medium")))
                .containsExactly(
                        "routes hands-down",
                        "routes[0] takes",
                        "routes[1] differs",
                        "routes[1].routes[0] not-reached",
                        "routes[2] takes");
        assertThat(walk(SampleMatters.of("no-show", Matter.Status.OPEN, "medium", Map.of(), false)))
                .startsWith("routes takes");
        assertThat(walk(SampleMatters.of("no-show", Matter.Status.EXPECTED, "", Map.of(), false)))
                .startsWith("routes no-forecasts");
    }

    @Test
    void each_is_told_by_the_first_route_that_names_him() {
        Route root = node("board")
                .child(node("board", "office").goesOn())
                .child(node("office"))
                .drawn("routes");
        assertThat(Walk.of(root, SampleMatters.coverage("A", "low")).recipients())
                .hasSize(2)
                .allSatisfy((recipient, route) -> assertThat(route.path()).isEqualTo("routes[0]"));
    }

    @Test
    void fields_of_all_rules_that_name_class_and_kind_are_granted_and_few_where_a_rule_names_none() {
        Policy policy = MESA.drawn().policy();
        assertThat(policy.on("municipal-police", "coverage", false))
                .isInstanceOfSatisfying(Ruling.Granted.class, granted -> {
                    assertThat(granted.fields()).containsExactly("campus", "severity", "since");
                    assertThat(granted.rules()).containsExactly("police", "police-more");
                });
        assertThat(policy.on("municipal-police", "conduct", false)).isInstanceOf(Ruling.Refused.class);
        assertThat(policy.on("municipal-police", "conduct", true)).isInstanceOf(Ruling.Granted.class);
        assertThat(policy.on("municipal-police", "no-show", false)).isInstanceOf(Ruling.Refused.class);
        assertThat(policy.on("school", "conduct", false)).isInstanceOf(Ruling.Granted.class);
    }

    @Test
    void an_explanation_tells_who_when_which_and_why_not() {
        Routing routing = MESA.drawn();
        Matter matter = Explanation.imagine(routing, Map.of("kind", "coverage", "severity", "low", "campus", "B"));
        Explanation explanation = Explanation.of(routing, matter, NIGHT);
        assertThat(explanation.told())
                .extracting(told -> told.recipient() + ": " + told.when() + " " + told.rules())
                .containsExactly(
                        "office: not before the quiet hours end at 2026-09-15T06:00 [own]",
                        "city: at once [police, police-more]",
                        "pager: after 5 min unacknowledged (escalation step 2) [own]");
        assertThat(explanation.untold())
                .extracting(untold -> untold.recipient() + ": " + untold.reason())
                .containsExactly(
                        "board: no route that takes it names this recipient",
                        "ice: refused (barred classes): class 'federal-immigration' is barred: nothing goes to it,"
                                + " whatever the routes say");
        assertThat(Explanation.of(
                                routing,
                                Explanation.imagine(
                                        routing, Map.of("kind", "coverage", "severity", "low", "campus", "A")),
                                NIGHT)
                        .told())
                .extracting(Explanation.Told::when)
                .contains("with its group, 30 s after the first of it, then every 5 min while it changes");
        assertThat(Explanation.of(
                                routing,
                                Explanation.imagine(routing, Map.of("kind", "no-show", "status", "closed")),
                                NIGHT)
                        .untold())
                .extracting(Explanation.Untold::reason)
                .contains("over when it becomes known: into the digest of 16:00");
        assertThatThrownBy(() -> Explanation.imagine(routing, Map.of("campus", "A")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Explanation.imagine(routing, Map.of("kind", "coverage", "severity", "awful")))
                .hasMessageContaining("[low, medium, high, critical]");
    }

    @Test
    void an_answer_can_be_read_out() {
        Routing routing = MESA.drawn();
        assertThat(answer(routing, "municipal-police-agency").words())
                .contains("  coverage: campus, severity, since (rule police, police-more)")
                .contains("  conduct: conduct that is no emergency is for class 'school' only (conduct)")
                .contains("  conduct classed as an emergency: campus, severity (rule police)");
        assertThat(answer(routing, "federal-immigration").words().get(0))
                .isEqualTo("Class 'federal-immigration' may have nothing.");
        assertThat(answer(routing, "fbi").words().get(0))
                .isEqualTo("'fbi' is not declared in Mesa Schools. It may have nothing: what is not named is refused.");
    }

    private static PolicyAnswer answer(Routing routing, String requester) {
        return PolicyAnswer.of(routing.name(), routing.policy(), routing.agencies(), requester);
    }

    @Test
    void a_reference_stands_for_one_thing_for_everybody() {
        DistrictKeys keys = new DistrictKeys(FixedSecret.SECRET);
        assertThat(keys.ref("coverage/A"))
                .hasSize(16)
                .isEqualTo(new DistrictKeys(FixedSecret.SECRET).ref("coverage/A"))
                .isEqualTo(FixedSecret.ref(FixedSecret.SECRET, "coverage/A"))
                .isNotEqualTo(keys.ref("coverage/B"))
                .isNotEqualTo(new DistrictKeys(new DistrictSecret("ff".repeat(32))).ref("coverage/A"));
    }
}
