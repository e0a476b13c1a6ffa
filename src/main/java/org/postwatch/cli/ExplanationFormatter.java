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

/** Formats a routing explanation as text or JSON. */
final class ExplanationFormatter {
    private static final JsonMapper JSON = new JsonMapper();

    private ExplanationFormatter() {}

    /** @param from the source of the routes, as in "the documents in elm" */
    static List<String> format(RoutingExplanation explanation, String from) {
        List<String> lines = new ArrayList<>();
        lines.add(title(explanation.alert()) + ", by " + from);
        lines.add("");
        lines.addAll(TextTable.format(
                List.of("ROUTE", "MATCHERS", "RESULT"),
                explanation.visits().stream()
                        .map(ExplanationFormatter::formatVisit)
                        .toList()));
        lines.add("");
        if (explanation.notified().isEmpty()) {
            lines.add("Nobody would be notified.");
        } else {
            lines.addAll(TextTable.format(
                    List.of("NOTIFIED", "WHEN", "ROUTE", "FIELDS (RULE)"),
                    explanation.notified().stream()
                            .map(recipient -> List.of(
                                    recipient.recipient(),
                                    recipient.when(),
                                    recipient.route(),
                                    fields(recipient.fields()) + " (" + String.join(", ", recipient.rules()) + ")"))
                            .toList()));
        }
        if (!explanation.excluded().isEmpty()) {
            lines.add("");
            lines.addAll(TextTable.format(
                    List.of("NOT NOTIFIED", "REASON"),
                    explanation.excluded().stream()
                            .map(excluded -> List.of(excluded.recipient(), excluded.reason()))
                            .toList()));
        }
        return lines;
    }

    private static String title(Alert alert) {
        StringBuilder title = new StringBuilder(alert.kind());
        alert.labels()
                .forEach((label, value) ->
                        title.append(' ').append(label).append('=').append(value));
        alert.severity().ifPresent(severity -> title.append(", ").append(severity));
        title.append(", ").append(alert.status().wireName());
        return title.append(alert.emergency() ? ", an emergency" : "").toString();
    }

    private static List<String> formatVisit(RouteVisit visit) {
        String route = "  ".repeat(visit.depth()) + visit.route().path();
        String result = switch (visit.outcome()) {
            case MATCHED -> "matched";
            case MATCHED_BY_CHILD -> "matched by a child route";
            case NOT_MATCHED -> "not matched: " + visit.reason();
            case FORECAST_NOT_REQUESTED -> "matches, but " + visit.reason();
            case NOT_REACHED -> "not reached: " + visit.reason();
        };
        boolean continues = visit.route().continueMatching()
                && (visit.outcome() == RouteOutcome.MATCHED || visit.outcome() == RouteOutcome.MATCHED_BY_CHILD);
        return List.of(route, formatMatchers(visit.route().match()), result + (continues ? ", and continues" : ""));
    }

    private static String formatMatchers(SortedMap<String, Set<String>> match) {
        return match.isEmpty()
                ? "everything"
                : match.entrySet().stream()
                        .map(matcher -> matcher.getKey() + "=" + String.join("|", new TreeSet<>(matcher.getValue())))
                        .collect(Collectors.joining(" "));
    }

    private static String fields(List<String> fields) {
        return fields.containsAll(NoticeField.names()) ? "all fields" : String.join(", ", fields);
    }

    static String json(RoutingExplanation explanation) {
        ObjectNode root = JSON.createObjectNode();
        Alert alert = explanation.alert();
        ObjectNode incident = root.putObject("incident")
                .put("kind", alert.kind())
                .put("status", alert.status().wireName());
        alert.severity().ifPresent(severity -> incident.put("severity", severity));
        incident.put("urgent", alert.isUrgent());
        ObjectNode labels = incident.putObject("labels");
        alert.labels().forEach(labels::put);
        ArrayNode path = root.putArray("path");
        for (RouteVisit visit : explanation.visits()) {
            ObjectNode node = path.addObject()
                    .put("route", visit.route().path())
                    .put("depth", visit.depth())
                    .put("outcome", visit.outcome().wireName())
                    .put("reason", visit.reason());
            ObjectNode match = node.putObject("match");
            for (Map.Entry<String, Set<String>> matcher : visit.route().match().entrySet()) {
                strings(match.putArray(matcher.getKey()), new TreeSet<>(matcher.getValue()));
            }
        }
        ArrayNode notified = root.putArray("notified");
        for (RoutingExplanation.NotifiedRecipient each : explanation.notified()) {
            ObjectNode node = notified.addObject()
                    .put("recipient", each.recipient())
                    .put("route", each.route())
                    .put("when", each.when());
            strings(node.putArray("fields"), each.fields());
            strings(node.putArray("rules"), each.rules());
        }
        ArrayNode excluded = root.putArray("excluded");
        explanation
                .excluded()
                .forEach(each ->
                        excluded.addObject().put("recipient", each.recipient()).put("reason", each.reason()));
        return root.toString();
    }

    private static void strings(ArrayNode array, Iterable<String> values) {
        values.forEach(array::add);
    }
}
