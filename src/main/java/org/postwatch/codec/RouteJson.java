package org.postwatch.codec;

import static org.postwatch.codec.JsonShape.list;
import static org.postwatch.codec.JsonShape.object;
import static org.postwatch.codec.JsonShape.text;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.routing.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tree of routes in JSON. */
final class RouteJson {
    private RouteJson() {}

    static ObjectNode write(Route route) {
        ObjectNode node = object().put("path", route.path());
        ObjectNode match = object();
        route.match().forEach((label, values) -> JsonShape.sorted(match, label, values));
        if (!match.isEmpty()) {
            node.set("match", match);
        }
        JsonShape.strings(node, "to", route.to());
        route.group().ifPresent(group -> {
            ObjectNode written = node.putObject("group");
            JsonShape.strings(written, "by", group.by());
            written.put("pause", group.pause().toString())
                    .put("interval", group.interval().toString());
        });
        route.quiet()
                .ifPresent(quiet -> node.putObject("quiet")
                        .put("from", quiet.from().toString())
                        .put("to", quiet.to().toString())
                        .put("below", quiet.below()));
        list(node, "escalate", route.escalate(), step -> {
            ObjectNode written = object().put("after", step.after().toString());
            JsonShape.strings(written, "to", step.to());
            return written;
        });
        route.repeat().ifPresent(repeat -> node.put("repeat", repeat.toString()));
        if (route.goesOn()) {
            node.put("goesOn", true);
        }
        list(node, "routes", route.routes(), RouteJson::write);
        return node;
    }

    static Route read(JsonNode node) {
        SortedMap<String, Set<String>> match = new TreeMap<>();
        JsonNode labels = node.path("match");
        labels.propertyNames().forEach(label -> match.put(label, Set.copyOf(JsonShape.strings(labels, label))));
        return new Route(
                text(node, "path"),
                match,
                JsonShape.strings(node, "to"),
                present(node, "group")
                        .map(group -> new Route.Grouping(
                                JsonShape.strings(group, "by"),
                                JsonShape.duration(group, "pause"),
                                JsonShape.duration(group, "interval"))),
                present(node, "quiet")
                        .map(quiet -> new Route.Quiet(
                                LocalTime.parse(text(quiet, "from")),
                                LocalTime.parse(text(quiet, "to")),
                                text(quiet, "below"))),
                list(
                        node,
                        "escalate",
                        step -> new Route.Step(JsonShape.duration(step, "after"), JsonShape.strings(step, "to"))),
                JsonShape.optional(node, "repeat").map(Duration::parse),
                node.path("goesOn").asBoolean(false),
                list(node, "routes", RouteJson::read));
    }

    private static Optional<JsonNode> present(JsonNode node, String field) {
        return node.path(field).isObject() ? Optional.of(node.path(field)) : Optional.empty();
    }
}
