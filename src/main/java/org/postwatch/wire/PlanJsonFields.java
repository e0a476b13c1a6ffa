package org.postwatch.wire;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.event.EventType;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.SeverityLadder;
import org.postwatch.plan.WeeklyHours;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How parts that plans share look in JSON. Sets are sorted, so that equal plans have equal bytes. */
final class PlanJsonFields {
    private PlanJsonFields() {}

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("no text '" + field + "' in a plan");
        }
        return value.asString();
    }

    static Optional<String> optional(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    static int integer(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isInt()) {
            throw new IllegalArgumentException("no whole number '" + field + "' in a plan");
        }
        return value.asInt();
    }

    static void sortedStrings(ObjectNode object, String field, Collection<String> names) {
        strings(object, field, names.stream().sorted().toList());
    }

    static void strings(ObjectNode object, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = object.putArray(field);
            values.forEach(array::add);
        }
    }

    static List<String> strings(JsonNode object, String field) {
        return list(object, field, JsonNode::asString);
    }

    static Set<String> stringSet(JsonNode object, String field) {
        return new HashSet<>(strings(object, field));
    }

    static <T> void list(ObjectNode object, String field, List<T> items, Function<T, ObjectNode> write) {
        if (!items.isEmpty()) {
            ArrayNode array = object.putArray(field);
            items.forEach(item -> array.add(write.apply(item)));
        }
    }

    static <T> List<T> list(JsonNode object, String field, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>();
        object.path(field).forEach(item -> items.add(read.apply(item)));
        return items;
    }

    /** Adds {@code from} and {@code until} (exclusive) where they are not open. */
    static ObjectNode dateTimeRange(ObjectNode object, LocalDateTimeRange dates) {
        dates.from().ifPresent(from -> object.put("from", from.toString()));
        dates.until().ifPresent(until -> object.put("until", until.toString()));
        return object;
    }

    static LocalDateTimeRange dateTimeRange(JsonNode object) {
        return new LocalDateTimeRange(
                optional(object, "from").map(LocalDateTime::parse),
                optional(object, "until").map(LocalDateTime::parse));
    }

    /** Left out when it is {@link Instant#MIN}. */
    static void instantOrMin(ObjectNode object, String field, Instant since) {
        if (!since.equals(Instant.MIN)) {
            object.put(field, since.toString());
        }
    }

    static Instant instantOrMin(JsonNode object, String field) {
        return optional(object, field).map(Instant::parse).orElse(Instant.MIN);
    }

    static void weeklyHours(ObjectNode object, String field, WeeklyHours hours) {
        list(object, field, hours.periods(), period -> {
            ObjectNode node = newObject();
            strings(
                    node,
                    "days",
                    period.days().stream().sorted().map(DayOfWeek::name).toList());
            return node.put("from", period.from().toString())
                    .put("to", period.to().toString());
        });
    }

    static WeeklyHours weeklyHours(JsonNode object, String field) {
        return new WeeklyHours(list(
                object,
                field,
                period -> new WeeklyHours.WeeklyPeriod(
                        strings(period, "days").stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                        LocalTime.parse(text(period, "from")),
                        LocalTime.parse(text(period, "to")))));
    }

    static void severityLadder(ObjectNode object, String field, SeverityLadder ladder) {
        list(object, field, ladder.steps(), rung -> {
            ObjectNode node = newObject().put("severity", rung.severity());
            rung.after().ifPresent(after -> node.put("after", after.toString()));
            eventTypes(node, "triggers", rung.triggers());
            return node;
        });
    }

    static SeverityLadder severityLadder(JsonNode object, String field) {
        return new SeverityLadder(list(
                object,
                field,
                rung -> new SeverityLadder.SeverityStep(
                        text(rung, "severity"),
                        optional(rung, "after").map(Duration::parse),
                        eventTypes(rung, "triggers"))));
    }

    static void eventTypes(ObjectNode object, String field, Set<EventType> types) {
        sortedStrings(object, field, types.stream().map(EventType::wireName).toList());
    }

    static Set<EventType> eventTypes(JsonNode object, String field) {
        Set<EventType> types = new HashSet<>();
        // A type that a newer version may tell is none that this one could admit.
        strings(object, field).forEach(name -> EventType.ofWireName(name).ifPresent(types::add));
        return types;
    }

    static Duration duration(JsonNode object, String field) {
        return Duration.parse(text(object, field));
    }
}
