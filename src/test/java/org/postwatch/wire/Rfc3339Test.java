package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @Test
    void agrees_with_java_time_over_all_years_and_offsets() {
        Random random = new Random(7);
        long first = Instant.parse("0000-01-02T00:00:00Z").getEpochSecond();
        long span = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond() - first;
        for (int i = 0; i < 200_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    first + (long) (random.nextDouble() * span),
                    random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
            OffsetDateTime local = instant.atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 1080) - 1080)));
            if (local.getYear() < 0 || local.getYear() > 9999) {
                continue;
            }
            String text = local.getSecond() == 0 && local.getNano() == 0
                    ? local.toString().replaceFirst("(T..:..)", "$1:00")
                    : local.toString();
            assertThat(Rfc3339.parse(text))
                    .as(text)
                    .isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS).toEpochMilli());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023-09-11",
                "2023-09-11T13:20Z",
                "2023-09-11T13:20:00",
                "2023-09-11 13:20:00Z",
                "2023-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2023-04-31T00:00:00Z",
                "2023-13-01T00:00:00Z",
                "2023-00-01T00:00:00Z",
                "2023-01-00T00:00:00Z",
                "2023-01-01T24:00:00Z",
                "2023-01-01T00:60:00Z",
                "2023-01-01T00:00:61Z",
                "9999-12-31T23:59:60Z",
                "2023-01-01T00:00:00.Z",
                "2023-01-01T00:00:00+24:00",
                "2023-01-01T00:00:00+0100",
                "2023-01-01T00:00:00+01:60",
                "2023-01-01T00:00:00ZZ",
                "+023-01-01T00:00:00Z",
                "2023-01-01T00:00:0\u0661Z",
                "2023-01-01T00:00:00*01:00",
                "0000-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "2O23-01-01T00:00:00Z",
                "2023-01-01T0/:00:00Z"
            })
    void is_not_an_instant(String text) {
        assertThat(Rfc3339.parse(text)).isEqualTo(Rfc3339.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T00:00:00Z",
                "2000-02-29T00:00:00z",
                "2024-02-28t24:00:00Z",
                "2024-02-28t23:00:00-01:00",
                "2024-02-29T23:59:00+23:59"
            })
    void leap_days_and_lower_case(String text) {
        boolean hour24 = text.contains("24:00:00");
        assertThat(Rfc3339.parse(text) == Rfc3339.INVALID).isEqualTo(hour24);
        if (text.startsWith("2024") && !hour24) {
            assertThat(Rfc3339.parse(text))
                    .isEqualTo(Instant.parse("2024-02-29T00:00:00Z").toEpochMilli());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2016-12-31T23:59:60.25Z, 2017-01-01T00:00:00.250Z",
        "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z",
        "2026-11-23T17:59:60Z, 2026-11-23T18:00:00Z"
    })
    void a_leap_second_is_the_first_of_the_next_minute(String text, String instant) {
        assertThat(Rfc3339.parse(text)).isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".1234567890Z", ".1230000000000000000000000000000000000000000Z", ".123999999999999999+00:00"})
    void a_fraction_may_have_any_length(String fraction) {
        assertThat(Rfc3339.parse("2023-01-01T00:00:00" + fraction))
                .isEqualTo(Instant.parse("2023-01-01T00:00:00.123Z").toEpochMilli());
    }
}
