package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Thousands of routings, policies and days: a barred class gets nothing, nobody gets a field that he may not have, what
 * is urgent is told at once, what was opened is ended, and quiet is quiet. {@code -Drouting.worlds=N} makes more of them.
 */
class RandomDaysTest {
    private static final int WORLDS = Integer.getInteger("routing.worlds", 2_000);

    @Test
    void whatever_happens_those_who_may_know_are_told_and_nobody_else() {
        int told = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            try {
                RandomDays days = new RandomDays(seed, false);
                days.end();
                told += days.heard.notices.size();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("world " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(told).as("worlds in which something is told").isGreaterThan(10 * WORLDS);
    }

    @Test
    void the_same_day_is_told_in_the_same_words_and_a_restart_changes_none() {
        for (long seed = 0; seed < WORLDS / 20; seed++) {
            RandomDays once = new RandomDays(seed, false);
            RandomDays again = new RandomDays(seed, true);
            assertThat(again.heard.notices).as("world %d", seed).isEqualTo(once.heard.notices);
            assertThat(again.heard.entries).as("world %d", seed).isEqualTo(once.heard.entries);
        }
    }
}
