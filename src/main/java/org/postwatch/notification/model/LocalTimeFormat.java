package org.postwatch.notification.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants as people read them: the local time of a place, with the name of its zone. Programs get UTC (RFC 3339) instead. */
public final class LocalTimeFormat {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm zzz", Locale.US);

    /** Instants in a text; what is part of a longer name, such as an incident's id, is none. */
    private static final Pattern INSTANT =
            Pattern.compile("(?<![\\w/.:+-])\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?"
                    + "(Z|[+-]\\d\\d:\\d\\d)(?![\\w/+-])");

    private LocalTimeFormat() {}

    /** As {@code Sun 29 Nov 2026, 13:18 MST}. */
    public static String format(Instant instant, ZoneId zone) {
        ZoneId named = zone instanceof ZoneOffset offset ? ZoneId.ofOffset("UTC", offset) : zone;
        return TIME.format(instant.atZone(named));
    }

    /** The same text, with every instant in it as people of that zone read it. */
    public static String formatInstantsIn(String text, ZoneId zone) {
        return INSTANT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(formatOrKeep(found.group(), zone)));
    }

    private static String formatOrKeep(String text, ZoneId zone) {
        try {
            return format(OffsetDateTime.parse(text).toInstant(), zone);
        } catch (DateTimeException e) {
            return text;
        }
    }
}
