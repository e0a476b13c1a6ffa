package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.notification.model.Notice;

/** What came before goes with a notice where there is something, and is not missed where there is not. */
class NoticeJsonTest {
    private static final Notice THIRD = SampleNotices.closed(3)
            .withEarlierRevisions(SampleNotices.earlierRevisions(
                    3, List.of(Instant.parse("2026-09-14T13:50:00.001Z"), SampleNotices.NOON)));

    @Test
    void earlier_revisions_read_back() {
        assertThat(NoticeJson.read(NoticeJson.write(THIRD))).isEqualTo(THIRD);
        assertThat(NoticeJson.read(NoticeJson.write(SampleNotices.opened(1)))).isEqualTo(SampleNotices.opened(1));
    }

    @Test
    void no_earlier_revisions_write_no_field() {
        assertThat(text(SampleNotices.opened(1))).doesNotContain("earlierRevisions");
    }

    @Test
    void an_invalid_instant_is_named() {
        byte[] bad = text(THIRD).replace("2026-09-14T13:50:00.001Z", "soon").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> NoticeJson.read(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("earlierRevisions");
    }

    @Test
    void the_call_and_the_last_notification_read_back() {
        Notice update = SampleNotices.updated(SampleNotices.opened(1), SampleNotices.NOON.plusSeconds(60))
                .withCallNumber(3);
        assertThat(NoticeJson.read(NoticeJson.write(update))).isEqualTo(update);
        assertThat(text(SampleNotices.opened(1))).doesNotContain("\"call\"", "\"news\"");
    }

    @Test
    void urgent_is_written_only_when_true() {
        Notice weapon = SampleNotices.opened(1).withUrgent(true);
        assertThat(NoticeJson.read(NoticeJson.write(weapon))).isEqualTo(weapon);
        assertThat(text(SampleNotices.opened(1))).doesNotContain("urgent");
        byte[] bad = text(weapon).replace("true", "\"very\"").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> NoticeJson.read(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("urgent");
    }

    private static String text(Notice notice) {
        return new String(NoticeJson.write(notice), StandardCharsets.UTF_8);
    }
}
