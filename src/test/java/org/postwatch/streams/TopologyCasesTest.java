package org.postwatch.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.oracle.Case;
import org.postwatch.oracle.Cases;

/** The topology says of every case what was worked out by hand: bytes in, bytes out, state in stores. */
class TopologyCasesTest {
    static List<Case> cases() {
        // Two cases are about bytes that are no JSON; the random worlds are full of conflicts that are.
        return Cases.all().stream()
                .filter(c -> c.world().arrivals().stream().allMatch(a -> a.padding() >= 0))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void publishes_the_facts_worked_out_by_hand(Case c) {
        try (CoverageTopologyRun driven = new CoverageTopologyRun(c.world())) {
            assertThat(c.actual(world -> driven.facts())).isEqualTo(c.expected());
            c.setAside().ifPresent(lines -> assertThat(driven.rejected()).isEqualTo(lines));
        }
    }
}
