package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postwatch.routing.Sketch;

/** A thousand campuses lose their feed at once. */
class StormTest {
    private static final int CAMPUSES = 1_000;

    private static Sketch district() {
        return routing()
                .own("board", "topic")
                .own("chat", "chat")
                .own("pager", "pager")
                .recipient("city", "municipal-police", "log")
                .rule("police", "municipal-police", "coverage", "")
                .root(node("board", "chat")
                        .group("", "PT30S", "PT5M")
                        .then("PT10M", "pager")
                        .repeat("PT30M"));
    }

    @Test
    void one_feed_that_all_share_is_one_notice_and_what_is_unknown_for_it_is_held_back() {
        Story story = Story.of(district()).at("09:00").opens("feed-silent hr", "low");
        for (int i = 0; i < CAMPUSES; i++) {
            story.opens("coverage S" + i, "low", "hr");
        }
        story.at("09:00:29.999")
                .nothing()
                .at("09:00:30")
                .expect("board opened group 1 of 1", "chat opened group 1 of 1")
                .at("09:09")
                .nothing();
        story.acknowledges("feed-silent hr")
                .at("09:09:30")
                .expect("board acknowledged group 1 of 1", "chat acknowledged group 1 of 1");
        story.at("09:20").closes("feed-silent hr");
        for (int i = 0; i < CAMPUSES - 3; i++) {
            story.closes("coverage S" + i);
        }
        story.at("09:20:30").expect("board opened group 3 of 4", "chat opened group 3 of 4");
        for (int i = CAMPUSES - 3; i < CAMPUSES; i++) {
            story.closes("coverage S" + i);
        }
        story.at("09:25:30")
                .expect("board closed group 0 of 3", "chat closed group 0 of 3")
                .at("16:00")
                .expect("board digest ~digest/2026-09-14", "chat digest ~digest/2026-09-14");
        assertThat(story.last().matters()).isEqualTo(CAMPUSES - 3);
        assertThat(story.last().items()).hasSize(50);
        story.at("23:59").nothing().at("+5 00:00").nothing();
        assertThat(story.ledger.size(Tables.AFFAIRS)).isZero();
    }

    @Test
    void a_feed_for_each_campus_is_one_notice_too() {
        Story story = Story.of(district()).at("09:00");
        long before = System.nanoTime();
        for (int i = 0; i < CAMPUSES; i++) {
            story.opens("feed-silent f" + i, "low").opens("coverage S" + i, "low", "f" + i);
        }
        story.at("09:00:30")
                .expect("board opened group 50 of 1000", "chat opened group 50 of 1000")
                .at("09:05");
        for (int i = 0; i < CAMPUSES; i++) {
            story.closes("feed-silent f" + i).closes("coverage S" + i);
        }
        story.at("09:05:30")
                .expect("board closed group 0 of 1000", "chat closed group 0 of 1000")
                .at("09:06:30")
                .nothing()
                .at("15:59")
                .nothing();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(60));
    }
}
