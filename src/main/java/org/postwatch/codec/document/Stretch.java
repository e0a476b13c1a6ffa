package org.postwatch.codec.document;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.postwatch.codec.document.CalendarForm.EventForm;
import org.postwatch.codec.document.CalendarForm.WindowForm;

/**
 * A window of the week or an event, to compare with others on one date.
 *
 * @param from minutes since that date's midnight
 * @param to minutes since that date's midnight; more than a day's when it ends on the next
 * @param date absent for a window of the week, which has days
 */
record Stretch(
        Section section,
        String name,
        int from,
        int to,
        Set<String> posts,
        Set<DayOfWeek> days,
        Optional<LocalDate> date) {
    static final int DAY = 24 * 60;

    /** Empty when it is incomplete, which is a fault already. */
    static Optional<Stretch> ofWindow(Section s) {
        boolean complete =
                s.has(WindowForm.NAME) && s.has(WindowForm.DAYS) && s.has(WindowForm.FROM) && s.has(WindowForm.TO);
        return complete
                ? Optional.of(of(
                        s,
                        s.need(WindowForm.NAME),
                        s.need(WindowForm.FROM),
                        s.need(WindowForm.TO),
                        Set.copyOf(s.values(WindowForm.POSTS)),
                        Set.copyOf(s.values(WindowForm.DAYS)),
                        Optional.empty()))
                : Optional.empty();
    }

    /** Empty when it is incomplete, which is a fault already. */
    static Optional<Stretch> ofEvent(Section s) {
        boolean complete =
                s.has(EventForm.NAME) && s.has(EventForm.DATE) && s.has(EventForm.FROM) && s.has(EventForm.TO);
        return complete
                ? Optional.of(of(
                        s,
                        s.need(EventForm.NAME),
                        s.need(EventForm.FROM),
                        s.need(EventForm.TO),
                        Set.copyOf(s.values(EventForm.POSTS)),
                        Set.of(),
                        s.find(EventForm.DATE)))
                : Optional.empty();
    }

    private static Stretch of(
            Section section,
            String name,
            LocalTime from,
            LocalTime to,
            Set<String> posts,
            Set<DayOfWeek> days,
            Optional<LocalDate> date) {
        int end = minutes(to) + (to.isAfter(from) ? 0 : DAY);
        return new Stretch(section, name, minutes(from), end, posts, days, date);
    }

    static int minutes(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    Spot nameAt() {
        return section.at(date.isPresent() ? EventForm.NAME : WindowForm.NAME);
    }

    /** The time of day at which it ends. */
    LocalTime end() {
        return LocalTime.of(to / 60 % 24, to % 60);
    }

    /** No posts are all posts. */
    boolean sharesPost(Stretch other) {
        return posts.isEmpty() || other.posts.isEmpty() || !Collections.disjoint(posts, other.posts);
    }
}
