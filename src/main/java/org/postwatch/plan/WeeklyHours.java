package org.postwatch.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hours of the week in local time, in a zone given later. They become instants as windows do: in a daylight-saving gap
 * times shift forward, in an overlap a start takes the earlier offset and an end the later. Periods that touch or overlap
 * are one.
 *
 * @param periods none means always, as do periods that fill the whole week
 */
public record WeeklyHours(List<WeeklyPeriod> periods) {
    public static final WeeklyHours ALWAYS = new WeeklyHours(List.of());

    private static final int DAY_MINUTES = 24 * 60;
    private static final int WEEK_MINUTES = 7 * DAY_MINUTES;

    /** No longer than this is a span without a break: a week has one, which a daylight-saving gap may swallow. */
    private static final int MAX_SPAN_DAYS = 15;

    /**
     * The same hours on some days of the week.
     *
     * @param to at or before {@code from} means the next day
     */
    public record WeeklyPeriod(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        public WeeklyPeriod {
            days = Set.copyOf(days);
        }

        private int minutes() {
            int minutes = (to.toSecondOfDay() - from.toSecondOfDay()) / 60;
            return minutes > 0 ? minutes : minutes + DAY_MINUTES;
        }

        private TimeSpan on(LocalDate date, ZoneId zone) {
            LocalDate end = to.isAfter(from) ? date : date.plusDays(1);
            Instant start = LocalDateTimeRange.startOf(date.atTime(from), zone);
            Instant stop = LocalDateTimeRange.endOf(end.atTime(to), zone);
            return start.isBefore(stop) ? new TimeSpan(start, stop) : null;
        }
    }

    public WeeklyHours {
        periods = coverWholeWeek(periods) ? List.of() : List.copyOf(periods);
    }

    public boolean isAlways() {
        return periods.isEmpty();
    }

    /**
     * The spans without a break that overlap {@code [from, to)}, whole and in order.
     *
     * @throws IllegalStateException when it is always, which has no such spans
     */
    public List<TimeSpan> spansOverlapping(Instant from, Instant to, ZoneId zone) {
        if (isAlways()) {
            throw new IllegalStateException("always is no list of spans");
        }
        List<TimeSpan> all = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(to, zone).plusDays(MAX_SPAN_DAYS);
        for (LocalDate date = LocalDate.ofInstant(from, zone).minusDays(MAX_SPAN_DAYS);
                !date.isAfter(last);
                date = date.plusDays(1)) {
            for (WeeklyPeriod period : periods) {
                TimeSpan span = period.days().contains(date.getDayOfWeek()) ? period.on(date, zone) : null;
                if (span != null) {
                    all.add(span);
                }
            }
        }
        return merged(all).stream()
                .filter(span -> span.to().isAfter(from) && span.from().isBefore(to))
                .toList();
    }

    /** Whether they contain an instant. */
    public boolean contains(Instant t, ZoneId zone) {
        return isAlways() || !spansOverlapping(t, t.plusMillis(1), zone).isEmpty();
    }

    /** Whether every period is over within a time. */
    public boolean hasOnlyPeriodsUpTo(Duration time) {
        return !isAlways() && periods.stream().allMatch(period -> period.minutes() <= time.toMinutes());
    }

    /** For people: {@code mon, tue 07:00 to 16:00; wed 08:00 to 12:00}, or {@code always}. */
    public String text() {
        return isAlways()
                ? "always"
                : periods.stream()
                        .map(p -> p.days().stream().sorted().map(PlanText::day).collect(Collectors.joining(", ")) + " "
                                + p.from() + " to " + p.to())
                        .collect(Collectors.joining("; "));
    }

    private static List<TimeSpan> merged(List<TimeSpan> spans) {
        spans.sort(Comparator.comparing(TimeSpan::from));
        List<TimeSpan> merged = new ArrayList<>();
        for (TimeSpan span : spans) {
            int last = merged.size() - 1;
            if (last >= 0 && !span.from().isAfter(merged.get(last).to())) {
                Instant end = merged.get(last).to();
                merged.set(last, new TimeSpan(merged.get(last).from(), end.isAfter(span.to()) ? end : span.to()));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    private static boolean coverWholeWeek(List<WeeklyPeriod> periods) {
        BitSet week = new BitSet(WEEK_MINUTES);
        for (WeeklyPeriod period : periods) {
            for (DayOfWeek day : period.days()) {
                int start = day.ordinal() * DAY_MINUTES + period.from().toSecondOfDay() / 60;
                for (int minute = 0; minute < period.minutes(); minute++) {
                    week.set((start + minute) % WEEK_MINUTES);
                }
            }
        }
        return week.cardinality() == WEEK_MINUTES;
    }
}
