package org.postwatch.plan;

import static java.util.stream.Collectors.joining;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postwatch.event.EventType;

/** The text for people of each type of value that a plan's parts have. */
final class PlanText {
    private static final Map<Class<?>, Function<Object, String>> TEXTS = new HashMap<>();

    static {
        Stream.of(String.class, Integer.class, Long.class).forEach(PlanText::plain);
        Stream.of(LocalDate.class, LocalTime.class, LocalDateTime.class, Instant.class)
                .forEach(PlanText::plain);
        text(Duration.class, PlanText::duration);
        text(DayOfWeek.class, PlanText::day);
        text(EventType.class, EventType::shortName);
        text(LocalDateTimeRange.class, LocalDateTimeRange::text);
        text(WeeklyHours.class, WeeklyHours::text);
        text(FeedKeys.class, PlanText::feedKeys);
        text(Schedule.SchoolTerm.class, term -> term.first() + " to " + term.last());
        text(SeverityLadder.class, PlanText::ladder);
        text(
                Agreement.ApprovalDecision.class,
                decision -> decision.status() + " by " + decision.approver() + " at " + decision.decidedAt());
        text(Agreement.Renewal.class, renewal -> "until " + renewal.until() + ", decided at " + renewal.decidedAt());
        text(
                Agreement.Cost.class,
                cost -> "(in cents of " + cost.currency() + ") yearly " + of(cost.yearly()) + ", hourly "
                        + of(cost.hourly()) + ", budget " + of(cost.budget()));
    }

    private PlanText() {}

    /** @throws IllegalArgumentException for a value of a type that has no text here */
    static String of(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(PlanText::of).orElse("none");
        } else if (value instanceof Collection<?> all) {
            Stream<String> names = all.stream().map(PlanFields::name);
            return (all instanceof Set ? names.sorted() : names).collect(joining(", "));
        } else if (value instanceof ZoneId zone) {
            return zone.getId();
        }
        Function<Object, String> text = TEXTS.get(value.getClass());
        if (text == null) {
            throw new IllegalArgumentException("values of " + value.getClass().getName() + " have no text in PlanText");
        }
        return text.apply(value);
    }

    /** Whether values of the type have a text. */
    static boolean covers(Class<?> type) {
        return TEXTS.containsKey(type) || type == ZoneId.class;
    }

    static String day(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private static String duration(Duration duration) {
        return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    private static String feedKeys(FeedKeys keys) {
        return keys.keys().isEmpty()
                ? "none"
                : keys.keys().stream().map(PlanText::feedKey).collect(joining(", "));
    }

    private static String feedKey(FeedKey key) {
        return "secret:" + key.secret()
                + (key.dates().equals(LocalDateTimeRange.ALWAYS)
                        ? ""
                        : " " + key.dates().text());
    }

    private static String ladder(SeverityLadder ladder) {
        return ladder.steps().stream().map(PlanText::step).collect(joining(", ", "[", "]"));
    }

    private static String step(SeverityLadder.SeverityStep step) {
        return step.severity()
                + step.after().map(after -> " after " + duration(after)).orElse("")
                + (step.triggers().isEmpty() ? "" : " at " + of(step.triggers()));
    }

    private static <T> void text(Class<T> type, Function<T, String> text) {
        TEXTS.put(type, value -> text.apply(type.cast(value)));
    }

    private static void plain(Class<?> type) {
        TEXTS.put(type, Object::toString);
    }
}
