package org.postwatch.documents.form;

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
public final class ValueFormats {
    private static final Pattern DATE_PATTERN = Pattern.compile("(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME_PATTERN = Pattern.compile("[0-9]{2}:[0-9]{2}");
    private static final Pattern TIME_WITH_SECONDS_PATTERN = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2})?");
    private static final Pattern DURATION_PATTERN = Pattern.compile("[0-9]{1,6}[smh]");

    private static final String HOST_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    /** The length is checked first: a long text must not make the rest slow. */
    private static final String HOST_NAME = "(?=.{1,253}$)" + HOST_LABEL + "(\\." + HOST_LABEL + ")*";

    /** RFC 5321, 4.1.2, and RFC 5322, 3.2.3; quoted names and other alphabets are not accepted. */
    private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";

    public static final ValueParser<String> ID = matchingPattern(
            "an id: lower-case letters, digits and '-', at most 63, as north-2", "[a-z0-9][a-z0-9-]{0,62}");
    public static final ValueParser<String> DISTRICT = matchingPattern(
            "an id that does not begin with 'canary-': lower-case letters, digits and '-', at most 63",
            "(?!canary-)[a-z0-9][a-z0-9-]{0,62}");
    public static final ValueParser<String> BADGE =
            matchingPattern("a badge: letters, digits and '-', at most 63, as P-1", "[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    public static final ValueParser<String> CURRENCY = matchingPattern("a currency code as USD", "[A-Z]{3}");
    public static final ValueParser<String> HOST = matchingPattern("a host as smtp.example", HOST_NAME);
    public static final ValueParser<String> DOMAIN = matchingPattern(
            "a domain in lower case, as ice.example, which stands for all below it too", "(?=[^A-Z]*$)" + HOST_NAME);
    public static final ValueParser<String> MAIL_ADDRESS = matchingPattern(
            "a mail address as office@district.example: before the '@' letters, digits and !#$%&'*+-/=?^_`{|}~, at most"
                    + " 64, with single '.' between them",
            "(?=[^@]{1,64}@)" + ATEXT + "+(\\." + ATEXT + "+)*@" + HOST_NAME);
    public static final ValueParser<String> NAME = freeText(200);
    public static final ValueParser<String> REASON = freeText(2_000);

    public static final ValueParser<LocalDate> DATE = new TextParser<>("a date as 2026-09-14", ValueFormats::parseDate);
    public static final ValueParser<String> DATE_TEXT =
            new TextParser<>("a date as 2026-09-14", text -> parseDate(text).map(LocalDate::toString));
    public static final ValueParser<DateOrDateTime> DATE_OR_DATE_TIME = new TextParser<>(
            "a date as 2026-09-14 or a local time as 2026-09-14T10:00", ValueFormats::parseDateOrDateTime);
    public static final ValueParser<LocalTime> TIME_OF_DAY = new TextParser<>(
            "a time of day as \"07:30\"",
            text -> parseIfMatching(() -> LocalTime.parse(text), TIME_PATTERN.matcher(text)));

    public static final ValueParser<ZoneId> ZONE = new EnumParser<>("time zone", zones());
    public static final ValueParser<DayOfWeek> DAY_OF_WEEK = new EnumParser<>("day", days());

    private ValueFormats() {}

    /** A duration within bounds, both inclusive. */
    public static ValueParser<Duration> duration(String min, String max) {
        Duration least = parseDuration(min);
        Duration most = parseDuration(max);
        return new TextParser<>(
                "a duration from " + min + " to " + max + " as 90s, 10m or 2h",
                text -> DURATION_PATTERN.matcher(text).matches()
                        ? Optional.of(parseDuration(text))
                                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0)
                        : Optional.empty());
    }

    /** A duration of whole minutes within bounds, both inclusive. */
    public static ValueParser<Integer> minutes(int min, int max) {
        return new TextParser<>(
                "whole minutes from " + min + "m to " + max + "m",
                text -> DURATION_PATTERN.matcher(text).matches()
                                && parseDuration(text).toSeconds() % 60 == 0
                        ? Optional.of((int) Math.min(parseDuration(text).toMinutes(), Integer.MAX_VALUE))
                                .filter(m -> m >= min && m <= max)
                        : Optional.empty());
    }

    private static Duration parseDuration(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** Text that matches a pattern as a whole. */
    public static ValueParser<String> matchingPattern(String expected, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new TextParser<>(
                expected, text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty());
    }

    private static ValueParser<String> freeText(int charactersMax) {
        return new TextParser<>(
                "text of at most " + charactersMax + " characters",
                text -> text.isBlank() || text.codePointCount(0, text.length()) > charactersMax
                        ? Optional.empty()
                        : Optional.of(text));
    }

    private static Optional<LocalDate> parseDate(String text) {
        return parseIfMatching(() -> LocalDate.parse(text), DATE_PATTERN.matcher(text));
    }

    private static Optional<DateOrDateTime> parseDateOrDateTime(String text) {
        int t = text.indexOf('T');
        if (t < 0) {
            return parseDate(text).map(d -> new DateOrDateTime(d, Optional.empty()));
        }
        Optional<LocalDate> date = parseDate(text.substring(0, t));
        Optional<LocalTime> time = parseIfMatching(
                () -> LocalTime.parse(text.substring(t + 1)), TIME_WITH_SECONDS_PATTERN.matcher(text.substring(t + 1)));
        return date.isPresent() && time.isPresent()
                ? Optional.of(new DateOrDateTime(date.get(), time))
                : Optional.empty();
    }

    private static <T> Optional<T> parseIfMatching(
            java.util.function.Supplier<T> parse, java.util.regex.Matcher format) {
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
