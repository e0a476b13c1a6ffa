package org.postwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * So many restarts within so long, and no more: a fault that passes is outlived, one that stays ends the process
 * instead of turning it in circles.
 */
final class RestartBudget {
    private final int max;
    private final Duration window;
    private final Deque<Instant> restarts = new ArrayDeque<>();

    RestartBudget(int max, Duration within) {
        this.max = max;
        this.window = within;
    }

    /** Uses one restart, if the budget allows it at this instant. */
    synchronized boolean tryAcquire(Instant now) {
        while (!restarts.isEmpty() && !restarts.peekFirst().isAfter(now.minus(window))) {
            restarts.removeFirst();
        }
        if (restarts.size() == max) {
            return false;
        }
        restarts.addLast(now);
        return true;
    }

    @Override
    public String toString() {
        return max + " in " + window.toMinutes() + " minutes";
    }
}
