package org.postwatch.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses lengths of time and instants in arguments; empty when a text is none. */
final class TimeArgument {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5})([mhd])");

    private TimeArgument() {}

    /** As {@code 90m}, {@code 2h} or {@code 3d}. */
    static Optional<Duration> parseLength(String text) {
        Matcher length = LENGTH.matcher(text);
        if (!length.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(length.group(1));
        return Optional.of(
                switch (length.group(2)) {
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    /** An RFC 3339 date-time. */
    static Optional<Instant> parseInstant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The start of a period: so long ago, or an RFC 3339 date-time. */
    static Optional<Instant> parseSince(String text, Instant now) {
        return parseLength(text).map(now::minus).or(() -> parseInstant(text));
    }
}
