package org.postwatch.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * So many restarts within so long, and no more: a fault that passes is outlived, one that stays ends the process instead of
 * turning it in circles.
 */
final class RestartBudget {
    private final int max;
    private final Duration within;
    private final Deque<Instant> spent = new ArrayDeque<>();

    RestartBudget(int max, Duration within) {
        this.max = max;
        this.within = within;
    }

    /** Takes one restart, if there is one left at this instant. */
    synchronized boolean take(Instant now) {
        while (!spent.isEmpty() && !spent.peekFirst().isAfter(now.minus(within))) {
            spent.removeFirst();
        }
        if (spent.size() == max) {
            return false;
        }
        spent.addLast(now);
        return true;
    }

    @Override
    public String toString() {
        return max + " in " + within.toMinutes() + " minutes";
    }
}
