package org.postwatch.scenario;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postwatch.coverage.CoverageState;
import org.postwatch.incident.Incident;
import org.postwatch.scenario.ExpectedFile.AbsentIncidents;
import org.postwatch.scenario.ExpectedFile.ExpectedCost;
import org.postwatch.scenario.ExpectedFile.ExpectedDay;
import org.postwatch.scenario.ExpectedFile.ExpectedDeadLetter;
import org.postwatch.scenario.ExpectedFile.ExpectedEpisode;
import org.postwatch.scenario.ExpectedFile.ExpectedIncident;
import org.postwatch.scenario.ExpectedFile.ExpectedInterval;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads an {@code expected.yaml}: local times become instants, patterns are spelled out for each campus. */
record ExpectedFileReader(ZoneId district, Function<String, ZoneId> zones) {
    ExpectedFile read(Path file) {
        JsonNode root = YAMLMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(file);
        var now = new TreeMap<String, CoverageState>();
        root.required("now")
                .properties()
                .forEach(e -> now.put(e.getKey(), CoverageState.of(e.getValue().asString())));
        return new ExpectedFile(
                text(root, "district"),
                LocalTimeParser.instant(text(root, "until"), null, district),
                root.required("complete").booleanValue(),
                now,
                days(root),
                incidents(root),
                each(root, "absent", n -> new AbsentIncidents(text(n, "incidents"), text(n, "because"))),
                each(
                        root,
                        "dead-letters",
                        n -> new ExpectedDeadLetter(
                                text(n, "source"), text(n, "id"), text(n, "reason"), text(n, "because"))),
                each(root, "costs", ExpectedFileReader::cost));
    }

    private List<ExpectedDay> days(JsonNode root) {
        var days = new ArrayList<ExpectedDay>();
        for (JsonNode node : root.required("intervals")) {
            LocalDate date = LocalDate.parse(text(node, "date"));
            for (String campus : campuses(node)) {
                var list = each(node, "list", n -> stretch(n, campus, date, zones.apply(campus)));
                days.add(new ExpectedDay(campus, text(node, "post"), date, list));
            }
        }
        return days;
    }

    private static ExpectedInterval stretch(JsonNode node, String campus, LocalDate date, ZoneId zone) {
        return new ExpectedInterval(
                LocalTimeParser.instant(text(node, "from"), date, zone),
                optional(node, "to").map(t -> LocalTimeParser.instant(t, date, zone)),
                CoverageState.of(text(node, "state")),
                each(node, "reasons", n -> LocalTimeParser.reason(filled(n.asString(), campus), date, zone)),
                text(node, "because"));
    }

    private List<ExpectedIncident> incidents(JsonNode root) {
        var incidents = new ArrayList<ExpectedIncident>();
        for (JsonNode node : root.required("incidents")) {
            for (String campus : node.has("campuses") ? campuses(node) : List.of("")) {
                String id = LocalTimeParser.incidentId(filled(text(node, "id"), campus), district);
                LocalDate date =
                        optional(node, "date").map(LocalDate::parse).orElseGet(() -> LocalTimeParser.dateOf(id));
                ZoneId zone = LocalTimeParser.campusOf(id).map(zones).orElse(district);
                incidents.add(new ExpectedIncident(
                        id,
                        status(text(node, "status")),
                        each(node, "episodes", n -> episode(n, date, zone)),
                        text(node, "because")));
            }
        }
        return incidents;
    }

    private static Incident.IncidentStatus status(String name) {
        return Stream.of(Incident.IncidentStatus.values())
                .filter(status -> status.wireName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    private static ExpectedEpisode episode(JsonNode node, LocalDate date, ZoneId zone) {
        return new ExpectedEpisode(
                LocalTimeParser.instant(text(node, "opened"), date, zone),
                optional(node, "closed").map(t -> LocalTimeParser.instant(t, date, zone)),
                optional(node, "by"),
                text(node, "severity"));
    }

    private static ExpectedCost cost(JsonNode node) {
        String[] hours = text(node, "hours").split(":");
        return new ExpectedCost(
                text(node, "agreement"),
                Duration.ofHours(Long.parseLong(hours[0])).plusMinutes(Long.parseLong(hours[1])),
                optional(node, "amount").map(BigDecimal::new),
                optional(node, "left").map(BigDecimal::new),
                text(node, "because"));
    }

    private static List<String> campuses(JsonNode node) {
        return node.has("campus") ? List.of(text(node, "campus")) : each(node, "campuses", JsonNode::asString);
    }

    /** A pattern for one campus: its id, and its number if it has one. */
    private static String filled(String pattern, String campus) {
        return pattern.replace("{campus}", campus).replace("{n}", campus.substring(campus.lastIndexOf('-') + 1));
    }

    private static <T> List<T> each(JsonNode node, String key, Function<JsonNode, T> reader) {
        return StreamSupport.stream(node.required(key).spliterator(), false)
                .map(reader)
                .toList();
    }

    private static String text(JsonNode node, String key) {
        return optional(node, key).orElseThrow(() -> new IllegalArgumentException("no '" + key + "' in " + node));
    }

    private static Optional<String> optional(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.get(key).asString()) : Optional.empty();
    }
}
