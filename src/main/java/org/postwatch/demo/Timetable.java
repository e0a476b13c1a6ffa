package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.postwatch.board.SchoolDay;
import org.postwatch.plan.Span;

/**
 * The day that several districts share, as time since the local midnight of each: from shortly before the first window
 * to shortly after the last one. Where no district requires anybody it goes by faster.
 */
record Timetable(List<Stretch> busy) {
    /** Time since midnight. */
    private record Stretch(Duration from, Duration to) {
        boolean contains(Duration at) {
            return at.compareTo(from) >= 0 && at.compareTo(to) < 0;
        }
    }

    private static final Duration MARGIN = Duration.ofMinutes(10);
    private static final int FASTER_WHEN_QUIET = 20;

    Timetable {
        busy = List.copyOf(busy);
    }

    /** @throws IllegalArgumentException when no district requires anybody on its day */
    static Timetable of(Collection<SchoolDay> days) {
        List<Stretch> busy = days.stream()
                .flatMap(day -> day.busy().stream().map(span -> stretch(day, span)))
                .distinct()
                .toList();
        if (busy.isEmpty()) {
            throw new IllegalArgumentException("no window on the day of any district");
        }
        return new Timetable(busy);
    }

    private static Stretch stretch(SchoolDay day, Span span) {
        Instant midnight = day.span().from();
        return new Stretch(
                Duration.between(midnight, span.from()).minus(MARGIN),
                Duration.between(midnight, span.to()).plus(MARGIN));
    }

    Duration start() {
        return busy.stream().map(Stretch::from).min(Comparator.naturalOrder()).orElseThrow();
    }

    Duration end() {
        return busy.stream().map(Stretch::to).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Where the day stands when so much has been played from {@code at} on; quiet stretches end where a busy one begins. */
    Duration after(Duration at, Duration played) {
        if (busy.stream().anyMatch(stretch -> stretch.contains(at))) {
            return earlier(at.plus(played), end());
        }
        Duration next = busy.stream()
                .map(Stretch::from)
                .filter(from -> from.compareTo(at) > 0)
                .min(Comparator.naturalOrder())
                .orElse(end());
        return earlier(at.plus(played.multipliedBy(FASTER_WHEN_QUIET)), next);
    }

    private static Duration earlier(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
