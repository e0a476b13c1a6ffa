package org.postwatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which secrets of a feed count, by the arrival of an event. */
class FeedKeysTest {
    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final FeedKey OLD = new FeedKey(
            "old",
            new LocalDateTimeRange(Optional.of(local("2026-08-01T00:00")), Optional.of(local("2026-09-01T00:00"))));
    private static final FeedKey NEW =
            new FeedKey("new", new LocalDateTimeRange(Optional.of(local("2026-08-20T00:00")), Optional.empty()));
    private static final FeedKeys KEYS = new FeedKeys(List.of(OLD, NEW));

    @Test
    void in_the_zone_of_the_district_each_counts_from_its_start_to_its_end() {
        assertThat(secretsAt("2026-08-01T05:59:59.999Z")).isEmpty();
        assertThat(secretsAt("2026-08-01T06:00:00Z")).containsExactly("old");
        assertThat(secretsAt("2026-08-20T06:00:00Z")).containsExactly("old", "new");
        assertThat(secretsAt("2026-09-01T05:59:59.999Z")).containsExactly("old", "new");
        assertThat(secretsAt("2026-09-01T06:00:00Z")).containsExactly("new");
    }

    @Test
    void from_the_start_of_the_first_on_it_must_sign_for_good() {
        assertThat(KEYS.isSignatureRequired(Instant.parse("2026-08-01T05:59:59.999Z"), DENVER))
                .isFalse();
        assertThat(KEYS.isSignatureRequired(Instant.parse("2026-08-01T06:00:00Z"), DENVER))
                .isTrue();
        FeedKeys over = new FeedKeys(List.of(OLD));
        assertThat(over.isSignatureRequired(Instant.parse("2030-01-01T00:00:00Z"), DENVER))
                .isTrue();
        assertThat(over.secretsAt(Instant.parse("2030-01-01T00:00:00Z"), DENVER))
                .isEmpty();
        assertThat(FeedKeys.NONE.isSignatureRequired(Instant.MAX, DENVER)).isFalse();
    }

    @Test
    void a_time_without_any_is_found() {
        assertThat(FeedKeys.NONE.firstGap()).isEmpty();
        assertThat(KEYS.firstGap()).isEmpty();
        assertThat(new FeedKeys(List.of(NEW, OLD)).firstGap()).isEmpty();
        assertThat(new FeedKeys(List.of(new FeedKey("always", LocalDateTimeRange.ALWAYS), OLD)).firstGap())
                .isEmpty();
        assertThat(new FeedKeys(List.of(OLD)).firstGap()).contains(local("2026-09-01T00:00"));
        FeedKey next =
                new FeedKey("next", new LocalDateTimeRange(Optional.of(local("2026-09-01T00:00")), Optional.empty()));
        assertThat(new FeedKeys(List.of(OLD, next)).firstGap()).isEmpty();
        FeedKey late =
                new FeedKey("late", new LocalDateTimeRange(Optional.of(local("2026-09-01T00:01")), Optional.empty()));
        assertThat(new FeedKeys(List.of(late, OLD)).firstGap()).contains(local("2026-09-01T00:00"));
    }

    @Test
    void an_apply_says_what_changes() {
        Feed without = new Feed("doors", Set.of(), Set.of(), Set.of(), 5, LocalDateTimeRange.ALWAYS);
        Feed with =
                new Feed("doors", Set.of(), Set.of(), Set.of(), 5, LocalDateTimeRange.ALWAYS, WeeklyHours.ALWAYS, KEYS);

        assertThat(RecordDiff.between(without, with))
                .containsExactly("key none -> secret:old from 2026-08-01T00:00 until 2026-09-01T00:00, secret:new from"
                        + " 2026-08-20T00:00");
    }

    private static List<String> secretsAt(String arrival) {
        return KEYS.secretsAt(Instant.parse(arrival), DENVER);
    }

    private static LocalDateTime local(String text) {
        return LocalDateTime.parse(text);
    }
}
