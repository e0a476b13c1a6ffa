package org.postwatch.notification.engine;

import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** A feed that goes wild: weapons, whose list is an incident of COVERAGE, and emergencies of conduct, which are listed here. */
class ManyReportsTest {
    private static RoutingConfigBuilder pager() {
        return routing()
                .ownRecipient("pager", "pager")
                .recipient("police", "municipal-police", "log")
                .recipient("county", "county", "log")
                .rule("police", "municipal-police", "weapon-seen", "kind severity campus")
                .rule("county", "county", "coverage", "all")
                .root(route().child(route("pager", "police", "county").match("kind", "weapon-seen"))
                        .child(route("pager").match("kind", "conduct").match("severity", "critical")));
    }

    @Test
    void weapon_recipients_get_many_reports_and_are_called_again_for_a_new_device() {
        NotificationScenario.of(pager())
                .at("02:00")
                .createsSilence("S-1", "campus", "A", "02:00", "02:09")
                .opens("many-reports A weapon-seen", "critical")
                .expectNotices("pager opened many-reports A", "police opened many-reports A")
                .at("02:00:01")
                .changesReasons("many-reports A weapon-seen", "report")
                .expectNotices("pager updated many-reports A")
                .at("02:00:02")
                .escalates("many-reports A weapon-seen", "critical")
                .expectNotices("pager escalated many-reports A", "police escalated many-reports A")
                .expectCall(2);
    }

    /** What may be known of weapons is no right to know of panics, which another list has. */
    @Test
    void a_list_of_panics_goes_to_those_who_may_know_of_panics() {
        NotificationScenario.of(pager().rule("county-panic", "county", "panic", "kind campus location")
                        .root(route("pager", "police", "county").match("kind", "panic")))
                .at("02:00")
                .opens("many-reports A panic", "critical")
                .expectNotices("pager opened many-reports A", "county opened many-reports A");
        NotificationScenario.of(
                        pager().root(route().child(route("pager", "police").match("kind", "weapon-seen"))))
                .at("02:00")
                .opens("many-reports A panic", "critical")
                .expectNoNotices();
    }

    private static NotificationScenario wild() {
        NotificationScenario story = NotificationScenario.of(pager()).at("02:00");
        for (int i = 1; i <= 5; i++) {
            story.emergencyAt("A", "e" + i, "gym").expectNotices("pager opened conduct A");
        }
        return story;
    }

    @Test
    void from_the_sixth_emergency_of_a_feed_in_a_minute_there_is_one_alert() {
        wild().at("02:00:30")
                .emergencyAt("A", "e6", "gym")
                .expectNotices("pager opened conduct A")
                .emergencyAt("A", "e6", "gym")
                .expectNoNotices()
                .restarted()
                .emergencyAt("A", "e7", "gym")
                .expectNotices("pager updated conduct A")
                .emergencyAt("A", "e8", "yard")
                .expectNotices("pager escalated conduct A")
                .expectCall(2)
                .at("02:00:31")
                .emergencyAt("B", "e9", "gym")
                .expectNotices("pager opened conduct B")
                .conduct("A", "e10", "vaping", false)
                .expectNoNotices()
                .at("02:01")
                .emergencyAt("A", "e11", "gym")
                .expectNotices("pager opened conduct A");
    }

    @Test
    void the_list_of_reports_is_bounded() {
        NotificationScenario story = wild().emergencyAt("A", "e6", "gym").expectNotices("pager opened conduct A");
        for (int i = 7; i <= 20; i++) {
            story.emergencyAt("A", "e" + i, "gym");
        }
        story.expectNotices("pager updated conduct A")
                .emergencyAt("A", "e21", "gym")
                .at("02:00:59")
                .expectNoNotices()
                .emergencyAt("A", "e22", "yard")
                .expectNotices("pager escalated conduct A");
    }

    @Test
    void one_resolve_command_closes_all_listed_alerts() {
        wild().emergencyAt("A", "e6", "gym")
                .expectNotices("pager opened conduct A")
                .at("02:01")
                .emergencyAt("A", "e7", "gym")
                .expectNotices("pager opened conduct A")
                .at("02:10")
                .resolvesById("conduct/A/cameras/many-reports/" + NotificationScenario.instant("02:00"))
                .expectAccepted()
                .expectNotices(
                        "pager closed conduct A",
                        "pager closed conduct A",
                        "pager closed conduct A",
                        "pager closed conduct A",
                        "pager closed conduct A",
                        "pager closed conduct A")
                .resolvesById("conduct/A/cameras/e7")
                .expectNotices("pager closed conduct A");
    }
}
