package org.postwatch.scenario;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.IncidentKind;

/** The local times that a person writes, as the instants that the system says. */
final class LocalTimeParser {
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?");
    private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT" + TIME.pattern());
    private static final Pattern REASON = Pattern.compile("([a-z-]+)(?:\\((.*)\\))?");

    private LocalTimeParser() {}

    /** {@code 07:30} on the date, or {@code 2026-09-14T07:30} on its own. */
    static Instant instant(String text, LocalDate date, ZoneId zone) {
        LocalDateTime local = DATE_TIME.matcher(text).matches()
                ? LocalDateTime.parse(text)
                : LocalTime.parse(text).atDate(date);
        return local.atZone(zone).toInstant();
    }

    /** {@code called-away(R-3, 10:42)}: an argument that looks like a local time is one. */
    static Reason reason(String text, LocalDate date, ZoneId zone) {
        var parts = REASON.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no reason; expected code(argument, …)");
        }
        List<String> args =
                parts.group(2) == null ? List.of() : List.of(parts.group(2).split(", "));
        return new Reason(
                parts.group(1), args.stream().map(a -> said(a, date, zone)).toList());
    }

    /** An incident's id, in which a local date-time (a feed's silence, an end of term) is written as the instant. */
    static String incidentId(String id, ZoneId zone) {
        return String.join(
                "/",
                Arrays.stream(id.split("/"))
                        .map(part -> DATE_TIME.matcher(part).matches() ? said(part, null, zone) : part)
                        .toList());
    }

    /** The date in the id of a kind that has one there. */
    static LocalDate dateOf(String id) {
        String[] parts = id.split("/");
        return switch (kindOf(id)) {
            case COVERAGE, ENTRANCE_UNWATCHED -> LocalDate.parse(parts[3]);
            default -> throw new IllegalArgumentException("'" + id + "' needs a 'date' beside it");
        };
    }

    /** The campus in the id of a kind that has one. */
    static Optional<String> campusOf(String id) {
        return switch (kindOf(id)) {
            case FEED_SILENT, AGREEMENT_LAPSING -> Optional.empty();
            default -> Optional.of(id.split("/")[1]);
        };
    }

    static IncidentKind kindOf(String id) {
        String name = id.split("/")[0];
        return Arrays.stream(IncidentKind.values())
                .filter(k -> k.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is of no kind of incident"));
    }

    private static String said(String arg, LocalDate date, ZoneId zone) {
        boolean local = TIME.matcher(arg).matches() || DATE_TIME.matcher(arg).matches();
        return local ? instant(arg, date, zone).toString() : arg;
    }
}
