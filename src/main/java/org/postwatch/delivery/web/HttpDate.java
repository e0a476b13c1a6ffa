package org.postwatch.delivery.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the dates of HTTP headers, all three forms (RFC 9110, 5.6.7). The day of the week is not compared with the date. */
final class HttpDate {
    private static final String TIME = "(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)";
    private static final List<Pattern> FORMATS = List.of(
            // Sun, 06 Nov 1994 08:49:37 GMT
            Pattern.compile("[A-Z][a-z]{2}, (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) " + TIME + " GMT"),
            // Sunday, 06-Nov-94 08:49:37 GMT
            Pattern.compile("[A-Z][a-z]{5,8}, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) " + TIME + " GMT"),
            // Sun Nov  6 08:49:37 1994
            Pattern.compile("[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})"));
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    /** A year of two digits that would be further ahead is the latest one that is past. */
    private static final int MAX_YEARS_AHEAD = 50;

    private HttpDate() {}

    /** The instant that a date names; empty when it has none of the forms. */
    static Optional<Instant> parse(String text, Instant now) {
        for (Pattern form : FORMATS) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                return instant(matcher, now);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> instant(Matcher date, Instant now) {
        int year = Integer.parseInt(date.group("year"));
        if (date.group("year").length() == 4) {
            return inYear(year, date);
        }
        LocalDateTime today = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        Instant limit = today.plusYears(MAX_YEARS_AHEAD).toInstant(ZoneOffset.UTC);
        int century = today.getYear() / 100 * 100;
        return Stream.of(century + 100, century, century - 100)
                .flatMap(begun -> inYear(begun + year, date).stream())
                .filter(t -> !t.isAfter(limit))
                .findFirst();
    }

    /** A leap second is the instant after it. */
    private static Optional<Instant> inYear(int year, Matcher date) {
        int second = Integer.parseInt(date.group("s"));
        try {
            return Optional.of(LocalDateTime.of(
                            year,
                            MONTHS.indexOf(date.group("month")) + 1,
                            Integer.parseInt(date.group("day").strip()),
                            Integer.parseInt(date.group("h")),
                            Integer.parseInt(date.group("m")),
                            second == 60 ? 59 : second)
                    .plusSeconds(second == 60 ? 1 : 0)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
