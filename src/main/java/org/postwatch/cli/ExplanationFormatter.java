package org.postwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.NoticeField;
import org.postwatch.notification.route.RouteEvaluation.RouteOutcome;
import org.postwatch.notification.route.RouteEvaluation.RouteVisit;
import org.postwatch.notification.route.RoutingExplanation;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What would become of a matter, for people and for programs. */
final class ExplanationFormatter {
    private static final JsonMapper JSON = new JsonMapper();

    private ExplanationFormatter() {}

    /** @param from where the routes were found */
    static List<String> format(RoutingExplanation explanation, String from) {
        List<String> lines = new ArrayList<>();
        lines.add(title(explanation.alert()) + ", by " + from);
        lines.add("");
        lines.addAll(TextTable.format(
                List.of("ROUTE", "ASKS FOR", "BECAUSE"),
                explanation.visits().stream()
                        .map(ExplanationFormatter::formatVisit)
                        .toList()));
        lines.add("");
        if (explanation.notified().isEmpty()) {
            lines.add("Nobody would be told.");
        } else {
            lines.addAll(TextTable.format(
                    List.of("TOLD", "WHEN", "BY", "WHAT (RULE)"),
                    explanation.notified().stream()
                            .map(told -> List.of(
                                    told.recipient(),
                                    told.when(),
                                    told.route(),
                                    fields(told.fields()) + " (" + String.join(", ", told.rules()) + ")"))
                            .toList()));
        }
        if (!explanation.excluded().isEmpty()) {
            lines.add("");
            lines.addAll(TextTable.format(
                    List.of("NOT TOLD", "WHY"),
                    explanation.excluded().stream()
                            .map(untold -> List.of(untold.recipient(), untold.reason()))
                            .toList()));
        }
        return lines;
    }

    private static String title(Alert matter) {
        StringBuilder title = new StringBuilder(matter.kind());
        matter.labels()
                .forEach((label, value) ->
                        title.append(' ').append(label).append('=').append(value));
        matter.severity().ifPresent(severity -> title.append(", ").append(severity));
        title.append(", ").append(matter.status().wireName());
        return title.append(matter.emergency() ? ", an emergency" : "").toString();
    }

    private static List<String> formatVisit(RouteVisit visit) {
        String route = "  ".repeat(visit.depth()) + visit.route().path();
        String became = switch (visit.outcome()) {
            case MATCHED -> "takes it";
            case MATCHED_BY_CHILD -> "matches; a route below takes it";
            case NOT_MATCHED -> "no: " + visit.reason();
            case FORECAST_NOT_REQUESTED -> "matches, but " + visit.reason();
            case NOT_REACHED -> "not reached: " + visit.reason();
        };
        boolean on = visit.route().continueMatching()
                && (visit.outcome() == RouteOutcome.MATCHED || visit.outcome() == RouteOutcome.MATCHED_BY_CHILD);
        return List.of(route, formatMatchers(visit.route().match()), became + (on ? ", and goes on" : ""));
    }

    private static String formatMatchers(SortedMap<String, Set<String>> match) {
        return match.isEmpty()
                ? "everything"
                : match.entrySet().stream()
                        .map(wanted -> wanted.getKey() + "=" + String.join("|", new TreeSet<>(wanted.getValue())))
                        .collect(Collectors.joining(" "));
    }

    private static String fields(List<String> fields) {
        return fields.containsAll(NoticeField.names()) ? "all there is" : String.join(", ", fields);
    }

    static String json(RoutingExplanation explanation) {
        ObjectNode root = JSON.createObjectNode();
        Alert matter = explanation.alert();
        ObjectNode what = root.putObject("incident")
                .put("kind", matter.kind())
                .put("status", matter.status().wireName());
        matter.severity().ifPresent(severity -> what.put("severity", severity));
        what.put("urgent", matter.isUrgent());
        ObjectNode labels = what.putObject("labels");
        matter.labels().forEach(labels::put);
        ArrayNode path = root.putArray("path");
        for (RouteVisit visit : explanation.visits()) {
            ObjectNode node = path.addObject()
                    .put("route", visit.route().path())
                    .put("depth", visit.depth())
                    .put("outcome", visit.outcome().wireName())
                    .put("why", visit.reason());
            ObjectNode match = node.putObject("match");
            for (Map.Entry<String, Set<String>> wanted : visit.route().match().entrySet()) {
                strings(match.putArray(wanted.getKey()), new TreeSet<>(wanted.getValue()));
            }
        }
        ArrayNode told = root.putArray("told");
        for (RoutingExplanation.NotifiedRecipient each : explanation.notified()) {
            ObjectNode node = told.addObject()
                    .put("recipient", each.recipient())
                    .put("route", each.route())
                    .put("when", each.when());
            strings(node.putArray("fields"), each.fields());
            strings(node.putArray("rules"), each.rules());
        }
        ArrayNode untold = root.putArray("notTold");
        explanation
                .excluded()
                .forEach(each ->
                        untold.addObject().put("recipient", each.recipient()).put("reason", each.reason()));
        return root.toString();
    }

    private static void strings(ArrayNode array, Iterable<String> values) {
        values.forEach(array::add);
    }
}
