package org.postwatch.documents.form;

import java.math.BigDecimal;
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
    private static final Pattern TIME_PATTERN = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern TIME_WITH_SECONDS_PATTERN = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2})?");
    private static final Pattern DURATION_PATTERN = Pattern.compile("[0-9]{1,6}[smh]");

    private static final Pattern MONEY_PATTERN = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,2})?");
    private static final Pattern WHOLE_NUMBER_PATTERN = Pattern.compile("[0-9]{1,9}");

    private static final String HOST_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    /** The length is checked first: a long text must not make the rest slow. */
    private static final String HOST_NAME = "(?=.{1,253}$)" + HOST_LABEL + "(\\." + HOST_LABEL + ")*";

    /** RFC 5321, 4.1.2, and RFC 5322, 3.2.3; quoted names and other alphabets are not accepted. */
    private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";

    public static final ValueParser<String> ID = named(
            "an id: lower-case letters, digits and '-', at most 63, as north-2",
            "id",
            "Lower-case letters, digits and hyphens, at most 63.",
            "[a-z0-9][a-z0-9-]{0,62}",
            "sarracino-ms");
    public static final ValueParser<String> DISTRICT = matchingPattern(
            "an id that does not begin with 'canary-': lower-case letters, digits and '-', at most 63",
            "(?!canary-)[a-z0-9][a-z0-9-]{0,62}");
    public static final ValueParser<String> BADGE = named(
            "a badge: letters, digits and '-', at most 63, as P-1",
            "badge",
            "Letters, digits and hyphens, at most 63; never a name.",
            "[A-Za-z0-9][A-Za-z0-9-]{0,62}",
            "P-1");
    public static final ValueParser<String> CURRENCY = matchingPattern("a currency code such as USD", "[A-Z]{3}");
    public static final ValueParser<String> HOST = matchingPattern("a host as smtp.example", HOST_NAME);
    public static final ValueParser<String> DOMAIN = named(
            "a domain in lower case, as ice.example, which stands for all below it too",
            "domain",
            "A domain, in lower case.",
            "(?=[^A-Z]*$)" + HOST_NAME,
            "ice.example");
    public static final ValueParser<String> MAIL_ADDRESS = named(
            "a mail address such as office@district.example: before the '@' letters, digits and !#$%&'*+-/=?^_`{|}~, at most"
                    + " 64, with single '.' between them",
            "mailAddress",
            "A mail address.",
            "(?=[^@]{1,64}@)" + ATEXT + "+(\\." + ATEXT + "+)*@" + HOST_NAME,
            "office@district.example");
    public static final ValueParser<String> NAME = freeText(200);
    public static final ValueParser<String> REASON = freeText(2_000);

    private static final TextFormat DATE_FORMAT =
            TextFormat.named("date", "A local date.", DATE_PATTERN.pattern(), "2026-09-14");
    private static final TextFormat DURATION_FORMAT = TextFormat.named(
            "duration", "A duration in seconds, minutes or hours.", DURATION_PATTERN.pattern(), "90s", "10m", "2h");

    public static final ValueParser<LocalDate> DATE =
            new TextParser<>("a date such as 2026-09-14", ValueFormats::parseDate, DATE_FORMAT);
    public static final ValueParser<String> DATE_TEXT = new TextParser<>(
            "a date such as 2026-09-14", text -> parseDate(text).map(LocalDate::toString), DATE_FORMAT);
    public static final ValueParser<DateOrDateTime> DATE_OR_DATE_TIME = new TextParser<>(
            "a date such as 2026-09-14 or a local time such as 2026-09-14T10:00",
            ValueFormats::parseDateOrDateTime,
            TextFormat.named(
                    "moment",
                    "A local date (inclusive) or a local date-time. As an end, a date-time is exclusive.",
                    DATE_PATTERN.pattern() + "(T" + TIME_WITH_SECONDS_PATTERN.pattern() + ")?",
                    "2026-09-14",
                    "2026-09-14T10:00"));
    public static final ValueParser<LocalTime> TIME_OF_DAY = new TextParser<>(
            "a time of day such as \"07:30\"",
            text -> parseIfMatching(() -> LocalTime.parse(text), TIME_PATTERN.matcher(text)),
            TextFormat.named("time", "A local time of day. Write it in quotes.", TIME_PATTERN.pattern(), "07:30"));

    public static final ValueParser<ZoneId> ZONE = new EnumParser<>("time zone", zones());
    public static final ValueParser<DayOfWeek> DAY_OF_WEEK = new EnumParser<>("day", days());

    public static final ValueParser<Boolean> BOOLEAN = new ScalarParser<>(
            YamlNode.Scalar.ScalarKind.BOOLEAN,
            "true or false",
            text -> Optional.of(text.equalsIgnoreCase("true")),
            JsonSchema.keywords("type", "boolean"));

    /** An amount of money in units, at most two decimals; read as whole cents. */
    public static final ValueParser<Long> MONEY = new ScalarParser<>(
            YamlNode.Scalar.ScalarKind.NUMBER,
            "an amount such as 45.50, not negative and with at most two decimals",
            text -> MONEY_PATTERN.matcher(text).matches()
                    ? Optional.of(new BigDecimal(text).movePointRight(2).longValueExact())
                    : Optional.empty(),
            JsonSchema.keywords("type", "number", "minimum", 0, "maximum", new BigDecimal("999999999999.99")));

    private ValueFormats() {}

    /** A whole number within bounds, both inclusive. */
    public static ValueParser<Integer> wholeNumber(int min, int max) {
        return new ScalarParser<>(
                YamlNode.Scalar.ScalarKind.NUMBER,
                "a whole number from " + min + " to " + max,
                text -> WHOLE_NUMBER_PATTERN.matcher(text).matches()
                        ? Optional.of(Integer.parseInt(text)).filter(n -> n >= min && n <= max)
                        : Optional.empty(),
                JsonSchema.keywords("type", "integer", "minimum", min, "maximum", max));
    }

    /** A duration within bounds, both inclusive. */
    public static ValueParser<Duration> duration(String min, String max) {
        Duration least = parseDuration(min);
        Duration most = parseDuration(max);
        return new TextParser<>(
                "a duration from " + min + " to " + max + ", such as 90s, 10m or 2h",
                text -> DURATION_PATTERN.matcher(text).matches()
                        ? Optional.of(parseDuration(text))
                                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0)
                        : Optional.empty(),
                DURATION_FORMAT);
    }

    /** A duration of whole minutes within bounds, both inclusive. */
    public static ValueParser<Integer> minutes(int min, int max) {
        return new TextParser<>(
                "whole minutes from " + min + "m to " + max + "m",
                text -> DURATION_PATTERN.matcher(text).matches()
                                && parseDuration(text).toSeconds() % 60 == 0
                        ? Optional.of((int) Math.min(parseDuration(text).toMinutes(), Integer.MAX_VALUE))
                                .filter(m -> m >= min && m <= max)
                        : Optional.empty(),
                DURATION_FORMAT);
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
        return matching(expected, regex, TextFormat.matching(regex));
    }

    private static ValueParser<String> named(
            String expected, String name, String description, String regex, String example) {
        return matching(expected, regex, TextFormat.named(name, description, regex, example));
    }

    private static ValueParser<String> matching(String expected, String regex, TextFormat format) {
        Pattern pattern = Pattern.compile(regex);
        return new TextParser<>(
                expected, text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty(), format);
    }

    private static ValueParser<String> freeText(int charactersMax) {
        return new TextParser<>(
                "text of at most " + charactersMax + " characters",
                text -> text.isBlank() || text.codePointCount(0, text.length()) > charactersMax
                        ? Optional.empty()
                        : Optional.of(text),
                TextFormat.free(charactersMax));
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
