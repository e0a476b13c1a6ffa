package org.postwatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.Notice;

class NoticeBodyTest {
    @Test
    void the_outside_does_not_learn_that_something_is_urgent_unless_a_field_says_it() {
        assertThat(NoticeBody.of(SampleNotices.opened(1).withUrgent(true)))
                .isEqualTo(NoticeBody.of(SampleNotices.opened(1)));
    }

    @Test
    void two_recipients_at_one_address_have_one_reference_and_keys_of_their_own() {
        Notice one = SampleNotices.forRecipient(SampleNotices.opened(1), "board");
        Notice other = SampleNotices.forRecipient(SampleNotices.opened(1), "river-desk");

        assertThat(one.ref()).isEqualTo(other.ref());
        assertThat(one.idempotencyKey())
                .isNotEqualTo(other.idempotencyKey())
                .isEqualTo(SampleNotices.forRecipient(SampleNotices.opened(1), "board")
                        .idempotencyKey());
    }
}
