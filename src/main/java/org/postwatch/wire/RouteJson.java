package org.postwatch.wire;

import static org.postwatch.wire.PlanJsonFields.list;
import static org.postwatch.wire.PlanJsonFields.newObject;
import static org.postwatch.wire.PlanJsonFields.text;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.notification.route.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tree of routes in JSON. */
final class RouteJson {
    private RouteJson() {}

    static ObjectNode write(Route route) {
        ObjectNode node = newObject().put("path", route.path());
        ObjectNode match = newObject();
        route.match().forEach((label, values) -> PlanJsonFields.sortedStrings(match, label, values));
        if (!match.isEmpty()) {
            node.set("match", match);
        }
        PlanJsonFields.strings(node, "to", route.to());
        route.group().ifPresent(group -> {
            ObjectNode written = node.putObject("group");
            PlanJsonFields.strings(written, "by", group.groupBy());
            written.put("pause", group.groupWait().toString())
                    .put("interval", group.groupInterval().toString());
        });
        route.quietHours()
                .ifPresent(quiet -> node.putObject("quiet")
                        .put("from", quiet.from().toString())
                        .put("to", quiet.to().toString())
                        .put("below", quiet.belowSeverity()));
        list(node, "escalate", route.escalate(), step -> {
            ObjectNode written = newObject().put("after", step.after().toString());
            PlanJsonFields.strings(written, "to", step.to());
            return written;
        });
        route.repeat().ifPresent(repeat -> node.put("repeat", repeat.toString()));
        if (route.continueMatching()) {
            node.put("goesOn", true);
        }
        list(node, "routes", route.routes(), RouteJson::write);
        return node;
    }

    static Route read(JsonNode node) {
        SortedMap<String, Set<String>> match = new TreeMap<>();
        JsonNode labels = node.path("match");
        labels.propertyNames().forEach(label -> match.put(label, Set.copyOf(PlanJsonFields.strings(labels, label))));
        return new Route(
                text(node, "path"),
                match,
                PlanJsonFields.strings(node, "to"),
                present(node, "group")
                        .map(group -> new Route.Grouping(
                                PlanJsonFields.strings(group, "by"),
                                PlanJsonFields.duration(group, "pause"),
                                PlanJsonFields.duration(group, "interval"))),
                present(node, "quiet")
                        .map(quiet -> new Route.QuietHours(
                                LocalTime.parse(text(quiet, "from")),
                                LocalTime.parse(text(quiet, "to")),
                                text(quiet, "below"))),
                list(
                        node,
                        "escalate",
                        step -> new Route.EscalationStep(
                                PlanJsonFields.duration(step, "after"), PlanJsonFields.strings(step, "to"))),
                PlanJsonFields.optional(node, "repeat").map(Duration::parse),
                node.path("goesOn").asBoolean(false),
                list(node, "routes", RouteJson::read));
    }

    private static Optional<JsonNode> present(JsonNode node, String field) {
        return node.path(field).isObject() ? Optional.of(node.path(field)) : Optional.empty();
    }
}
