package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Plays the day of several districts side by side, by their local times of day. */
final class Player {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<Feeds> feeds;
    private final Timetable timetable;
    private final BiConsumer<String, Instant> clock;
    private final BooleanSupplier stopped;

    /**
     * @param clock told the time of each district at every step
     * @param stopped asked at every step
     */
    Player(List<Feeds> feeds, Timetable timetable, BiConsumer<String, Instant> clock, BooleanSupplier stopped) {
        this.feeds = feeds;
        this.timetable = timetable;
        this.clock = clock;
        this.stopped = stopped;
    }

    /**
     * Plays to the end of the day.
     *
     * @param speed seconds of the day in one second
     * @return false when it was stopped before
     * @throws DemoException when the pipeline stands still
     */
    boolean play(double speed) throws InterruptedException {
        Duration at = timetable.start();
        tell(at);
        long before = System.nanoTime();
        while (at.compareTo(timetable.end()) < 0 && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(STEP_NANOS);
            long now = System.nanoTime();
            Duration next = timetable.after(at, Duration.ofMillis((long) ((now - before) * speed / 1e6)));
            // Less than a millisecond of the day: let it add up.
            if (next.compareTo(at) > 0) {
                at = next;
                before = now;
                for (Feeds feed : feeds) {
                    feed.until(at);
                }
                tell(at);
            }
        }
        return !stopped.getAsBoolean();
    }

    private void tell(Duration at) {
        feeds.forEach(feed -> clock.accept(feed.district(), feed.at(at)));
    }
}
