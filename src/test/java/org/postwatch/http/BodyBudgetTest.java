package org.postwatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final Peer ATTACKER = new Peer("192.0.2.1");
    private static final Peer OTHER = new Peer("192.0.2.2");

    private final BodyBudget budget = new BodyBudget(100, 60);

    @Test
    void a_peer_cannot_take_what_others_need() {
        assertThat(budget.reserve(ATTACKER, 60)).isTrue();
        assertThat(budget.reserve(ATTACKER, 1)).isFalse();

        assertThat(budget.reserve(OTHER, 40)).isTrue();
        assertThat(budget.reserve(OTHER, 1)).isFalse();
    }

    @Test
    void what_is_given_back_can_be_reserved_again() {
        budget.reserve(ATTACKER, 60);
        budget.release(ATTACKER, 20);

        assertThat(budget.reserve(ATTACKER, 21)).isFalse();
        assertThat(budget.reserve(ATTACKER, 20)).isTrue();
        budget.release(ATTACKER, 60);
        assertThat(budget.reserve(OTHER, 60)).isTrue();
    }
}
