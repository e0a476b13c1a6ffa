package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Thousands of routings, policies and days: a denied class gets nothing, nobody gets a field that he may not have, what
 * is urgent is notified at once, what was opened is ended, and quiet is quiet. {@code -Drouting.worlds=N} makes more of them.
 */
class RandomNotificationRunTest {
    private static final int WORLDS = Integer.getInteger("routing.worlds", 2_000);

    @Test
    void in_random_runs_only_allowed_recipients_are_notified() {
        int told = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            try {
                RandomNotificationRun days = new RandomNotificationRun(seed, false);
                days.finish();
                told += days.output.notices.size();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("world " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(told).as("worlds in which something is notified").isGreaterThan(10 * WORLDS);
    }

    @Test
    void the_same_run_gives_the_same_notices_with_and_without_restarts() {
        for (long seed = 0; seed < WORLDS / 20; seed++) {
            RandomNotificationRun once = new RandomNotificationRun(seed, false);
            RandomNotificationRun again = new RandomNotificationRun(seed, true);
            assertThat(again.output.notices).as("world %d", seed).isEqualTo(once.output.notices);
            assertThat(again.output.records).as("world %d", seed).isEqualTo(once.output.records);
        }
    }
}
