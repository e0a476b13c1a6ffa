package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** A mandatory denial holds until somebody lifts it, whatever the documents say; also for routing that was written past 'plan apply'. */
class RetainedDenialsTest {
    private static RoutingConfigBuilder documents() {
        return routing()
                .ownRecipient("board", "log")
                .recipient("ice", "ice-agency", "federal-immigration", "topic")
                .rule("feds", "federal-immigration", "coverage", "campus")
                .rule("police", "municipal-police", "coverage", "campus")
                .root(route("board", "ice"));
    }

    private static NotificationScenario denied() {
        return NotificationScenario.of(documents().denyingClasses("federal-immigration"))
                .at("08:00");
    }

    @Test
    void a_denial_left_out_of_the_documents_is_retained() {
        denied().routing(documents())
                .restarted()
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .expectRecords("ice denied coverage A (denied classes)")
                .canary()
                .expectNotices();
    }

    @Test
    void a_denied_agency_stays_denied_under_another_class() {
        denied().routing(
                        documents().withoutRecipient("ice").recipient("ice", "ice-agency", "municipal-police", "topic"))
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .expectRecords("ice denied coverage A (denied agencies)");
    }

    @Test
    void a_denied_agency_that_returns_stays_denied() {
        denied().routing(routing().ownRecipient("board", "log").root(route("board")))
                .routing(documents()
                        .withoutRecipient("ice")
                        .recipient("other", "ice-agency", "municipal-police", "topic")
                        .root(route("board", "other")))
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .expectRecords("other denied coverage A (denied agencies)");
    }

    @Test
    void lifting_one_denial_leaves_the_others() {
        denied().appliesPlan("class:federal-immigration")
                .routing(documents())
                .expectNotices("board opened mandatory-denial-lifted class:federal-immigration")
                .expectRecords(
                        "operator-action class:federal-immigration (command)",
                        "ice denied mandatory-denial-lifted class:federal-immigration (denied classes)",
                        "ice denied mandatory-denial-lifted class:federal-immigration (denied agencies)")
                .at("08:05")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .expectRecords("ice denied coverage A (denied agencies)");
    }

    @Test
    void a_lift_is_recorded_and_notified_despite_a_silence() {
        NotificationScenario story = denied().createsSilence("S-1", "severity", "critical", "08:00", "09:00")
                .appliesPlan("class:federal-immigration", "agency:ice-agency", "domain:never.denied.example");

        assertThat(story.lastNotice().stage()).isEqualTo(Notice.NoticeStage.OPENED);
        assertThat(story.lastNotice().items().get(0).fields())
                .containsEntry("kind", "mandatory-denial-lifted")
                .containsEntry("severity", "critical")
                .containsEntry(
                        "detail", "the mandatory denial of agency:ice-agency was lifted by lopez: board of 9/14");
        story.expectNotices(
                        "board opened mandatory-denial-lifted class:federal-immigration",
                        "board opened mandatory-denial-lifted agency:ice-agency")
                .expectRecords(
                        "operator-action S-1 (command)",
                        "operator-action class:federal-immigration (command)",
                        "ice denied mandatory-denial-lifted class:federal-immigration (denied classes)",
                        "operator-action agency:ice-agency (command)",
                        "ice denied mandatory-denial-lifted agency:ice-agency (denied classes)")
                .routing(documents())
                .at("08:05")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "ice opened coverage A");
    }
}
