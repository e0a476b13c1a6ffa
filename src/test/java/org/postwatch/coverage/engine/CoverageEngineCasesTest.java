package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.oracle.Case;
import org.postwatch.oracle.Cases;

/** The watch says of every case what was worked out by hand, while its events arrive one by one. */
class CoverageEngineCasesTest {
    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void facts_match_the_hand_computed_case(Case c) {
        CoverageEngineDriver watched = new CoverageEngineDriver(c.world());
        assertThat(c.actual(world -> watched.facts())).isEqualTo(c.expected());
        c.setAside().ifPresent(lines -> assertThat(watched.rejections()).isEqualTo(lines));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void facts_stay_the_same_when_dates_are_sealed(Case c) {
        CoverageEngineDriver watched = new CoverageEngineDriver(c.world()).sealAllDue();
        assertThat(c.actual(world -> watched.facts())).isEqualTo(c.expected());
    }
}
