package org.postwatch.roster.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * The occurrences of one series in a window, before single ones are changed. Rules are expanded on the clock of the series' zone, so
 * that 07:30 stays 07:30 when the clocks change.
 */
final class SeriesExpander {
    private static final int MAX_STEPS = 20_000;

    private final CalendarEntry series;
    private final ZoneId floating;
    private final Instant from;
    private final Instant until;
    private final Set<Instant> excluded = new HashSet<>();
    private final Set<LocalDate> excludedDates = new HashSet<>();
    private final Map<Instant, EntryLength> occurrences = new TreeMap<>();

    private SeriesExpander(CalendarEntry series, ZoneId floating, Instant from, Instant until) {
        this.series = series;
        this.floating = floating;
        this.from = from;
        this.until = until;
    }

    /**
     * The lengths of occurrences by their starts.
     *
     * @throws EntryException if a rule or a date cannot be read, or there are too many occurrences
     */
    static SeriesExpander expand(CalendarEntry series, ZoneId floating, Instant from, Instant until) {
        SeriesExpander expander = new SeriesExpander(series, floating, from, until);
        expander.readExclusions();
        expander.add(series.start(), series.length());
        series.component().all("RRULE").forEach(expander::addRule);
        series.component().all("RDATE").forEach(expander::addDates);
        return expander;
    }

    Map<Instant, EntryLength> occurrences() {
        return occurrences;
    }

    /** Whether an EXDATE takes an occurrence out. */
    boolean isExcluded(Instant occurrence) {
        return excluded.contains(occurrence)
                || excludedDates.contains(
                        LocalDateTime.ofInstant(occurrence, series.start().zone())
                                .toLocalDate());
    }

    private void readExclusions() {
        for (CalendarProperty property : series.component().all("EXDATE")) {
            for (String value : property.value().split(",", -1)) {
                CalendarTime time = CalendarTime.parse(property, value, floating);
                if (time.isDate()) {
                    excludedDates.add(time.date());
                } else {
                    excluded.add(time.instant());
                }
            }
        }
    }

    private void addDates(CalendarProperty property) {
        for (String value : property.value().split(",", -1)) {
            String[] period = value.split("/", 2);
            CalendarTime start = CalendarTime.parse(property, period[0], floating);
            if (period.length == 1) {
                add(start, series.length());
            } else if (period[1].startsWith("P")) {
                add(start, EntryLength.parse(period[1]));
            } else {
                add(start, EntryLength.between(start, CalendarTime.parse(property, period[1], floating)));
            }
        }
    }

    private void addRule(CalendarProperty property) {
        RecurrenceRuleIterator starts = iterator(property.value());
        starts.fastForward(floatingTime(LocalDateTime.ofInstant(
                from.minus(series.length().upperBound()), series.start().zone())));
        for (int step = 0; starts.hasNext(); step++) {
            CalendarTime start = series.start().at(localTime(starts.nextDateTime()));
            if (!start.instant().isBefore(until)) {
                return;
            }
            if (step >= MAX_STEPS) {
                throw new EntryException(
                        "its rule '" + property.value() + "' has more than " + MAX_STEPS + " occurrences");
            }
            add(start, series.length());
        }
    }

    private RecurrenceRuleIterator iterator(String text) {
        try {
            RecurrenceRule rule = new RecurrenceRule(text, RfcMode.RFC5545_LAX);
            if (rule.getUntil() != null) {
                rule.setUntil(floatingTime(localUntil(rule.getUntil())));
            }
            return rule.iterator(floatingTime(series.start().local()));
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new EntryException("its rule '" + text + "' cannot be read: " + e.getMessage());
        }
    }

    /** UNTIL is in UTC, or a date whose whole day counts. */
    private LocalDateTime localUntil(DateTime end) {
        if (end.isAllDay()) {
            return LocalDate.of(end.getYear(), end.getMonth() + 1, end.getDayOfMonth())
                    .atTime(23, 59, 59);
        }
        return end.isFloating()
                ? localTime(end)
                : LocalDateTime.ofInstant(
                        Instant.ofEpochMilli(end.getTimestamp()), series.start().zone());
    }

    private void add(CalendarTime start, EntryLength length) {
        Instant occurrence = start.instant();
        if (length.end(start).isAfter(from) && occurrence.isBefore(until) && !isExcluded(occurrence)) {
            occurrences.put(occurrence, length);
        }
    }

    private static DateTime floatingTime(LocalDateTime local) {
        return new DateTime(
                local.getYear(),
                local.getMonthValue() - 1,
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond());
    }

    private static LocalDateTime localTime(DateTime time) {
        return LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds());
    }
}
