package org.postwatch.codec.document;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The formats of single values. */
final class Formats {
    private static final Pattern DATE = Pattern.compile("(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}");
    private static final Pattern CLOCK = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2})?");
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,6}[smh]");

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    /** The length goes first: nobody may make the rest of it slow. */
    private static final String HOST_NAME = "(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*";

    /** RFC 5321, 4.1.2, and RFC 5322, 3.2.3; quoted names and other alphabets are not taken. */
    private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";

    static final Value<String> ID =
            matching("an id: lower-case letters, digits and '-', at most 63, as north-2", "[a-z0-9][a-z0-9-]{0,62}");
    static final Value<String> DISTRICT = matching(
            "an id that does not begin with 'canary-': lower-case letters, digits and '-', at most 63",
            "(?!canary-)[a-z0-9][a-z0-9-]{0,62}");
    static final Value<String> BADGE =
            matching("a badge: letters, digits and '-', at most 63, as P-1", "[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    static final Value<String> CURRENCY = matching("a currency code as USD", "[A-Z]{3}");
    static final Value<String> HOST = matching("a host as smtp.example", HOST_NAME);
    static final Value<String> DOMAIN = matching(
            "a domain in lower case, as ice.example, which stands for all below it too", "(?=[^A-Z]*$)" + HOST_NAME);
    static final Value<String> MAIL_ADDRESS = matching(
            "a mail address as office@district.example: before the '@' letters, digits and !#$%&'*+-/=?^_`{|}~, at most"
                    + " 64, with single '.' between them",
            "(?=[^@]{1,64}@)" + ATEXT + "+(\\." + ATEXT + "+)*@" + HOST_NAME);
    static final Value<String> CAP_SENDER = matching(
            "a name unique in the world, as postwatch@district.example, without spaces, ',', '<' and '&'",
            "[^\\s,<&]{1,200}");
    static final Value<String> NAME = prose(200);
    static final Value<String> REASON = prose(2_000);

    static final Value<LocalDate> DAY = new Text<>("a date as 2026-09-14", Formats::date);
    static final Value<String> DATE_TEXT =
            new Text<>("a date as 2026-09-14", text -> date(text).map(LocalDate::toString));
    static final Value<Moment> MOMENT =
            new Text<>("a date as 2026-09-14 or a local time as 2026-09-14T10:00", Formats::moment);
    static final Value<LocalTime> TIME_OF_DAY =
            new Text<>("a time of day as \"07:30\"", text -> attempt(() -> LocalTime.parse(text), TIME.matcher(text)));

    static final Value<ZoneId> ZONE = new Choice<>("time zone", zones());
    static final Value<DayOfWeek> DAY_OF_WEEK = new Choice<>("day", days());

    private Formats() {}

    /** A duration within bounds, both inclusive. */
    static Value<Duration> duration(String min, String max) {
        Duration least = parsed(min);
        Duration most = parsed(max);
        return new Text<>(
                "a duration from " + min + " to " + max + " as 90s, 10m or 2h",
                text -> DURATION.matcher(text).matches()
                        ? Optional.of(parsed(text)).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0)
                        : Optional.empty());
    }

    /** A duration of whole minutes within bounds, both inclusive. */
    static Value<Integer> minutes(int min, int max) {
        return new Text<>(
                "whole minutes from " + min + "m to " + max + "m",
                text -> DURATION.matcher(text).matches() && parsed(text).toSeconds() % 60 == 0
                        ? Optional.of((int) Math.min(parsed(text).toMinutes(), Integer.MAX_VALUE))
                                .filter(m -> m >= min && m <= max)
                        : Optional.empty());
    }

    private static Duration parsed(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static Value<String> matching(String expected, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Text<>(expected, text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty());
    }

    private static Value<String> prose(int charactersMax) {
        return new Text<>(
                "text of at most " + charactersMax + " characters",
                text -> text.isBlank() || text.codePointCount(0, text.length()) > charactersMax
                        ? Optional.empty()
                        : Optional.of(text));
    }

    private static Optional<LocalDate> date(String text) {
        return attempt(() -> LocalDate.parse(text), DATE.matcher(text));
    }

    private static Optional<Moment> moment(String text) {
        int t = text.indexOf('T');
        if (t < 0) {
            return date(text).map(d -> new Moment(d, Optional.empty()));
        }
        Optional<LocalDate> date = date(text.substring(0, t));
        Optional<LocalTime> time =
                attempt(() -> LocalTime.parse(text.substring(t + 1)), CLOCK.matcher(text.substring(t + 1)));
        return date.isPresent() && time.isPresent() ? Optional.of(new Moment(date.get(), time)) : Optional.empty();
    }

    private static <T> Optional<T> attempt(java.util.function.Supplier<T> parse, java.util.regex.Matcher format) {
        if (!format.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, ZoneId> zones() {
        Map<String, ZoneId> zones = new LinkedHashMap<>();
        ZoneId.getAvailableZoneIds().forEach(id -> zones.put(id, ZoneId.of(id)));
        return zones;
    }

    private static Map<String, DayOfWeek> days() {
        Function<DayOfWeek, String> shortName =
                day -> day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT);
        Map<String, DayOfWeek> days = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(shortName.apply(day), day);
        }
        return days;
    }
}
