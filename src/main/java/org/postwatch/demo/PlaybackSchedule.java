package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.postwatch.board.SchoolDay;
import org.postwatch.plan.TimeSpan;

/**
 * The day that several districts share, as time since the local midnight of each: from shortly before the first window
 * to shortly after the last one. Where no district requires anybody it goes by faster.
 */
record PlaybackSchedule(List<PlaybackPeriod> activePeriods) {
    /** Time since midnight. */
    private record PlaybackPeriod(Duration from, Duration to) {
        boolean contains(Duration at) {
            return at.compareTo(from) >= 0 && at.compareTo(to) < 0;
        }
    }

    private static final Duration MARGIN = Duration.ofMinutes(10);
    private static final int QUIET_SPEED_FACTOR = 20;

    PlaybackSchedule {
        activePeriods = List.copyOf(activePeriods);
    }

    /** @throws IllegalArgumentException when no district requires anybody on its day */
    static PlaybackSchedule of(Collection<SchoolDay> days) {
        List<PlaybackPeriod> busy = days.stream()
                .flatMap(day -> day.dutyPeriods().stream().map(span -> period(day, span)))
                .distinct()
                .toList();
        if (busy.isEmpty()) {
            throw new IllegalArgumentException("no window on the day of any district");
        }
        return new PlaybackSchedule(busy);
    }

    private static PlaybackPeriod period(SchoolDay day, TimeSpan span) {
        Instant midnight = day.span().from();
        return new PlaybackPeriod(
                Duration.between(midnight, span.from()).minus(MARGIN),
                Duration.between(midnight, span.to()).plus(MARGIN));
    }

    Duration start() {
        return activePeriods.stream()
                .map(PlaybackPeriod::from)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    Duration end() {
        return activePeriods.stream()
                .map(PlaybackPeriod::to)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * The time of the day after playing for a duration from {@code at} on; fast periods end where required hours begin.
     */
    Duration advance(Duration at, Duration played) {
        if (activePeriods.stream().anyMatch(stretch -> stretch.contains(at))) {
            return earlier(at.plus(played), end());
        }
        Duration next = activePeriods.stream()
                .map(PlaybackPeriod::from)
                .filter(from -> from.compareTo(at) > 0)
                .min(Comparator.naturalOrder())
                .orElse(end());
        return earlier(at.plus(played.multipliedBy(QUIET_SPEED_FACTOR)), next);
    }

    private static Duration earlier(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
