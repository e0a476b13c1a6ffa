package org.postwatch.roster.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an entry lasts: days on the clock of its zone, then an exact time. RFC 5545, 3.8.5.3: the time between DTSTART and DTEND is
 * exact for each occurrence, also over a change of the clocks; the days of DURATION are days of the calendar.
 */
record EntryLength(int days, Duration time) {
    private static final Pattern DURATION = Pattern.compile("\\+?P(?:(\\d{1,4})W)?(?:(\\d{1,5})D)?(T.{1,20})?");

    /** @throws EntryException if the end is not after the start */
    static EntryLength between(CalendarTime start, CalendarTime end) {
        EntryLength length = start.isDate() && end.isDate()
                ? new EntryLength((int) ChronoUnit.DAYS.between(start.date(), end.date()), Duration.ZERO)
                : new EntryLength(0, Duration.between(start.instant(), end.instant()));
        if (!length.end(start).isAfter(start.instant())) {
            throw new EntryException("it ends at " + end.local() + ", not after its start " + start.local());
        }
        return length;
    }

    /** @throws EntryException if it is no duration, or not longer than nothing */
    static EntryLength parse(String text) {
        Matcher found = DURATION.matcher(text.strip());
        try {
            if (found.matches()) {
                int weeks = found.group(1) == null ? 0 : Integer.parseInt(found.group(1));
                int days = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
                Duration time = found.group(3) == null ? Duration.ZERO : Duration.parse("P" + found.group(3));
                if (weeks + days > 0 || !time.isZero() && !time.isNegative()) {
                    return new EntryLength(Period.ofWeeks(weeks).getDays() + days, time);
                }
            }
        } catch (DateTimeParseException e) {
            // As if it did not match.
        }
        throw new EntryException("DURATION is '" + text + "'; expected a duration as PT8H");
    }

    static EntryLength day() {
        return new EntryLength(1, Duration.ZERO);
    }

    Instant end(CalendarTime start) {
        return start.at(start.local().plusDays(days)).instant().plus(time);
    }

    /** At least as long as it can last. */
    Duration upperBound() {
        return Duration.ofDays(days + 1L).plus(time);
    }
}
