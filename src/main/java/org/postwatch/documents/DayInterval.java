package org.postwatch.documents;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.postwatch.documents.CalendarSchema.CalendarEventSchema;
import org.postwatch.documents.CalendarSchema.WindowSchema;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SourceLocation;

/**
 * A window of the week or an event, to compare with others on one date.
 *
 * @param from minutes since that date's midnight
 * @param to minutes since that date's midnight; more than a day's when it ends on the next
 * @param date absent for a window of the week, which has days
 */
record DayInterval(
        ParsedSection section,
        String name,
        int from,
        int to,
        Set<String> posts,
        Set<DayOfWeek> days,
        Optional<LocalDate> date) {
    static final int MINUTES_PER_DAY = 24 * 60;

    /** Empty when it is incomplete, which is reported already. */
    static Optional<DayInterval> ofWindow(ParsedSection s) {
        boolean complete = s.has(WindowSchema.NAME)
                && s.has(WindowSchema.DAYS)
                && s.has(WindowSchema.FROM)
                && s.has(WindowSchema.TO);
        return complete
                ? Optional.of(of(
                        s,
                        s.require(WindowSchema.NAME),
                        s.require(WindowSchema.FROM),
                        s.require(WindowSchema.TO),
                        Set.copyOf(s.values(WindowSchema.POSTS)),
                        Set.copyOf(s.values(WindowSchema.DAYS)),
                        Optional.empty()))
                : Optional.empty();
    }

    /** Empty when it is incomplete, which is reported already. */
    static Optional<DayInterval> ofEvent(ParsedSection s) {
        boolean complete = s.has(CalendarEventSchema.NAME)
                && s.has(CalendarEventSchema.DATE)
                && s.has(CalendarEventSchema.FROM)
                && s.has(CalendarEventSchema.TO);
        return complete
                ? Optional.of(of(
                        s,
                        s.require(CalendarEventSchema.NAME),
                        s.require(CalendarEventSchema.FROM),
                        s.require(CalendarEventSchema.TO),
                        Set.copyOf(s.values(CalendarEventSchema.POSTS)),
                        Set.of(),
                        s.find(CalendarEventSchema.DATE)))
                : Optional.empty();
    }

    private static DayInterval of(
            ParsedSection section,
            String name,
            LocalTime from,
            LocalTime to,
            Set<String> posts,
            Set<DayOfWeek> days,
            Optional<LocalDate> date) {
        int end = minuteOfDay(to) + (to.isAfter(from) ? 0 : MINUTES_PER_DAY);
        return new DayInterval(section, name, minuteOfDay(from), end, posts, days, date);
    }

    static int minuteOfDay(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    SourceLocation nameLocation() {
        return section.at(date.isPresent() ? CalendarEventSchema.NAME : WindowSchema.NAME);
    }

    /** The time of day at which it ends. */
    LocalTime endTime() {
        return LocalTime.of(to / 60 % 24, to % 60);
    }

    /** Without posts, it is for all posts. */
    boolean sharesPost(DayInterval other) {
        return posts.isEmpty() || other.posts.isEmpty() || !Collections.disjoint(posts, other.posts);
    }
}
