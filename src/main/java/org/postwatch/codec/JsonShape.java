package org.postwatch.codec;

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
import org.postwatch.plan.Dates;
import org.postwatch.plan.Ladder;
import org.postwatch.plan.WeeklyHours;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How parts that plans share look in JSON. Sets are sorted, so that equal plans have equal bytes. */
final class JsonShape {
    private JsonShape() {}

    static ObjectNode object() {
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

    static int whole(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isInt()) {
            throw new IllegalArgumentException("no whole number '" + field + "' in a plan");
        }
        return value.asInt();
    }

    static void sorted(ObjectNode object, String field, Collection<String> names) {
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

    static Set<String> set(JsonNode object, String field) {
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
    static ObjectNode dates(ObjectNode object, Dates dates) {
        dates.from().ifPresent(from -> object.put("from", from.toString()));
        dates.until().ifPresent(until -> object.put("until", until.toString()));
        return object;
    }

    static Dates dates(JsonNode object) {
        return new Dates(
                optional(object, "from").map(LocalDateTime::parse),
                optional(object, "until").map(LocalDateTime::parse));
    }

    /** Left out when it is {@link Instant#MIN}. */
    static void since(ObjectNode object, String field, Instant since) {
        if (!since.equals(Instant.MIN)) {
            object.put(field, since.toString());
        }
    }

    static Instant since(JsonNode object, String field) {
        return optional(object, field).map(Instant::parse).orElse(Instant.MIN);
    }

    static void hours(ObjectNode object, String field, WeeklyHours hours) {
        list(object, field, hours.periods(), period -> {
            ObjectNode node = object();
            strings(
                    node,
                    "days",
                    period.days().stream().sorted().map(DayOfWeek::name).toList());
            return node.put("from", period.from().toString())
                    .put("to", period.to().toString());
        });
    }

    static WeeklyHours hours(JsonNode object, String field) {
        return new WeeklyHours(list(
                object,
                field,
                period -> new WeeklyHours.Period(
                        strings(period, "days").stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                        LocalTime.parse(text(period, "from")),
                        LocalTime.parse(text(period, "to")))));
    }

    static void ladder(ObjectNode object, String field, Ladder ladder) {
        list(object, field, ladder.rungs(), rung -> {
            ObjectNode node = object().put("severity", rung.severity());
            rung.after().ifPresent(after -> node.put("after", after.toString()));
            types(node, "triggers", rung.triggers());
            return node;
        });
    }

    static Ladder ladder(JsonNode object, String field) {
        return new Ladder(list(
                object,
                field,
                rung -> new Ladder.Rung(
                        text(rung, "severity"),
                        optional(rung, "after").map(Duration::parse),
                        types(rung, "triggers"))));
    }

    static void types(ObjectNode object, String field, Set<EventType> types) {
        sorted(object, field, types.stream().map(EventType::wireName).toList());
    }

    static Set<EventType> types(JsonNode object, String field) {
        Set<EventType> types = new HashSet<>();
        // A type that a newer version may tell is none that this one could admit.
        strings(object, field).forEach(name -> EventType.ofWireName(name).ifPresent(types::add));
        return types;
    }

    static Duration duration(JsonNode object, String field) {
        return Duration.parse(text(object, field));
    }
}
