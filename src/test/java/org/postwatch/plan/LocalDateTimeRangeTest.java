package org.postwatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a date begins and ends in zones that change their clocks around midnight. */
class LocalDateTimeRangeTest {
    @ParameterizedTest
    @CsvSource({
        // Midnight comes twice: back from 01:00 to 00:00.
        "America/Havana, 2026-10-31, 2026-11-01T04:00:00Z",
        // No midnight: forward from 00:00 to 01:00.
        "America/Havana, 2026-03-07, 2026-03-08T05:00:00Z",
        "Asia/Beirut, 2026-03-28, 2026-03-28T22:00:00Z",
        "Africa/Cairo, 2026-04-23, 2026-04-23T22:00:00Z",
        "America/Asuncion, 2023-09-30, 2023-10-01T04:00:00Z",
        // The hour before midnight comes twice: back from 24:00 to 23:00.
        "Asia/Beirut, 2026-10-24, 2026-10-24T22:00:00Z",
        "Africa/Cairo, 2026-10-29, 2026-10-29T22:00:00Z",
        "America/Asuncion, 2023-03-25, 2023-03-26T04:00:00Z",
        // A local date that did not exist.
        "Pacific/Apia, 2011-12-29, 2011-12-30T10:00:00Z"
    })
    void a_date_ends_at_the_first_instant_of_the_next_one(ZoneId zone, LocalDate date, Instant end) {
        LocalDateTime until = date.plusDays(1).atStartOfDay();
        assertThat(new LocalDateTimeRange(Optional.empty(), Optional.of(until)).end(zone))
                .isEqualTo(end);
        assertThat(new LocalDateTimeRange(Optional.of(until), Optional.empty()).start(zone))
                .isEqualTo(end);
        assertThat(end.minusMillis(1).atZone(zone).toLocalDate()).isEqualTo(date);
        assertThat(end.atZone(zone).toLocalDate()).isAfter(date);
    }
}
