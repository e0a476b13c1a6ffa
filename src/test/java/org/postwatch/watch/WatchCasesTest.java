package org.postwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.oracle.Case;
import org.postwatch.oracle.Cases;

/** The watch says of every case what was worked out by hand, while its events arrive one by one. */
class WatchCasesTest {
    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatWasWorkedOutByHand(Case c) {
        Watched watched = new Watched(c.world());
        assertThat(c.actual(world -> watched.facts())).isEqualTo(c.expected());
        c.setAside().ifPresent(lines -> assertThat(watched.setAside()).isEqualTo(lines));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysTheSameOnceItsDatesAreSealed(Case c) {
        Watched watched = new Watched(c.world()).sealed();
        assertThat(c.actual(world -> watched.facts())).isEqualTo(c.expected());
    }
}
