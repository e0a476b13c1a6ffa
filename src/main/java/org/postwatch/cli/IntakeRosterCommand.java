package org.postwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.RosterStateReader;
import org.postwatch.app.config.Configuration;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.roster.RosterFetcher;
import org.postwatch.intake.roster.RosterReader;
import org.postwatch.network.HostResolver;
import org.postwatch.notification.model.LocalTimeFormat;
import org.postwatch.roster.RosterReading;
import org.postwatch.roster.RosterReading.RosterStatus;
import org.postwatch.roster.RosterShift;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;
import org.postwatch.roster.UnreadableRosterException;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.streams.Topics;
import org.postwatch.text.NameSuggestion;
import org.postwatch.text.PrintableText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "roster",
        description = {
            "Show which shifts a roster of intake.yaml plans, and what would be planned, changed and cancelled. Nothing is sent.",
            "",
            "Without FILE the roster is read from its address or file, as an instance reads it, with the secrets and the"
                    + " policy of this configuration. The shifts are those of the next 28 days.",
            "",
            "Examples:",
            "  postwatch intake roster --source district/sro-calendar",
            "  postwatch intake roster --source district/timetable export.csv --diff",
            "  postwatch intake roster --source district/timetable new.csv --previous old.csv",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 an instance would use the roster, 1 it would not, or the documents have errors, 2 usage error."
        })
