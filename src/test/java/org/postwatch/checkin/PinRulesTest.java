package org.postwatch.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            123456       | follow each other
            890123       | follow each other
            654321       | follow each other
            000000       | repeat
            121212       | repeat
            1231231      | repeat
            472472       | repeat
            82918291     | repeat
            112233       | Many people choose
            417183       | contains your badge
            990417181    | contains your badge
            12345        | 6 to 12 digits
            1234567890123| 6 to 12 digits
            41718a       | 6 to 12 digits
            ''           | 6 to 12 digits
            """)
    void a_pin_that_is_easily_guessed_is_rejected_with_the_reason(String pin, String reason) {
        assertThat(PinRules.fault(pin, "D-4171"))
                .hasValueSatisfying(text -> assertThat(text).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"582914", "402913", "7710043", "194728305516"})
    void another_pin_may_be_chosen(String pin) {
        assertThat(PinRules.fault(pin, "D-4171")).isEmpty();
    }

    @Test
    void the_digits_of_a_badge_filled_with_zeros_are_the_badge() {
        assertThat(PinRules.fault("000017", "D-17")).isPresent();
        assertThat(PinRules.fault("291740", "D-17")).as("17 by chance").isEmpty();
    }

    @Test
    void digits_of_other_scripts_are_no_digits() {
        assertThat(PinRules.hasForm("\u0661\u0662\u0669\u0664\u0665\u0666")).isFalse();
    }
}
