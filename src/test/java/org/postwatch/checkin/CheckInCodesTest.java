package org.postwatch.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckInCodesTest {
    private static final CheckInPlace NORTH = new CheckInPlace("elm", "north");
    private static final Instant STEP = Instant.parse("2026-11-30T13:20:00Z");

    private final CheckInCodes codes = new CheckInCodes(key("the key of the instances"));

    @Test
    void a_code_holds_for_its_step_and_the_two_after_it_to_the_second() {
        String code = codes.current(NORTH, STEP);
        assertThat(codes.current(NORTH, STEP.plusSeconds(29))).isEqualTo(code);
        assertThat(codes.current(NORTH, STEP.plusSeconds(30))).isNotEqualTo(code);
        assertThat(codes.isValid(NORTH, code, STEP)).isTrue();
        assertThat(codes.isValid(NORTH, code, STEP.plusMillis(89_999))).isTrue();
        assertThat(codes.isValid(NORTH, code, STEP.plusSeconds(90))).isFalse();
    }

    @Test
    void a_code_does_not_hold_before_its_step() {
        String next = codes.current(NORTH, STEP.plusSeconds(30));
        assertThat(codes.isValid(NORTH, next, STEP.plusMillis(29_999))).isFalse();
        assertThat(codes.isValid(NORTH, next, STEP.plusSeconds(30))).isTrue();
    }

    @Test
    void a_code_of_another_campus_or_of_the_same_campus_in_another_district_does_not_hold() {
        assertThat(codes.isValid(NORTH, codes.current(new CheckInPlace("elm", "south"), STEP), STEP))
                .isFalse();
        assertThat(codes.isValid(NORTH, codes.current(new CheckInPlace("ash", "north"), STEP), STEP))
                .isFalse();
    }

    @Test
    void every_instance_with_the_key_shows_and_takes_the_same_codes_and_another_key_takes_none() {
        assertThat(new CheckInCodes(key("the key of the instances")).current(NORTH, STEP))
                .isEqualTo(codes.current(NORTH, STEP));
        assertThat(new CheckInCodes(key("another key")).isValid(NORTH, codes.current(NORTH, STEP), STEP))
                .isFalse();
    }

    @Test
    void any_other_text_is_no_code() {
        String code = codes.current(NORTH, STEP);
        for (String text : new String[] {"", "x", code + "x", code.substring(1), "\u0000", code.repeat(1_000)}) {
            assertThat(codes.isValid(NORTH, text, STEP)).as(text).isFalse();
        }
    }

    static CheckInKey key(String secret) {
        return CheckInKey.derive(secret.getBytes(StandardCharsets.UTF_8));
    }
}
