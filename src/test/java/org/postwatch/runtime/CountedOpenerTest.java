package org.postwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.postwatch.delivery.Channel;

class CountedOpenerTest {
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
