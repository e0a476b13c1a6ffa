package org.postwatch.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.observability.DeliveryEvent;

class MeteredChannelFactoryTest {
    @Test
    void a_recipient_that_cannot_be_opened_is_an_attempt_that_is_made_again() {
        List<DeliveryEvent> fates = new ArrayList<>();
        MeteredChannelFactory opener = new MeteredChannelFactory(
                (routing, recipient) -> {
                    throw new IllegalStateException("no secret");
                },
                fates::add);
        assertThatThrownBy(() -> opener.open(null, null)).hasMessage("no secret");
        assertThat(fates).containsExactly(DeliveryEvent.RETRIED);
    }

    /** A default that is not handed on would be the answer of every channel. */
    @Test
    void whatever_a_channel_is_asked_it_is_asked_itself() {
        Class<?> counted = Arrays.stream(MeteredChannelFactory.class.getDeclaredClasses())
                .filter(NotificationChannel.class::isAssignableFrom)
                .findFirst()
                .orElseThrow();
        assertThat(NotificationChannel.class.getDeclaredMethods())
                .hasSizeGreaterThan(3)
                .allSatisfy((Method method) -> assertThat(
                                counted.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .isNotNull());
    }
}
