package org.postwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.routing.Explanation;
import org.postwatch.routing.Field;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Walk.Outcome;
import org.postwatch.routing.Walk.Visit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What would become of a matter, for people and for programs. */
final class ExplanationLines {
    private static final JsonMapper JSON = new JsonMapper();

    private ExplanationLines() {}

    /** @param from where the routes were found */
    static List<String> of(Explanation explanation, String from) {
        List<String> lines = new ArrayList<>();
        lines.add(title(explanation.matter()) + ", by " + from);
        lines.add("");
        lines.addAll(Table.of(
                List.of("ROUTE", "ASKS FOR", "BECAUSE"),
                explanation.visits().stream().map(ExplanationLines::visit).toList()));
        lines.add("");
        if (explanation.told().isEmpty()) {
            lines.add("Nobody would be told.");
        } else {
            lines.addAll(Table.of(
                    List.of("TOLD", "WHEN", "BY", "WHAT (RULE)"),
                    explanation.told().stream()
                            .map(told -> List.of(
                                    told.recipient(),
                                    told.when(),
                                    told.route(),
                                    fields(told.fields()) + " (" + String.join(", ", told.rules()) + ")"))
                            .toList()));
        }
        if (!explanation.untold().isEmpty()) {
            lines.add("");
            lines.addAll(Table.of(
                    List.of("NOT TOLD", "WHY"),
                    explanation.untold().stream()
                            .map(untold -> List.of(untold.recipient(), untold.reason()))
                            .toList()));
        }
        return lines;
    }

    private static String title(Matter matter) {
        StringBuilder title = new StringBuilder(matter.kind());
        matter.labels()
                .forEach((label, value) ->
                        title.append(' ').append(label).append('=').append(value));
        matter.severity().ifPresent(severity -> title.append(", ").append(severity));
        title.append(", ").append(matter.status().wireName());
        return title.append(matter.emergency() ? ", an emergency" : "").toString();
    }

    private static List<String> visit(Visit visit) {
        String route = "  ".repeat(visit.depth()) + visit.route().path();
        String became = switch (visit.outcome()) {
            case TAKES -> "takes it";
            case HANDS_DOWN -> "matches; a route below takes it";
            case DIFFERS -> "no: " + visit.why();
            case NO_FORECASTS -> "matches, but " + visit.why();
            case NOT_REACHED -> "not reached: " + visit.why();
        };
        boolean on =
                visit.route().goesOn() && (visit.outcome() == Outcome.TAKES || visit.outcome() == Outcome.HANDS_DOWN);
        return List.of(route, asks(visit.route().match()), became + (on ? ", and goes on" : ""));
    }

    private static String asks(SortedMap<String, Set<String>> match) {
        return match.isEmpty()
                ? "everything"
                : match.entrySet().stream()
                        .map(wanted -> wanted.getKey() + "=" + String.join("|", new TreeSet<>(wanted.getValue())))
                        .collect(Collectors.joining(" "));
    }

    private static String fields(List<String> fields) {
        return fields.containsAll(Field.names()) ? "all there is" : String.join(", ", fields);
    }

    static String json(Explanation explanation) {
        ObjectNode root = JSON.createObjectNode();
        Matter matter = explanation.matter();
        ObjectNode what = root.putObject("incident")
                .put("kind", matter.kind())
                .put("status", matter.status().wireName());
        matter.severity().ifPresent(severity -> what.put("severity", severity));
        what.put("urgent", matter.isUrgent());
        ObjectNode labels = what.putObject("labels");
        matter.labels().forEach(labels::put);
        ArrayNode path = root.putArray("path");
        for (Visit visit : explanation.visits()) {
            ObjectNode node = path.addObject()
                    .put("route", visit.route().path())
                    .put("depth", visit.depth())
                    .put("outcome", visit.outcome().wireName())
                    .put("why", visit.why());
            ObjectNode match = node.putObject("match");
            for (Map.Entry<String, Set<String>> wanted : visit.route().match().entrySet()) {
                strings(match.putArray(wanted.getKey()), new TreeSet<>(wanted.getValue()));
            }
        }
        ArrayNode told = root.putArray("told");
        for (Explanation.Told each : explanation.told()) {
            ObjectNode node = told.addObject()
                    .put("recipient", each.recipient())
                    .put("route", each.route())
                    .put("when", each.when());
            strings(node.putArray("fields"), each.fields());
            strings(node.putArray("rules"), each.rules());
        }
        ArrayNode untold = root.putArray("notTold");
        explanation
                .untold()
                .forEach(each ->
                        untold.addObject().put("recipient", each.recipient()).put("reason", each.reason()));
        return root.toString();
    }

    private static void strings(ArrayNode array, Iterable<String> values) {
        values.forEach(array::add);
    }
}
