package org.postwatch.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.delivery.Notices;
import org.postwatch.routing.Notice;

/** What came before goes with a notice where there is something, and is not missed where there is not. */
class NoticeEarlierTest {
    private static final Notice THIRD = Notices.closed(3)
            .after(Notices.before(3, List.of(Instant.parse("2026-09-14T13:50:00.001Z"), Notices.NOON)));

    @Test
    void comes_back_as_it_was() {
        assertThat(NoticeJson.read(NoticeJson.write(THIRD))).isEqualTo(THIRD);
        assertThat(NoticeJson.read(NoticeJson.write(Notices.opened(1)))).isEqualTo(Notices.opened(1));
    }

    @Test
    void is_not_written_where_there_is_none() {
        assertThat(text(Notices.opened(1))).doesNotContain("earlier");
    }

    @Test
    void what_is_no_instant_is_said_by_name() {
        byte[] bad = text(THIRD).replace("2026-09-14T13:50:00.001Z", "soon").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> NoticeJson.read(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("earlier");
    }

    @Test
    void a_later_call_and_the_news_that_is_updated_come_back_too() {
        Notice update =
                Notices.updated(Notices.opened(1), Notices.NOON.plusSeconds(60)).calling(3);
        assertThat(NoticeJson.read(NoticeJson.write(update))).isEqualTo(update);
        assertThat(text(Notices.opened(1))).doesNotContain("\"call\"", "\"news\"");
    }

    @Test
    void urgent_is_said_only_of_what_is() {
        Notice weapon = Notices.opened(1).urgent(true);
        assertThat(NoticeJson.read(NoticeJson.write(weapon))).isEqualTo(weapon);
        assertThat(text(Notices.opened(1))).doesNotContain("urgent");
        byte[] bad = text(weapon).replace("true", "\"very\"").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> NoticeJson.read(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("urgent");
    }

    private static String text(Notice notice) {
        return new String(NoticeJson.write(notice), StandardCharsets.UTF_8);
    }
}