final class IntakeRosterCommand extends AbstractConfiguredCommand {
    private static final JsonMapper JSON = new JsonMapper();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "The roster as a calendar or table, instead of its own.")
    private List<Path> files = List.of();

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FOLDER/NAME",
            description = "A roster of the intake.yaml in the folder of a district.")
    private Path source;

    @Option(names = "--diff", description = "Compare with what instances have planned, and show the differences only.")
    private boolean diff;

    @Option(
            names = "--previous",
            paramLabel = "FILE",
            description = "Compare with this file, and show the differences only.")
    private Path previous;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The time of the reading, as 2026-09-14T07:30:00Z; now without it.")
    private Instant at;

    @Option(names = "--json", description = "One JSON object a shift; times are UTC.")
    private boolean json;

    /** A line of the output. */
    private record ShiftChange(String action, RosterShift shift, Optional<RosterShift> before) {}

    @Override
    public Integer call() {
        if (diff && previous != null) {
            throw usageError("--diff together with --previous; expected one of them");
        }
        Configuration configuration = readConfiguration();
        Optional<RosterSource> found = roster(configuration);
        if (found.isEmpty()) {
            return 1;
        }
        RosterSource roster = found.get();
        Instant now = at == null ? Instant.now() : at;
        try {
            RosterState before = before(roster, configuration, now);
            List<byte[]> documents = files.isEmpty()
                    ? fetch(roster, configuration)
                    : files.stream().map(this::read).toList();
            return show(
                    roster, before, RosterReading.of(roster, before, RosterReader.read(roster, documents, now), now));
        } catch (UnreadableRosterException | ConnectionProblemException | MissingSecretException e) {
            throw new CommandFailedException("roster " + source + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<RosterSource> roster(Configuration configuration) {
        Path folder = Optional.ofNullable(source.getParent()).orElse(Path.of("."));
        DistrictFolders read = DistrictFolders.read(this, List.of(folder), configuration);
        if (read.hasErrors()) {
            read.diagnostics().stream().map(Diagnostic::toString).forEach(out()::println);
            return Optional.empty();
        }
        Map<String, RosterSource> rosters = read.districts().get(0).intake().rosters();
        String name = source.getFileName().toString();
        if (!rosters.containsKey(name)) {
            throw usageError(folder.resolve(DistrictDocuments.INTAKE_FILE) + ": "
                    + NameSuggestion.unknownNameMessage("roster", name, rosters.keySet()));
        }
        return Optional.of(rosters.get(name));
    }

    private RosterState before(RosterSource roster, Configuration configuration, Instant now) {
        if (previous != null) {
            RosterState none = RosterState.none(now);
            return RosterReading.of(roster, none, RosterReader.read(roster, List.of(read(previous)), now), now)
                    .state()
                    .written();
        }
        if (!diff) {
            return RosterState.none(now);
        }
        try {
            return RosterStateReader.read(requireTopics(configuration, Topics.ROSTERS), roster)
                    .orElseGet(() -> RosterState.none(now));
        } catch (KafkaException | IllegalArgumentException e) {
            throw new CommandFailedException("cannot read what the roster has planned: " + e.getMessage(), e);
        }
    }

    private static List<byte[]> fetch(RosterSource roster, Configuration configuration) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (RosterFetcher fetcher = RosterFetcher.open(
                roster,
                configuration.secrets().resolver(),
                HostResolver.SYSTEM.restrictedBy(configuration.outgoingPolicy()),
                configuration.outgoingPolicy(),
                timer)) {
            return fetcher.fetch();
        } finally {
            timer.shutdownNow();
        }
    }

    private byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw usageError(file + ": cannot be read: "
                    + e.getClass().getSimpleName().replace("Exception", "") + "; expected a file");
        }
    }

    private int show(RosterSource roster, RosterState before, RosterReading reading) {
        List<ShiftChange> changes = changes(before, reading);
        if (json) {
            changes.stream().map(IntakeRosterCommand::json).forEach(out()::println);
        } else {
            if (!changes.isEmpty()) {
                table(changes, roster.zone()).forEach(out()::println);
            }
            list(
                    "No rule names the officer and the campus of",
                    reading.unmapped().stream()
                            .map(RosterReader::text)
                            .distinct()
                            .toList());
            list(
                    "Cannot be read",
                    reading.problems().stream()
                            .map(problem -> problem.entry().isEmpty()
                                    ? problem.detail()
                                    : problem.entry() + ": " + problem.detail())
                            .toList());
        }
        boolean isUsed = reading.status() == RosterStatus.OK;
        err().println("postwatch: "
                + (isUsed
                        ? ""
                        : (reading.isApplied() ? "its feed would be silent: " : "an instance would not use it: ")
                                + reading.status().wireName() + ": ")
                + reading.detail()
                + (isUsed && changes.isEmpty() && isComparing() ? "; nothing changes" : ""));
        return isUsed ? 0 : 1;
    }

    private boolean isComparing() {
        return diff || previous != null;
    }

    private static List<ShiftChange> changes(RosterState before, RosterReading reading) {
        List<ShiftChange> changes = new ArrayList<>();
        reading.diff().cancelled().forEach(shift -> changes.add(new ShiftChange("cancel", shift, Optional.empty())));
        reading.diff().planned().forEach(shift -> {
            Optional<RosterShift> known = Optional.ofNullable(before.shifts().get(shift.id()));
            changes.add(new ShiftChange(known.isPresent() ? "change" : "plan", shift, known));
        });
        changes.sort(Comparator.comparing(change -> change.shift().from()));
        return changes;
    }

    private static List<String> table(List<ShiftChange> changes, ZoneId zone) {
        return TextTable.format(
                List.of("", "OFFICER", "CAMPUS", "FROM", "TO", "DUTY", "BEFORE"),
                changes.stream()
                        .map(change -> List.of(
                                change.action(),
                                change.shift().badge(),
                                change.shift().campus(),
                                LocalTimeFormat.format(change.shift().from(), zone),
                                LocalTimeFormat.format(change.shift().to(), zone),
                                change.shift().duty().orElse("-"),
                                change.before()
                                        .map(shift -> shift.campus() + ", "
                                                + LocalTimeFormat.format(shift.from(), zone) + " to "
                                                + LocalTimeFormat.format(shift.to(), zone))
                                        .orElse("")))
                        .toList());
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out().println();
            out().println(title + ":");
            lines.forEach(line -> out().println("  " + PrintableText.escape(line)));
        }
    }

    private static String json(ShiftChange change) {
        ObjectNode node = JSON.createObjectNode()
                .put("action", change.action())
                .put("shift", change.shift().id())
                .put("officer", change.shift().badge())
                .put("campus", change.shift().campus())
                .put("from", change.shift().from().toString())
                .put("to", change.shift().to().toString());
        change.shift().duty().ifPresent(duty -> node.put("duty", duty));
        return node.toString();
    }
}
