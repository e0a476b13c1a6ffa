package org.postwatch.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.roster.RosterContent;
import org.postwatch.roster.RosterEntry;
import org.postwatch.roster.TextPattern;
import org.postwatch.roster.UnreadableRosterException;
import org.postwatch.roster.calendar.CalendarReader;
import org.postwatch.text.PrintableText;

/**
 * Terms and holidays from the entries of a school calendar that last whole days. An entry that is neither is a school day: a holiday that
 * is read as one leads to an incident, a school day that is read as a holiday leads to none.
 *
 * @param terms in order; terms that touch or overlap are one
 * @param holidays in order, those within a term
 * @param holidayEntries what was read as a holiday, for people
 * @param otherEntries what was read as neither, for people
 * @param entriesOutsideTerms what is no holiday, within no term and not before the date, for people
 */
public record SchoolCalendar(
        List<DaySpan> terms,
        List<LocalDate> holidays,
        List<String> holidayEntries,
        List<String> otherEntries,
        List<String> entriesOutsideTerms) {
    /** Bytes of a calendar. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int MAX_HOLIDAYS = 400;
    private static final int MAX_LISTED = 40;

    private static final int DAYS_BEFORE = 300;
    private static final int DAYS_AFTER = 500;

    /** Whole days, both inclusive. */
    public record DaySpan(LocalDate first, LocalDate last) {
        boolean overlaps(DaySpan other) {
            return !last.isBefore(other.first) && !first.isAfter(other.last);
        }

        boolean contains(LocalDate date) {
            return !date.isBefore(first) && !date.isAfter(last);
        }

        @Override
        public String toString() {
            return first.equals(last) ? first.toString() : first + " to " + last;
        }
    }

    public SchoolCalendar {
        terms = List.copyOf(terms);
        holidays = List.copyOf(holidays);
        holidayEntries = List.copyOf(holidayEntries);
        otherEntries = List.copyOf(otherEntries);
        entriesOutsideTerms = List.copyOf(entriesOutsideTerms);
    }

    /**
     * Reads the school year around a date.
     *
     * @param zone of the district
     * @param given the terms, if the calendar is not to be asked for them
     * @param also summaries of further holidays
     * @return without anything when it cannot be read, which is reported
     */
    public static SchoolCalendar read(
            Path file,
            ZoneId zone,
            LocalDate around,
            List<DaySpan> given,
            List<TextPattern> also,
            Diagnostics diagnostics) {
        SourceLocation at = new SourceLocation(file, 1, 1);
        List<SchoolDayEntry> entries = new ArrayList<>();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UnreadableRosterException("larger than " + MAX_BYTES / 1024 / 1024 + " MB, the maximum");
            }
            try (BufferedReader text = Files.newBufferedReader(file)) {
                RosterContent content = CalendarReader.read(
                        text, zone, start(around, zone, -DAYS_BEFORE), start(around, zone, DAYS_AFTER));
                content.problems()
                        .forEach(problem -> diagnostics.warn(
                                at, "entry '" + problem.entry() + "' is not read: " + problem.detail()));
                content.entries().stream()
                        .filter(entry -> isWholeDays(entry, zone))
                        .forEach(entry -> entries.add(entry(entry, zone)));
            }
        } catch (UnreadableRosterException e) {
            diagnostics.error(at, e.getMessage());
        } catch (IOException e) {
            diagnostics.error(
                    at,
                    (Files.exists(file) ? "cannot be read as UTF-8" : "no such file") + "; expected an iCalendar file");
        }
        return of(entries, around, given.isEmpty() ? terms(entries, around, at, diagnostics) : given, also);
    }

    private static SchoolCalendar of(
            List<SchoolDayEntry> entries, LocalDate around, List<DaySpan> terms, List<TextPattern> also) {
        TreeSet<LocalDate> holidays = new TreeSet<>();
        List<String> asHolidays = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        for (SchoolDayEntry entry : entries) {
            boolean isHoliday = entry.isHoliday()
                    || !entry.isOfTerm() && also.stream().anyMatch(pattern -> pattern.matches(entry.summary()));
            if (terms.stream().noneMatch(entry.days()::overlaps)) {
                if (!isHoliday && !entry.days().last().isBefore(around)) {
                    outside.add(entry.toString());
                }
                continue;
            }
            if (entry.isOfTermOnly()) {
                continue;
            }
            (isHoliday ? asHolidays : others).add(entry.toString());
            if (isHoliday) {
                entry.days()
                        .first()
                        .datesUntil(entry.days().last().plusDays(1))
                        .filter(date -> terms.stream().anyMatch(term -> term.contains(date)))
                        .limit(MAX_HOLIDAYS)
                        .forEach(holidays::add);
            }
        }
        return new SchoolCalendar(
                terms,
                holidays.stream().limit(MAX_HOLIDAYS).toList(),
                asHolidays.stream().limit(MAX_LISTED).toList(),
                others.stream().limit(MAX_LISTED).toList(),
                outside.stream().limit(MAX_LISTED).toList());
    }

    private static List<DaySpan> terms(
            List<SchoolDayEntry> entries, LocalDate around, SourceLocation at, Diagnostics diagnostics) {
        List<DaySpan> all = new ArrayList<>(SchoolYears.of(entries, at, diagnostics));
        entries.stream()
                .filter(SchoolDayEntry::isTerm)
                .map(SchoolDayEntry::days)
                .forEach(all::add);
        List<DaySpan> terms = merged(all);
        entries.stream()
                .filter(entry -> entry.isFirstDay()
                        || entry.isLastDay() && !entry.days().last().isBefore(around))
                .filter(entry -> terms.stream().noneMatch(entry.days()::overlaps))
                .limit(MAX_LISTED)
                .forEach(entry -> diagnostics.warn(
                        at,
                        "'" + entry + "' is in no term, because "
                                + (entry.isFirstDay()
                                        ? "no last day of school follows it"
                                        : "no first day of school precedes it")
                                + "; give the terms with --term if posts must be filled then"));
        return terms;
    }

    private static List<DaySpan> merged(List<DaySpan> all) {
        all.sort(Comparator.comparing(DaySpan::first));
        List<DaySpan> merged = new ArrayList<>();
        for (DaySpan term : all) {
            DaySpan before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && !term.first().isAfter(before.last().plusDays(1))) {
                LocalDate last = term.last().isAfter(before.last()) ? term.last() : before.last();
                merged.set(merged.size() - 1, new DaySpan(before.first(), last));
            } else {
                merged.add(term);
            }
        }
        return merged;
    }

    private static boolean isWholeDays(RosterEntry entry, ZoneId zone) {
        return isStartOfDay(entry.from(), zone) && isStartOfDay(entry.to(), zone);
    }

    private static boolean isStartOfDay(Instant instant, ZoneId zone) {
        return LocalDate.ofInstant(instant, zone).atStartOfDay(zone).toInstant().equals(instant);
    }

    private static SchoolDayEntry entry(RosterEntry entry, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(entry.from(), zone);
        LocalDate last = LocalDate.ofInstant(entry.to(), zone).minusDays(1);
        String summary = PrintableText.escape(entry.summary().strip());
        return new SchoolDayEntry(
                new DaySpan(first, last), summary.length() > 100 ? summary.substring(0, 100) : summary);
    }

    private static Instant start(LocalDate around, ZoneId zone, int days) {
        return around.plusDays(days).atStartOfDay(zone).toInstant();
    }
}
