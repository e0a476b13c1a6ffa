package org.postwatch.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceSummary;
import org.postwatch.intake.SourceSummary.ConnectionSummary;
import org.postwatch.intake.Transport;
import org.postwatch.intake.UnmappedCount;
import org.postwatch.text.Plural;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "sources",
        description = {
            "List the sources and rosters of intake.yaml, with their connection, their last message, and the results of their messages.",
            "",
            "Each instance counts from its start; the counts are the sums over all instances. An instance that stopped is"
                    + " included for seven days. ACCEPTED counts events; UNMAPPED counts ids that"
                    + " the map of the source lacks, which 'postwatch intake unmapped' lists. Instances report every 10 s.",
            "",
            "Examples:",
            "  postwatch intake sources --district socorro-nm",
            "  postwatch intake sources --rejections",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 failure, 2 usage error."})
final class IntakeSourcesCommand extends AbstractIntakeSummaryCommand {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> HEAD = List.of(
            "DISTRICT",
            "SOURCE",
            "KIND",
            "PROFILE",
            "FEED",
            "CONNECTION",
            "LAST MESSAGE",
            "ACCEPTED",
            "REJECTED",
            "DROPPED",
            "UNMAPPED");

    @Option(
            names = "--rejections",
            description = "List the newest rejections of each source instead, with the field and the reason.")
    private boolean rejections;

    @Override
    void show(List<SourceSummary> reports, DistrictTimeZones zones, Instant now) {
        if (!rejections) {
            TextTable.format(
                            HEAD,
                            reports.stream()
                                    .map(report -> cells(report, zones, now))
                                    .toList())
                    .forEach(out()::println);
            return;
        }
        List<List<String>> rows = reports.stream()
                .flatMap(report -> report.counts().newestRejections().stream()
                        .map(rejected -> rejectionCells(report, rejected, zones)))
                .toList();
        if (rows.isEmpty()) {
            err().println("postwatch: no message was rejected");
        } else {
            TextTable.format(List.of("DISTRICT", "SOURCE", "AT", "EVENT", "REASON", "FIELD", "DETAIL"), rows)
                    .forEach(out()::println);
        }
    }

    private static List<String> rejectionCells(
            SourceSummary report, RejectedMessage rejected, DistrictTimeZones zones) {
        String district = report.source().district();
        return List.of(
                district,
                report.source().name(),
                zones.formatTime(rejected.at(), district),
                rejected.type().map(type -> type.shortName()).orElse("-"),
                rejected.reason(),
                rejected.field().isEmpty() ? "-" : rejected.field(),
                rejected.detail());
    }

    static List<String> cells(SourceSummary report, DistrictTimeZones zones, Instant now) {
        String district = report.source().district();
        SourceCounts counts = report.counts();
        return List.of(
                district,
                report.source().name(),
                report.source().transport().kind().documentName(),
                report.source().profile().name(),
                report.source().feed(),
                connection(report, zones),
                counts.lastMessage()
                        .map(last -> zones.formatTime(last, district) + " (" + age(last, now) + " ago)")
                        .orElse("never"),
                Long.toString(counts.accepted()),
                total(counts.rejectedTotal(), counts.rejected()),
                total(counts.droppedTotal(), counts.dropped()),
                unmapped(counts));
    }

    private static String connection(SourceSummary report, DistrictTimeZones zones) {
        ConnectionSummary state = report.connection();
        boolean isRoster = report.source().transport().kind() == Transport.ROSTER;
        return switch (state.status()) {
            case LISTENING -> "listening";
            case CONNECTED ->
                (isRoster ? "ok: " : "connected: ")
                        + state.connection().map(SourceState::detail).orElse("");
            case NOT_CONNECTED ->
                (isRoster ? "NOT OK" : "NOT CONNECTED")
                        + state.connection()
                                .map(last -> " since "
                                        + zones.formatTime(
                                                last.since(), report.source().district()) + ": " + last.detail())
                                .orElse(": no instance has tried yet");
            case NO_INSTANCE -> "NO INSTANCE";
        };
    }

    /** In the largest unit that is not zero. */
    static String age(Instant last, Instant now) {
        Duration age = last.isAfter(now) ? Duration.ZERO : Duration.between(last, now);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        } else if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }

    private static String total(long total, Map<String, Long> byReason) {
        return total == 0
                ? "0"
                : total
                        + byReason.entrySet().stream()
                                .map(reason -> reason.getKey() + " " + reason.getValue())
                                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String unmapped(SourceCounts counts) {
        long urgent =
                counts.unmappedIds().stream().filter(UnmappedCount::isUrgent).count();
        return counts.unmapped()
                + (counts.unmappedIds().isEmpty()
                        ? ""
                        : " (" + Plural.format(counts.unmappedIds().size(), "id")
                                + (urgent == 0 ? "" : ", " + urgent + " URGENT") + ")");
    }

    @Override
    List<String> jsonLines(List<SourceSummary> reports) {
        return reports.stream().map(IntakeSourcesCommand::json).toList();
    }

    private static String json(SourceSummary report) {
        SourceCounts counts = report.counts();
        ObjectNode node = JSON.createObjectNode()
                .put("district", report.source().district())
                .put("source", report.source().name())
                .put("kind", report.source().transport().kind().documentName())
                .put("profile", report.source().profile().name())
                .put("feed", report.source().feed());
        ObjectNode connection = node.putObject("connection")
                .put("status", report.connection().status().wireName());
        report.connection()
                .connection()
                .ifPresent(known ->
                        connection.put("since", known.since().toString()).put("detail", known.detail()));
        node.put("since", counts.since().toString());
        counts.lastMessage().ifPresent(last -> node.put("lastMessage", last.toString()));
        node.put("accepted", counts.accepted());
        put(node.putObject("rejected"), counts.rejected());
        node.put("urgentRejected", counts.urgentRejected());
        put(node.putObject("dropped"), counts.dropped());
        node.put("unmapped", counts.unmapped())
                .put("unmappedIds", counts.unmappedIds().size());
        counts.newestRejections().forEach(rejected -> {
            ObjectNode each = node.withArray("newestRejections")
                    .addObject()
                    .put("at", rejected.at().toString())
                    .put("reason", rejected.reason())
                    .put("field", rejected.field())
                    .put("detail", rejected.detail());
            rejected.type().ifPresent(type -> each.put("type", type.wireName()));
        });
        return node.toString();
    }

    private static void put(ObjectNode node, Map<String, Long> counts) {
        counts.forEach(node::put);
    }
}
