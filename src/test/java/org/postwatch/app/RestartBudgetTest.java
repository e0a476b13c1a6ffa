package org.postwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
    private static final Instant FIRST = Instant.parse("2026-09-14T13:30:00Z");
    private final RestartBudget budget = new RestartBudget(2, Duration.ofMinutes(10));

    @Test
    void a_restart_is_given_back_when_its_time_is_over_and_not_a_millisecond_before() {
        assertThat(budget.tryAcquire(FIRST)).isTrue();
        assertThat(budget.tryAcquire(FIRST.plusSeconds(1))).isTrue();
        assertThat(budget.tryAcquire(FIRST.plusSeconds(600).minusMillis(1))).isFalse();
        assertThat(budget.tryAcquire(FIRST.plusSeconds(600))).isTrue();
        assertThat(budget.tryAcquire(FIRST.plusSeconds(600))).isFalse();
    }
}
