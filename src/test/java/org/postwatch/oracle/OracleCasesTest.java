package org.postwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle says of every case what was worked out by hand. */
class OracleCasesTest {
    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatWasWorkedOutByHand(Case c) {
        assertThat(c.actual(Oracle::facts)).isEqualTo(c.expected());
        c.setAside().ifPresent(lines -> assertThat(Oracle.rejected(c.world())).isEqualTo(lines));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isComparedWithAllThatItIsAbout(Case c) {
        assertThat(c.expected()).allMatch(line -> c.about().stream().anyMatch(line::startsWith));
    }
}
