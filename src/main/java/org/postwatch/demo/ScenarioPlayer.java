package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Plays the day of several districts side by side, by their local times of day. */
final class ScenarioPlayer {
    /** The maximum step of the clocks, so that results appear close to their due time. */
    private static final Duration TICK_MAX = Duration.ofMinutes(1);

    private static final Duration COMPLETE_EVERY = Duration.ofMinutes(30);

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<SimulatedFeeds> feeds;
    private final PlaybackSchedule schedule;
    private final BiConsumer<String, Instant> clock;
    private final BooleanSupplier stopped;
    private final WhenSent whenSent;

    /** Called when everything up to a time of the day was sent, now and then and at the end. */
    interface WhenSent {
        void upTo(Duration sinceMidnight) throws InterruptedException;
    }

    /**
     * @param clock receives the time of each district at every step
     * @param stopped checked at every step
     */
    ScenarioPlayer(
            List<SimulatedFeeds> feeds,
            PlaybackSchedule timetable,
            BiConsumer<String, Instant> clock,
            BooleanSupplier stopped,
            WhenSent whenSent) {
        this.whenSent = whenSent;
        this.feeds = feeds;
        this.schedule = timetable;
        this.clock = clock;
        this.stopped = stopped;
    }

    /**
     * Plays to the end of the day.
     *
     * @param speed seconds of the day in one second
     * @return false when it was stopped before
     * @throws DemoException if the pipeline makes no progress
     */
    boolean play(double speed) throws InterruptedException {
        Duration at = schedule.start();
        reportTime(at);
        Duration complete = at;
        long before = System.nanoTime();
        while (at.compareTo(schedule.end()) < 0 && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(STEP_NANOS);
            long now = System.nanoTime();
            Duration next = schedule.advance(at, Duration.ofMillis((long) ((now - before) * speed / 1e6)));
            // Less than a millisecond of the day: accumulate.
            if (next.compareTo(at) > 0) {
                before = now;
                advance(at, next);
                at = next;
                if (at.minus(complete).compareTo(COMPLETE_EVERY) >= 0) {
                    complete = at;
                    whenSent.upTo(at);
                    // What that took is no time of the day.
                    before = System.nanoTime();
                }
            }
        }
        if (!stopped.getAsBoolean()) {
            whenSent.upTo(at);
        }
        return !stopped.getAsBoolean();
    }

    /** All districts together, minute by minute, so that no clock is more than one ahead of another. */
    private void advance(Duration from, Duration to) throws InterruptedException {
        Duration at = from;
        while (at.compareTo(to) < 0 && !stopped.getAsBoolean()) {
            Duration next = at.plus(TICK_MAX);
            at = next.compareTo(to) < 0 ? next : to;
            for (SimulatedFeeds feed : feeds) {
                feed.sendUntil(at);
            }
            for (SimulatedFeeds feed : feeds) {
                feed.await();
            }
            reportTime(at);
        }
    }

    private void reportTime(Duration at) {
        feeds.forEach(feed -> clock.accept(feed.district(), feed.instantAt(at)));
    }
}
