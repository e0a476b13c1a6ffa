package org.postwatch.plan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** When posts must be filled: a weekly pattern within terms, less holidays, with early releases and special events. */
public record Schedule(
        List<SchoolTerm> terms,
        Set<LocalDate> holidays,
        List<WeeklyWindow> weekly,
        List<EarlyRelease> releases,
        List<SpecialEvent> specials) {
    public Schedule {
        terms = List.copyOf(terms);
        holidays = Set.copyOf(holidays);
        weekly = List.copyOf(weekly);
        releases = List.copyOf(releases);
        specials = List.copyOf(specials);
    }

    /** Whether any window may start on a date: a school day, or one of a special event. */
    public boolean hasWindowsOn(LocalDate date) {
        for (SchoolTerm term : terms) {
            if (term.contains(date) && !holidays.contains(date)) {
                return true;
            }
        }
        for (SpecialEvent special : specials) {
            if (special.date().equals(date)) {
                return true;
            }
        }
        return false;
    }

    /** The first date on which a window may start; empty when none may. */
    public Optional<LocalDate> firstDate() {
        return Stream.concat(
                        terms.stream().map(SchoolTerm::first), specials.stream().map(SpecialEvent::date))
                .min(Comparator.naturalOrder());
    }

    /** The last date on which a window may start; empty when none may. */
    public Optional<LocalDate> lastDate() {
        return Stream.concat(
                        terms.stream().map(SchoolTerm::last), specials.stream().map(SpecialEvent::date))
                .max(Comparator.naturalOrder());
    }

    /** Both ends inclusive. */
    public record SchoolTerm(LocalDate first, LocalDate last) {
        public boolean contains(LocalDate date) {
            return !date.isBefore(first) && !date.isAfter(last);
        }
    }

    /**
     * One window of the week.
     *
     * @param to at or before {@code from} means the next day
     * @param posts which posts; empty means every post of the campus
     */
    public record WeeklyWindow(String name, Set<DayOfWeek> days, LocalTime from, LocalTime to, Set<String> posts) {
        public WeeklyWindow {
            days = Set.copyOf(days);
            posts = Set.copyOf(posts);
        }
    }

    /** On this date the named window ends at {@code to} (the same local date); at or before its start drops it. */
    public record EarlyRelease(LocalDate date, String window, LocalTime to) {}

    /** A window on one date, which applies on holidays and outside terms, too. Names its posts (at least one). */
    public record SpecialEvent(String name, LocalDate date, LocalTime from, LocalTime to, Set<String> posts) {
        public SpecialEvent {
            posts = Set.copyOf(posts);
        }
    }
}
