package org.postwatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeItem;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.NoticeField;

class NoticeTextTest {
    @Test
    void a_gap_is_described_in_a_line_with_its_details_below() {
        Notice notice = SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, SampleNotices.allFields());

        assertThat(NoticeText.headline(notice))
                .isEqualTo("Opened (high): post not covered at Sarracino Middle School, sro");
        assertThat(NoticeText.lines(notice))
                .containsExactly(
                        "Status: open",
                        "What: post not covered",
                        "Severity: high",
                        "School: Sarracino Middle School",
                        "Campus: a",
                        "Post: sro",
                        "Since: Mon 14 Sep 2026, 07:40 MDT",
                        "Opened: Mon 14 Sep 2026, 07:50 MDT",
                        "Why: called-away(C-1, Mon 14 Sep 2026, 07:40 MDT)",
                        "Reference: " + SampleNotices.REF);
    }

    @Test
    void times_are_the_campus_s_wherever_they_stand_and_programs_get_utc() {
        TreeMap<String, String> fields = new TreeMap<>(Map.of(
                "since", "2026-11-29T20:18:17Z",
                "reasons", "called-away(R-3, 2026-11-29T20:18:17Z)",
                "notes", "2026-11-29T20:18:17.5Z dana: see feed-silent/hr/2026-11-29T20:18:17Z",
                "detail", "silence S-1 of dana ends at 2026-07-29T20:18:17Z: drill"));
        Notice notice = SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, fields);

        assertThat(NoticeText.lines(notice))
                .contains(
                        "Since: Sun 29 Nov 2026, 13:18 MST",
                        "Why: called-away(R-3, Sun 29 Nov 2026, 13:18 MST)",
                        "Notes: Sun 29 Nov 2026, 13:18 MST dana: see feed-silent/hr/2026-11-29T20:18:17Z",
                        "Detail: silence S-1 of dana ends at Wed 29 Jul 2026, 14:18 MDT: drill");
        assertThat(NoticeBody.of(notice).toString())
                .contains("\"since\":\"2026-11-29T20:18:17Z\"")
                .doesNotContain("MST", "Denver");
        assertThat(NoticeBody.forPeople(notice).toString())
                .contains("\"since\":\"Sun 29 Nov 2026, 13:18 MST\"")
                .doesNotContain("Denver");
    }

    @Test
    void what_is_not_granted_is_not_mentioned() {
        Notice notice =
                SampleNotices.of(NoticeStage.CLOSED, AlertStatus.CLOSED, Map.of("severity", "high", "campus", "a"));

        assertThat(NoticeText.headline(notice)).isEqualTo("Closed (high): incident at a");
        assertThat(NoticeText.lines(notice))
                .containsExactly("Status: closed", "Severity: high", "Campus: a", "Reference: " + SampleNotices.REF);
        assertThat(NoticeText.headline(SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, Map.of())))
                .isEqualTo("Opened: incident");
    }

    @Test
    void a_window_that_ended_uncovered_is_reported_as_ended_uncovered() {
        TreeMap<String, String> fields = SampleNotices.allFields();
        fields.put("closed-by", "window-ended");
        assertThat(NoticeText.lines(SampleNotices.of(NoticeStage.CLOSED, AlertStatus.CLOSED, fields)))
                .contains("Because: ended uncovered");

        fields.remove("kind");
        assertThat(NoticeText.lines(SampleNotices.of(NoticeStage.CLOSED, AlertStatus.CLOSED, fields)))
                .as("the kind is not given away by another field")
                .contains("Because: window ended");
    }

    @Test
    void a_group_counts_and_lists_its_matters() {
        Notice notice = SampleNotices.group(
                NoticeStage.OPENED,
                AlertStatus.OPEN,
                1000,
                SampleNotices.items(50).toArray(NoticeItem[]::new));

        assertThat(NoticeText.headline(notice)).isEqualTo("Opened (high): 1000 incidents: feed silent");
        assertThat(NoticeText.lines(notice))
                .hasSize(52)
                .contains("open: feed silent at c0", "and 950 more")
                .endsWith("Reference: " + SampleNotices.REF);
    }

    @Test
    void a_group_says_what_is_still_open() {
        Notice notice = SampleNotices.group(
                NoticeStage.CORRECTED,
                AlertStatus.OPEN,
                2,
                SampleNotices.item(AlertStatus.OPEN, Map.of("kind", "no-show", "campus", "a")),
                SampleNotices.item(
                        AlertStatus.CLOSED, Map.of("kind", "coverage", "closed", "2026-09-14T08:00:00-06:00")));

        assertThat(NoticeText.headline(notice))
                .isEqualTo("Corrected: 2 incidents, 1 open: 1 officer did not come, 1 post not covered");
        assertThat(NoticeText.lines(notice))
                .contains(
                        "open: officer did not come at a",
                        "closed: post not covered, closed Mon 14 Sep 2026, 08:00 MDT");
    }

    @Test
    void digest_and_watchdog_say_what_they_are() {
        Notice digest = SampleNotices.at(
                SampleNotices.of(NoticeStage.DIGEST, AlertStatus.CLOSED, SampleNotices.allFields()),
                "~digest/2026-09-14",
                1,
                SampleNotices.NOON);
        assertThat(NoticeText.headline(digest))
                .isEqualTo("Digest of 2026-09-14: 1 incident closed before notification");
        assertThat(NoticeText.headline(SampleNotices.watchdog()))
                .isEqualTo("Watchdog: Postwatch is at work, Mon 14 Sep 2026, 18:00 UTC");
    }

    @Test
    void text_breaks_no_line_and_has_a_bound() {
        Notice notice = SampleNotices.of(
                NoticeStage.OPENED,
                AlertStatus.OPEN,
                Map.of("campus", "a\r\nBcc: x\u202e\u2028y", "notes", "n".repeat(5000)));

        assertThat(NoticeText.headline(notice)).isEqualTo("Opened: incident at a  Bcc: x  y");
        assertThat(NoticeText.lines(notice)).allMatch(line -> line.length() <= NoticeText.MAX_LINE_CHARS);
    }

    @ParameterizedTest
    @EnumSource(NoticeStage.class)
    void every_stage_has_words_and_no_value_of_a_field_that_was_not_given(NoticeStage stage) {
        for (NoticeField field : NoticeField.values()) {
            Notice notice = SampleNotices.of(stage, AlertStatus.OPEN, Map.of(field.wireName(), "v-1"));
            String all = String.join("\n", NoticeText.lines(notice));
            assertThat(NoticeText.headline(notice)).isNotBlank().doesNotContain("null");
            for (NoticeField other : NoticeField.values()) {
                if (other != field) {
                    assertThat(all).doesNotContain(NoticeText.label(other) + ": ");
                }
            }
        }
    }
}
