package org.postwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.delivery.Channel;
import org.postwatch.runtime.sight.Fate;

class CountedOpenerTest {
    @Test
    void a_recipient_that_cannot_be_opened_is_an_attempt_that_is_made_again() {
        List<Fate> fates = new ArrayList<>();
        CountedOpener opener = new CountedOpener(
                (routing, recipient) -> {
                    throw new IllegalStateException("no secret");
                },
                fates::add);
        assertThatThrownBy(() -> opener.open(null, null)).hasMessage("no secret");
        assertThat(fates).containsExactly(Fate.RETRIED);
    }

    /** A default that is not handed on would be the answer of every channel. */
    @Test
    void whatever_a_channel_is_asked_it_is_asked_itself() {
        Class<?> counted = Arrays.stream(CountedOpener.class.getDeclaredClasses())
                .filter(Channel.class::isAssignableFrom)
                .findFirst()
                .orElseThrow();
        assertThat(Channel.class.getDeclaredMethods())
                .hasSizeGreaterThan(3)
                .allSatisfy((Method method) -> assertThat(
                                counted.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .isNotNull());
    }
}
