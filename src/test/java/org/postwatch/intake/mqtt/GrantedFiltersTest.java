package org.postwatch.intake.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.intake.connection.ConnectionProblemException;

/** Each return code of a subscription counts. */
class GrantedFiltersTest {
    @Test
    void all_that_is_granted_with_qos_1_is_no_shortfall() {
        GrantedFilters all = GrantedFilters.of(List.of("a", "b/#"), List.of(1, 1));
        assertThat(all.granted()).containsExactly("a", "b/#");
        assertThat(all.shortfall()).isEmpty();
    }

    @Test
    void what_is_refused_and_what_has_qos_0_is_named() {
        GrantedFilters some = GrantedFilters.of(List.of("a", "b/#", "c"), List.of(0, 0x80, 0x87));
        assertThat(some.granted()).containsExactly("a");
        assertThat(some.shortfall())
                .isEqualTo(
                        "the broker refused the subscription to 'b/#', 'c'; expected that the user may read these"
                                + " topics; the broker granted only QoS 0 for 'a': messages are lost while the connection is down");
    }

    @Test
    void a_broker_that_answers_in_part_has_a_fault() {
        assertThatThrownBy(() -> GrantedFilters.of(List.of("a", "b"), List.of(1)))
                .isInstanceOf(ConnectionProblemException.class)
                .hasMessage("the broker answered 1 of 2 subscriptions; expected an answer for each");
    }
}
