package org.postwatch.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.event.EventType;
import org.postwatch.intake.SourceSummary;
import org.postwatch.intake.Transport;
import org.postwatch.intake.UnmappedCount;
import org.postwatch.text.PrintableText;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "unmapped",
        description = {
            "List the ids in messages that the map of their source lacks, and the lines to add to intake.yaml.",
            "",
            "A message with such an id becomes no event. Urgent ids are listed first: nobody was notified of their weapons and panics. Add the lines to intake.yaml with the target of each id, then run 'postwatch plan apply'. The next message then counts. Instances report every 10 s. An instance lists the ids since its start, and those of an instance that stopped are listed for seven days.",
            "",
            "Example:",
            "  postwatch intake unmapped --district socorro-nm",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 failure, 2 usage error."})
final class IntakeUnmappedCommand extends AbstractIntakeSummaryCommand {
    private static final JsonMapper JSON = new JsonMapper();

    /** An id with the source that it belongs to. */
    private record SourceId(SourceSummary report, UnmappedCount id) {
        boolean isUrgent() {
            return id.isUrgent();
        }
    }

    private static List<SourceId> ids(List<SourceSummary> reports) {
        return reports.stream()
                .flatMap(report -> report.counts().unmappedIds().stream().map(id -> new SourceId(report, id)))
                .sorted(Comparator.comparing(SourceId::isUrgent).reversed())
                .toList();
    }

    @Override
    void show(List<SourceSummary> reports, DistrictTimeZones zones, Instant now) {
        List<SourceId> ids = ids(reports);
        if (ids.isEmpty()) {
            err().println("postwatch: all ids in messages are mapped");
            return;
        }
        lines(reports, zones).forEach(out()::println);
    }

    /** The table, and the lines to add for each district. */
    static List<String> lines(List<SourceSummary> reports, DistrictTimeZones zones) {
        List<String> lines = new ArrayList<>(TextTable.format(
                List.of("", "DISTRICT", "SOURCE", "KIND", "ID", "TIMES", "LAST SEEN", "EVENTS"),
                ids(reports).stream().map(each -> cells(each, zones)).toList()));
        Map<String, List<SourceSummary>> byDistrict = reports.stream()
                .filter(report -> !report.counts().unmappedIds().isEmpty())
                .collect(
                        Collectors.groupingBy(report -> report.source().district(), TreeMap::new, Collectors.toList()));
        byDistrict.forEach((district, sources) -> {
            lines.add("");
            lines.add("Add to intake.yaml of " + district + ", with the target of each id:");
            lines.add("");
            addSection(lines, "sources:", sources, false);
            addSection(lines, "rosters:", sources, true);
        });
        return lines;
    }

    private static List<String> cells(SourceId each, DistrictTimeZones zones) {
        String district = each.report().source().district();
        return List.of(
                each.isUrgent() ? "URGENT" : "",
                district,
                each.report().source().name(),
                each.id().kind(),
                each.id().id(),
                Long.toString(each.id().count()),
                zones.formatTime(each.id().lastSeen(), district),
                each.id().types().stream().map(EventType::shortName).sorted().collect(Collectors.joining(", ")));
    }

    private static void addSection(List<String> lines, String key, List<SourceSummary> all, boolean ofRosters) {
        List<SourceSummary> wanted = all.stream()
                .filter(report -> ofRosters == (report.source().transport().kind() == Transport.ROSTER))
                .toList();
        if (!wanted.isEmpty()) {
            lines.add(key);
            wanted.forEach(report -> lines.addAll(ofRosters ? ruleLines(report) : mapLines(report)));
        }
    }

    /** A rule for each entry: people see which part of its text says who and where. */
    private static List<String> ruleLines(SourceSummary report) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + report.source().name() + ":");
        lines.add("    rules:");
        report.counts().unmappedIds().stream()
                .map(id -> PrintableText.escape(id.id()))
                .sorted()
                .forEach(entry -> {
                    lines.add("      # " + entry);
                    lines.add("      - { summary: …, officer: …, campus: … }");
                });
        return lines;
    }

    private static List<String> mapLines(SourceSummary report) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + report.source().name() + ":");
        lines.add("    map:");
        Map<String, List<UnmappedCount>> byKind = report.counts().unmappedIds().stream()
                .collect(Collectors.groupingBy(UnmappedCount::kind, TreeMap::new, Collectors.toList()));
        byKind.forEach((kind, ids) -> {
            lines.add("      " + PrintableText.escape(kind) + ":");
            ids.forEach(
                    id -> lines.add("        " + PrintableText.escape(IntakeResultFormatter.mapLine(id.unmappedId()))));
        });
        return lines;
    }

    @Override
    List<String> jsonLines(List<SourceSummary> reports) {
        return ids(reports).stream().map(IntakeUnmappedCommand::json).toList();
    }

    private static String json(SourceId each) {
        ObjectNode node = JSON.createObjectNode()
                .put("district", each.report().source().district())
                .put("source", each.report().source().name())
                .put("kind", each.id().kind())
                .put("id", each.id().id())
                .put("urgent", each.isUrgent())
                .put("count", each.id().count())
                .put("lastSeen", each.id().lastSeen().toString());
        ArrayNode types = node.putArray("types");
        each.id().types().stream().map(EventType::wireName).sorted().forEach(types::add);
        return node.toString();
    }
}
