package org.postwatch.scenario;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postwatch.scenario.ExpectedNotices.AbsentNotices;
import org.postwatch.scenario.ExpectedNotices.ExpectedDisclosure;
import org.postwatch.scenario.ExpectedNotices.ExpectedNotice;
import org.postwatch.scenario.ExpectedNotices.ExpectedRecipient;
import org.postwatch.scenario.ExpectedNotices.ExpectedSubject;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a {@code notices.yaml}: local times become instants, {@code {02,06..23}} a list of numbers. */
record ExpectedNoticesReader(ZoneId zone) {
    private static final Pattern LOCAL = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT)?\\d\\d:\\d\\d(:\\d\\d)?");
    private static final Pattern RANGES = Pattern.compile("\\{([0-9,.]+)}");

    ExpectedNotices read(Path file) {
        JsonNode root = YAMLMapper.shared().readTree(file);
        return new ExpectedNotices(
                text(root, "district"),
                each(root.required("recipients"), this::recipient),
                each(root.required("register"), this::disclosure));
    }

    private ExpectedRecipient recipient(JsonNode node) {
        Map<String, Integer> counts = new TreeMap<>();
        node.path("counts")
                .properties()
                .forEach(e -> counts.put(e.getKey(), e.getValue().intValue()));
        return new ExpectedRecipient(
                text(node, "id"),
                node.path("complete").booleanValue(false),
                each(node.path("fields"), JsonNode::asString),
                counts,
                each(node.path("notified"), this::subject),
                each(node.path("not-notified"), this::absentNotices));
    }

    private ExpectedSubject subject(JsonNode node) {
        Optional<LocalDate> date = optional(node, "date").map(LocalDate::parse);
        if (node.has("about")) {
            String about = LocalTimeParser.incidentId(text(node, "about"), zone);
            LocalDate day = date.or(() -> dateIn(about)).orElse(null);
            List<ExpectedNotice> notices = each(node.required("notices"), n -> notice(n, day, List.of(about)));
            return new ExpectedSubject(about, notices, text(node, "because"));
        }
        String digest = node.path("digest").asString("");
        LocalDate day = digest.isEmpty() ? date.orElseThrow() : LocalDate.parse(digest);
        List<ExpectedNotice> notices = each(node.required("notices"), n -> notice(n, day, ids(n.required("of"))));
        return new ExpectedSubject(digest.isEmpty() ? "~group/" : "~digest/" + digest, notices, text(node, "because"));
    }

    private ExpectedNotice notice(JsonNode node, LocalDate date, List<String> of) {
        Map<String, String> fields = new TreeMap<>();
        node.path("fields")
                .properties()
                .forEach(e ->
                        fields.put(e.getKey(), value(e.getKey(), e.getValue().asString(), date)));
        return new ExpectedNotice(
                at(text(node, "at"), date),
                text(node, "stage"),
                of.stream().sorted().toList(),
                fields,
                each(node.path("without"), JsonNode::asString));
    }

    /** As a notice has it: instants for local times, also in reasons. */
    private String value(String field, String text, LocalDate date) {
        if (field.equals("reasons")) {
            return LocalTimeParser.reason(text, date, zone).toString();
        }
        return LOCAL.matcher(text).matches() ? at(text, date).toString() : text;
    }

    private AbsentNotices absentNotices(JsonNode node) {
        String about = LocalTimeParser.incidentId(text(node, "about"), zone);
        LocalDate day = dateIn(about).orElse(null);
        String outcome = text(node, "outcome");
        return new AbsentNotices(
                about,
                optional(node, "stage"),
                outcome.equals("none") ? Optional.empty() : Optional.of(at(text(node, "at"), day)),
                optional(node, "until").map(t -> at(t, day)),
                outcome,
                outcome.equals("none") ? "" : text(node, "rule"),
                text(node, "because"));
    }

    private ExpectedDisclosure disclosure(JsonNode node) {
        return new ExpectedDisclosure(
                at(text(node, "at"), null),
                text(node, "outcome"),
                LocalTimeParser.incidentId(text(node, "about"), zone),
                optional(node, "recipient").orElse(""),
                text(node, "actor"),
                text(node, "says"),
                text(node, "because"));
    }

    private Instant at(String text, LocalDate date) {
        return LocalTimeParser.instant(text, date, zone);
    }

    private static Optional<LocalDate> dateIn(String about) {
        boolean dated = about.startsWith("coverage/") || about.startsWith("entrance-unwatched/");
        return dated ? Optional.of(LocalTimeParser.dateOf(about)) : Optional.empty();
    }

    private List<String> ids(JsonNode list) {
        return each(list, JsonNode::asString).stream()
                .flatMap(ExpectedNoticesReader::expanded)
                .map(id -> LocalTimeParser.incidentId(id, zone))
                .toList();
    }

    private static Stream<String> expanded(String pattern) {
        Matcher ranges = RANGES.matcher(pattern);
        if (!ranges.find()) {
            return Stream.of(pattern);
        }
        return Stream.of(ranges.group(1).split(","))
                .flatMap(ExpectedNoticesReader::numbers)
                .map(n -> pattern.replace(ranges.group(), n));
    }

    private static Stream<String> numbers(String range) {
        String[] ends = range.split("\\.\\.");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .mapToObj(n -> String.format("%0" + ends[0].length() + "d", n));
    }

    private static <T> List<T> each(JsonNode nodes, Function<JsonNode, T> reader) {
        return new ArrayList<>(
                StreamSupport.stream(nodes.spliterator(), false).map(reader).toList());
    }

    private static String text(JsonNode node, String key) {
        return optional(node, key).orElseThrow(() -> new IllegalArgumentException("no '" + key + "' in " + node));
    }

    private static Optional<String> optional(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.get(key).asString()) : Optional.empty();
    }
}
