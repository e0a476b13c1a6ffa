package org.postwatch.intake.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.UnmappedCount;
import org.postwatch.intake.UnmappedId;

/** What is counted of a source is bounded, and nothing urgent is lost by that. */
class SourceStatisticsTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    private static final UnmappedId PANEL = new UnmappedId("device", "p-7");

    private final SourceStatistics statistics = new SourceStatistics(NOON);

    @Test
    void an_id_is_new_once_and_again_when_it_turns_out_to_be_urgent() {
        assertThat(statistics.countUnmapped(NOON, PANEL, Set.of(EventType.BUZZER_PRESSED)))
                .isTrue();
        assertThat(statistics.countUnmapped(NOON, PANEL, Set.of(EventType.BUZZER_PRESSED)))
                .isFalse();
        assertThat(statistics.countUnmapped(NOON, PANEL, Set.of(EventType.PANIC)))
                .isTrue();
        assertThat(statistics.countUnmapped(NOON, PANEL, Set.of(EventType.PANIC)))
                .isFalse();
    }

    @Test
    void a_panic_button_is_kept_while_a_sender_makes_up_ids() {
        statistics.countUnmapped(NOON, PANEL, Set.of(EventType.PANIC));
        for (int i = 0; i < 10 * SourceStatistics.MAX_UNMAPPED_IDS; i++) {
            statistics.countUnmapped(
                    NOON.plusSeconds(i), new UnmappedId("device", "made-up-" + i), Set.of(EventType.PERSON_SEEN));
        }
        UnmappedId late = new UnmappedId("device", "late");
        statistics.countUnmapped(NOON, late, Set.of(EventType.WEAPON_SEEN));

        assertThat(statistics.snapshot().unmappedIds())
                .hasSize(SourceStatistics.MAX_UNMAPPED_IDS)
                .filteredOn(UnmappedCount::isUrgent)
                .extracting(UnmappedCount::unmappedId)
                .containsExactlyInAnyOrder(PANEL, late);
        assertThat(statistics.snapshot().unmapped()).isEqualTo(10 * SourceStatistics.MAX_UNMAPPED_IDS + 2);
    }

    @Test
    void a_guess_at_the_secret_is_no_sign_of_life() {
        statistics.countUnverified(new RejectedMessage(NOON.plusSeconds(5), "", "unverified", "", "no credential"));

        assertThat(statistics.snapshot().lastMessage()).isEmpty();
        assertThat(statistics.snapshot().rejected()).containsEntry("unverified", 1L);

        statistics.countAccepted(NOON.plusSeconds(9));
        assertThat(statistics.snapshot().lastMessage()).hasValue(NOON.plusSeconds(9));
    }

    @Test
    void a_rejected_weapon_is_counted_by_itself() {
        statistics.countRejected(
                new RejectedMessage(NOON, "", "malformed", "body.at", "", Optional.of(EventType.WEAPON_SEEN)));
        statistics.countRejected(
                new RejectedMessage(NOON, "", "malformed", "body.at", "", Optional.of(EventType.BUZZER_PRESSED)));
        statistics.countRejected(new RejectedMessage(NOON, "", "malformed", "body", ""));

        assertThat(statistics.snapshot().urgentRejected()).isEqualTo(1);
        assertThat(statistics.snapshot().rejectedTotal()).isEqualTo(3);
    }
}
