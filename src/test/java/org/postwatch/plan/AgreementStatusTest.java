package org.postwatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Decisions in the night of 2026-03-08, when clocks in Los Angeles go from 02:00 to 03:00. */
class AgreementStatusTest {
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final Instant LATER = Instant.parse("2026-03-09T00:00:00Z");

    /** 02:40 is never on a clock that night: it stands for 03:40. */
    @Test
    void a_decision_of_an_hour_that_is_left_out_comes_after_one_of_the_next() {
        Agreement agreement = decided("approved", "2026-03-08T02:40", "under-review", "2026-03-08T03:10");

        assertThat(AgreementStatus.reasonNotInForce(agreement, LATER, ZONE)).isEmpty();
        assertThat(AgreementStatus.reasonNotInForce(agreement, Instant.parse("2026-03-08T10:39:59Z"), ZONE))
                .contains("awaiting city");
    }

    @Test
    void of_two_at_one_instant_the_later_in_the_document_stands() {
        assertThat(AgreementStatus.reasonNotInForce(
                        decided("approved", "2026-03-08T02:40", "rejected", "2026-03-08T03:40"), LATER, ZONE))
                .contains("awaiting city");
        assertThat(AgreementStatus.reasonNotInForce(
                        decided("rejected", "2026-03-08T03:40", "approved", "2026-03-08T02:40"), LATER, ZONE))
                .isEmpty();
    }

    @Test
    void a_renewal_of_an_hour_that_is_left_out_comes_after_one_of_the_next() {
        Agreement agreement = new Agreement(
                "city-1",
                "city",
                Set.of("A"),
                new LocalDateTimeRange(Optional.empty(), Optional.of(LocalDateTime.parse("2026-03-08T12:00"))),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Agreement.Renewal(
                                LocalDateTime.parse("2026-03-08T02:40"), LocalDateTime.parse("2026-04-01T00:00")),
                        new Agreement.Renewal(
                                LocalDateTime.parse("2026-03-08T03:10"), LocalDateTime.parse("2026-03-08T13:00"))),
                Optional.empty());

        assertThat(AgreementStatus.reasonNotInForce(agreement, LATER, ZONE)).isEmpty();
    }

    private static Agreement decided(String first, String at, String second, String then) {
        return new Agreement(
                "city-1",
                "city",
                Set.of("A"),
                LocalDateTimeRange.ALWAYS,
                List.of(),
                List.of("city"),
                List.of(
                        new Agreement.ApprovalDecision("city", first, LocalDateTime.parse(at)),
                        new Agreement.ApprovalDecision("city", second, LocalDateTime.parse(then))),
                List.of(),
                Optional.empty());
    }
}
