package org.postwatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticeBodyTest {
    @Test
    void the_outside_does_not_learn_that_something_is_urgent_unless_a_field_says_it() {
        assertThat(NoticeBody.of(Notices.opened(1).urgent(true))).isEqualTo(NoticeBody.of(Notices.opened(1)));
    }
}
