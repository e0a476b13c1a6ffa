package org.postwatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Notice;

class NoticeBodyTest {
    @Test
    void the_outside_does_not_learn_that_something_is_urgent_unless_a_field_says_it() {
        assertThat(NoticeBody.of(Notices.opened(1).urgent(true))).isEqualTo(NoticeBody.of(Notices.opened(1)));
    }

    @Test
    void two_recipients_at_one_address_have_one_reference_and_keys_of_their_own() {
        Notice one = Notices.to(Notices.opened(1), "board");
        Notice other = Notices.to(Notices.opened(1), "river-desk");

        assertThat(one.ref()).isEqualTo(other.ref());
        assertThat(one.idempotencyKey())
                .isNotEqualTo(other.idempotencyKey())
                .isEqualTo(Notices.to(Notices.opened(1), "board").idempotencyKey());
    }
}
