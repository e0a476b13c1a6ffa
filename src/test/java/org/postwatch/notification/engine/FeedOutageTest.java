package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** A thousand campuses lose their feed at once. */
class FeedOutageTest {
    private static final int CAMPUSES = 1_000;

    private static RoutingConfigBuilder district() {
        return routing()
                .ownRecipient("board", "topic")
                .ownRecipient("chat", "chat")
                .ownRecipient("pager", "pager")
                .recipient("city", "municipal-police", "log")
                .rule("police", "municipal-police", "coverage", "")
                .root(route("board", "chat")
                        .group("", "PT30S", "PT5M")
                        .escalate("PT10M", "pager")
                        .repeat("PT30M"));
    }

    @Test
    void an_outage_of_a_shared_feed_is_one_notice_and_dependent_alerts_are_suppressed() {
        NotificationScenario story =
                NotificationScenario.of(district()).at("09:00").opens("feed-silent hr", "low");
        for (int i = 0; i < CAMPUSES; i++) {
            story.opens("coverage S" + i, "low", "hr");
        }
        story.at("09:00:29.999")
                .expectNoNotices()
                .at("09:00:30")
                .expectNotices("board opened group 1 of 1", "chat opened group 1 of 1")
                .at("09:09")
                .expectNoNotices();
        story.acknowledges("feed-silent hr")
                .at("09:09:30")
                .expectNotices("board acknowledged group 1 of 1", "chat acknowledged group 1 of 1");
        story.at("09:20").closes("feed-silent hr");
        for (int i = 0; i < CAMPUSES - 3; i++) {
            story.closes("coverage S" + i);
        }
        story.at("09:20:30").expectNotices("board opened group 3 of 4", "chat opened group 3 of 4");
        for (int i = CAMPUSES - 3; i < CAMPUSES; i++) {
            story.closes("coverage S" + i);
        }
        story.at("09:25:30")
                .expectNotices("board closed group 0 of 3", "chat closed group 0 of 3")
                .at("16:00")
                .expectNotices("board digest ~digest/2026-09-14", "chat digest ~digest/2026-09-14");
        assertThat(story.lastNotice().alertCount()).isEqualTo(CAMPUSES - 3);
        assertThat(story.lastNotice().items()).hasSize(50);
        story.at("23:59").expectNoNotices().at("+5 00:00").expectNoNotices();
        assertThat(story.store.size(NotificationTables.ALERTS)).isZero();
    }

    @Test
    void outages_of_one_feed_per_campus_are_one_notice() {
        NotificationScenario story = NotificationScenario.of(district()).at("09:00");
        long before = System.nanoTime();
        for (int i = 0; i < CAMPUSES; i++) {
            story.opens("feed-silent f" + i, "low").opens("coverage S" + i, "low", "f" + i);
        }
        story.at("09:00:30")
                .expectNotices("board opened group 50 of 1000", "chat opened group 50 of 1000")
                .at("09:05");
        for (int i = 0; i < CAMPUSES; i++) {
            story.closes("feed-silent f" + i).closes("coverage S" + i);
        }
        story.at("09:05:30")
                .expectNotices("board closed group 0 of 1000", "chat closed group 0 of 1000")
                .at("09:06:30")
                .expectNoNotices()
                .at("15:59")
                .expectNoNotices();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(60));
    }
}
