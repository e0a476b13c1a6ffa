package org.postwatch.board;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Incident;

/** Formats instants, reasons and incidents of a district, in its local time, without the date on the board's date. */
record ConsoleFormat(ZoneId zone, LocalDate date) {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z");
    private static final DateTimeFormatter TIME = format("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = format("EEE HH:mm");
    private static final DateTimeFormatter DATE_AND_TIME = format("d MMM yyyy HH:mm");
    private static final DateTimeFormatter TITLE = format("EEE d MMM yyyy");
    private static final int MAX_DAYS_WITHOUT_DATE = 6;

    static ConsoleFormat of(SchoolDay day) {
        return new ConsoleFormat(day.zone(), day.date());
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** As {@code 07:40}, {@code Mon 22:40} of the days around, or with the date. */
    String formatTime(Instant t) {
        ZonedDateTime local = t.atZone(zone);
        long days = Math.abs(local.toLocalDate().toEpochDay() - date.toEpochDay());
        return local.format(days == 0 ? TIME : days <= MAX_DAYS_WITHOUT_DATE ? DAY_AND_TIME : DATE_AND_TIME);
    }

    /** As {@code Tue 6 Dec 2022}. */
    String formatDate() {
        return date.format(TITLE);
    }

    /** The zone's short name at an instant, as {@code MST}. */
    String zone(Instant t) {
        return t.atZone(zone).format(format("zzz"));
    }

    String formatReasons(List<Reason> reasons) {
        return reasons.stream().map(this::formatReason).collect(Collectors.joining(", "));
    }

    private String formatReason(Reason reason) {
        return new Reason(
                        reason.code(),
                        reason.args().stream().map(this::formatArgument).toList())
                .toString();
    }

    private String formatArgument(String arg) {
        return INSTANT.matcher(arg).matches() ? formatTime(Instant.parse(arg)) : arg;
    }

    /** Where an incident is: the campus, or the feed or agreement that it is about. */
    static String placeOf(Incident incident) {
        for (String label : List.of("campus", "feed", "agreement")) {
            if (incident.labels().containsKey(label)) {
                return incident.labels().get(label);
            }
        }
        return incident.id();
    }

    /** What an incident is, without the place: {@code coverage of sro}, {@code no-show of D-13}. */
    static String describe(Incident incident) {
        for (String label : List.of("post", "entrance", "location", "badge")) {
            if (incident.labels().containsKey(label)) {
                return incident.kind().wireName() + " of " + incident.labels().get(label);
            }
        }
        return incident.kind().wireName();
    }

    /** Hours and minutes, rounded down: {@code 34:06}. */
    static String formatDuration(Duration duration) {
        return "%d:%02d".formatted(duration.toHours(), duration.toMinutesPart());
    }
}
