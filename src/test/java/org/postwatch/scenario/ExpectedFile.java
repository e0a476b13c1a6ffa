package org.postwatch.scenario;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.incident.Incident;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What must come out of a district's recording, written by hand: an {@code expected.yaml}, with its local times
 * resolved and its patterns spelled out, campus by campus.
 *
 * @param until where the clock stops
 * @param complete whether all incidents and all dead letters are listed
 * @param now the state of each campus when the clock stops; {@link #EVERY_CAMPUS} stands for all
 */
record ExpectedFile(
        String district,
        Instant until,
        boolean complete,
        Map<String, State> now,
        List<Day> days,
        List<ExpectedIncident> incidents,
        List<Absent> absent,
        List<DeadLetter> deadLetters,
        List<Cost> costs) {
    static final String EVERY_CAMPUS = "every-campus";

    /** All intervals of one post and date. */
    record Day(String campus, String post, LocalDate date, List<Stretch> list) {}

    /** @param to absent while it lasts */
    record Stretch(Instant from, Optional<Instant> to, State state, List<Reason> reasons, String because) {}

    record ExpectedIncident(String id, Incident.Status status, List<ExpectedEpisode> episodes, String because) {}

    record ExpectedEpisode(Instant opened, Optional<Instant> closed, Optional<String> by, String severity) {}

    /** @param incidents no incident has an id that is this, or begins with this and a slash */
    record Absent(String incidents, String because) {
        boolean forbids(String id) {
            return id.equals(incidents) || id.startsWith(incidents + "/");
        }
    }

    record DeadLetter(String source, String id, String reason, String because) {}

    /**
     * @param hours of cover under the agreement
     * @param amount what these hours cost, or the price of the year
     * @param left of the budget
     */
    record Cost(
            String agreement, Duration hours, Optional<BigDecimal> amount, Optional<BigDecimal> left, String because) {}

    /** Reads a file; {@code zones} knows the zone of each campus. */
    static ExpectedFile read(Path file, ZoneId district, Function<String, ZoneId> zones) {
        JsonNode root = YAMLMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(file);
        var now = new TreeMap<String, State>();
        root.required("now")
                .properties()
                .forEach(e -> now.put(e.getKey(), State.valueOf(e.getValue().asString())));
        return new ExpectedFile(
                text(root, "district"),
                LocalTimes.instant(text(root, "until"), null, district),
                root.required("complete").booleanValue(),
                now,
                days(root, zones),
                incidents(root, district, zones),
                each(root, "absent", n -> new Absent(text(n, "incidents"), text(n, "because"))),
                each(
                        root,
                        "dead-letters",
                        n -> new DeadLetter(text(n, "source"), text(n, "id"), text(n, "reason"), text(n, "because"))),
                each(root, "costs", ExpectedFile::cost));
    }

    private static List<Day> days(JsonNode root, Function<String, ZoneId> zones) {
        var days = new ArrayList<Day>();
        for (JsonNode node : root.required("intervals")) {
            LocalDate date = LocalDate.parse(text(node, "date"));
            for (String campus : campuses(node)) {
                var list = each(node, "list", n -> stretch(n, campus, date, zones.apply(campus)));
                days.add(new Day(campus, text(node, "post"), date, list));
            }
        }
        return days;
    }

    private static Stretch stretch(JsonNode node, String campus, LocalDate date, ZoneId zone) {
        return new Stretch(
                LocalTimes.instant(text(node, "from"), date, zone),
                optional(node, "to").map(t -> LocalTimes.instant(t, date, zone)),
                State.valueOf(text(node, "state")),
                each(node, "reasons", n -> LocalTimes.reason(filled(n.asString(), campus), date, zone)),
                text(node, "because"));
    }

    private static List<ExpectedIncident> incidents(JsonNode root, ZoneId district, Function<String, ZoneId> zones) {
        var incidents = new ArrayList<ExpectedIncident>();
        for (JsonNode node : root.required("incidents")) {
            for (String campus : node.has("campuses") ? campuses(node) : List.of("")) {
                String id = LocalTimes.incidentId(filled(text(node, "id"), campus), district);
                LocalDate date = optional(node, "date").map(LocalDate::parse).orElseGet(() -> LocalTimes.dateOf(id));
                ZoneId zone = LocalTimes.campusOf(id).map(zones).orElse(district);
                incidents.add(new ExpectedIncident(
                        id,
                        Incident.Status.valueOf(text(node, "status")),
                        each(node, "episodes", n -> episode(n, date, zone)),
                        text(node, "because")));
            }
        }
        return incidents;
    }

    private static ExpectedEpisode episode(JsonNode node, LocalDate date, ZoneId zone) {
        return new ExpectedEpisode(
                LocalTimes.instant(text(node, "opened"), date, zone),
                optional(node, "closed").map(t -> LocalTimes.instant(t, date, zone)),
                optional(node, "by"),
                text(node, "severity"));
    }

    private static Cost cost(JsonNode node) {
        String[] hours = text(node, "hours").split(":");
        return new Cost(
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

    /** The hours of cover under each agreement, as the intervals of this file have them. */
    Map<String, Duration> hoursByAgreement() {
        var hours = new HashMap<String, Duration>();
        for (Day day : days) {
            for (Stretch stretch : day.list()) {
                Duration length = Duration.between(stretch.from(), stretch.to().orElse(until));
                stretch.reasons().stream()
                        .filter(r -> r.code().equals("covered-by") && r.args().size() == 2)
                        .map(r -> r.args().get(1).substring("agreement ".length()))
                        .forEach(agreement -> hours.merge(agreement, length, Duration::plus));
            }
        }
        return hours;
    }
}
