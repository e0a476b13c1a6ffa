package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.plan.Feed;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.TimeSpan;
import org.postwatch.plan.WeeklyHours;

/** In which minutes a feed is expected to speak, asked of each minute by itself. */
final class FeedHours {
    private final boolean always;
    private final List<TimeSpan> periods = new ArrayList<>();

    /** Knows about instants of these dates. */
    FeedHours(Feed feed, ZoneId zone, LocalDate first, LocalDate last) {
        List<WeeklyHours.WeeklyPeriod> hours = feed.hours().periods();
        always = hours.isEmpty();
        for (LocalDate date = first.minusDays(1); !date.isAfter(last); date = date.plusDays(1)) {
            for (WeeklyHours.WeeklyPeriod p : hours) {
                LocalDate end = p.from().isBefore(p.to()) ? date : date.plusDays(1);
                Instant from = LocalDateTimeRange.startOf(date.atTime(p.from()), zone);
                Instant to = LocalDateTimeRange.endOf(end.atTime(p.to()), zone);
                if (p.days().contains(date.getDayOfWeek()) && from.isBefore(to)) {
                    periods.add(new TimeSpan(from, to));
                }
            }
        }
    }

    boolean contains(Instant minute) {
        return always || periods.stream().anyMatch(p -> p.contains(minute));
    }
}
