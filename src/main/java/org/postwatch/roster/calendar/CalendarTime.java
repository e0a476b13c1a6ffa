package org.postwatch.roster.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/**
 * A date or a time of a calendar.
 *
 * @param local the time on the clock of {@code zone}; midnight for a date
 * @param isDate whether it is a date without a time
 */
record CalendarTime(LocalDateTime local, ZoneId zone, boolean isDate) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final int DATE_LENGTH = 8;

    /**
     * @param floating the zone of dates, and of times without a zone
     * @throws EntryException if it is no time, or its zone is not known
     */
    static CalendarTime parse(CalendarProperty property, String value, ZoneId floating) {
        String text = value.strip();
        try {
            if (text.length() == DATE_LENGTH) {
                return new CalendarTime(LocalDate.parse(text, DATE).atStartOfDay(), floating, true);
            }
            if (text.endsWith("Z")) {
                LocalDateTime utc =
                        LocalDateTime.parse(withoutLeapSecond(text.substring(0, text.length() - 1)), DATE_TIME);
                return new CalendarTime(utc, ZoneOffset.UTC, false);
            }
            Optional<ZoneId> zone = property.parameter("TZID").map(CalendarZones::zone);
            return new CalendarTime(
                    LocalDateTime.parse(withoutLeapSecond(text), DATE_TIME), zone.orElse(floating), false);
        } catch (DateTimeException e) {
            throw new EntryException(
                    property.name() + " is '" + text + "'; expected a date as 20261101 or a time as 20261101T073000");
        }
    }

    /** RFC 5545, 3.3.12: a system without leap seconds reads second 60 as 59. */
    private static String withoutLeapSecond(String text) {
        return text.endsWith("60") ? text.substring(0, text.length() - 2) + "59" : text;
    }

    /** In a daylight-saving gap times shift forward; in an overlap it is the earlier one (RFC 5545, 3.3.5). */
    Instant instant() {
        return local.atZone(zone).toInstant();
    }

    CalendarTime at(LocalDateTime other) {
        return new CalendarTime(other, zone, isDate);
    }

    /** The same instant on the clock of another zone; a date stays the same date. */
    CalendarTime in(ZoneId other) {
        return isDate
                ? new CalendarTime(local, other, true)
                : new CalendarTime(LocalDateTime.ofInstant(instant(), other), other, false);
    }

    LocalDate date() {
        return local.toLocalDate();
    }

    LocalTime time() {
        return local.toLocalTime();
    }
}
