package org.postwatch.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.AlertOverview.AcknowledgementOverview;
import org.postwatch.streams.Topics;
import org.postwatch.text.NameSuggestion;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.TopicValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "incidents",
        description = {
            "List incidents: what is open, since when, why, and who handles it.",
            "",
            "Open incidents that nobody has acknowledged come first, and of these the urgent ones. 'not known': the"
                    + " notification engine has not read the incident yet. Faults of the notifications"
                    + " themselves, such as delivery-failed, are listed too. Violations of the code of conduct are for school"
                    + " administration and are not listed. Times are in the time zone of the campus.",
            "",
            "'postwatch incident ID' shows everything of one incident.",
            "",
            "Examples:",
            "  postwatch incidents --district socorro-nm",
            "  postwatch incidents --all --since 1d --kind weapon-seen",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 failure, 2 usage error."})
final class IncidentsCommand extends AbstractConfiguredCommand {
    private static final Set<String> LISTED_KINDS =
            Alert.KINDS.stream().filter(kind -> !kind.equals(Alert.CONDUCT)).collect(Collectors.toSet());

    @Option(names = "--district", paramLabel = "DISTRICT", description = "Only incidents of this district.")
    private String district;

    @Option(names = "--all", description = "Also expected and closed ones, of the last 400 days.")
    private boolean all;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only those that were open at this time or later: a length of time before now, such as 90m, 2h or 3d,"
                            + " or an RFC 3339 time.")
    private String since;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only incidents of this kind, such as weapon-seen.")
    private String kind;

    @Option(
            names = "--json",
            description = "One JSON object per line, with the values of postwatch.incidents and postwatch.alerts.")
    private boolean json;

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Optional<Instant> from = Optional.ofNullable(since)
                .map(text -> TimeArgument.parseSince(text, now)
                        .orElseThrow(() -> usageError("--since '" + text
                                + "': expected a length of time such as 90m, 2h or 3d, or an RFC 3339 time")));
        if (kind != null && !LISTED_KINDS.contains(kind)) {
            throw usageError(NameSuggestion.unknownNameMessage("kind", kind, new TreeSet<>(LISTED_KINDS)));
        }
        Configuration configuration = readConfiguration();
        ClientSettings clients = requireTopics(configuration, Topics.INCIDENTS, Topics.ALERTS);
        Map<IncidentKey, IncidentView> known = read(clients);
        if (district != null && known.isEmpty()) {
            KnownDistricts.require(district, clients, Set.of());
        }
        List<IncidentView> wanted = wanted(known.values(), from);
        if (json) {
            wanted.forEach(view -> out().println(json(view)));
        } else if (wanted.isEmpty()) {
            // Not a message that all is well: whether the pipeline works is another question.
            err().println("postwatch: no incident is " + (all ? "on record" : "open")
                    + "; 'postwatch health' shows whether the pipeline works");
        } else {
            DistrictTimeZones zones = DistrictTimeZones.of(clients, id -> district == null || id.equals(district));
            TextTable.format(
                            List.of(
                                    "DISTRICT",
                                    "STATUS",
                                    "SEVERITY",
                                    "KIND",
                                    "WHERE",
                                    "SINCE",
                                    "HANDLED BY",
                                    "WHY",
                                    "ID"),
                            wanted.stream().map(view -> cells(view, zones, now)).toList())
                    .forEach(out()::println);
        }
        return 0;
    }

    private Map<IncidentKey, IncidentView> read(ClientSettings clients) {
        try {
            return IncidentView.readAll(clients, id -> district == null || id.equals(district));
        } catch (KafkaException e) {
            throw new CommandFailedException(
                    "cannot read " + Topics.INCIDENTS + " and " + Topics.ALERTS + ": " + e.getMessage(), e);
        }
    }

    private List<IncidentView> wanted(Collection<IncidentView> known, Optional<Instant> from) {
        return known.stream()
                .filter(view -> all || view.isOpen())
                .filter(view -> kind == null || view.kind().equals(kind))
                .filter(view -> from.isEmpty()
                        || view.closedAt().map(end -> end.isAfter(from.get())).orElse(true))
                .sorted(IncidentView.ORDER)
                .toList();
    }

    private static List<String> cells(IncidentView view, DistrictTimeZones zones, Instant now) {
        return List.of(
                view.district(),
                view.status().wireName() + (view.isOpen() && view.isUrgent() ? " URGENT" : ""),
                view.severity().orElse(""),
                view.kind(),
                view.place(),
                view.openedAt()
                        .map(at -> zones.formatTime(at, view.district(), view.campus())
                                + (view.status() == AlertStatus.OPEN
                                        ? " (" + IntakeSourcesCommand.age(at, now) + ")"
                                        : ""))
                        .orElse(""),
                handledBy(view),
                String.join(" ", view.why(zones)),
                view.id());
    }

    private static String handledBy(IncidentView view) {
        if (!view.isOpen()) {
            return view.acknowledgement().map(AcknowledgementOverview::by).orElse("");
        }
        return view.overview().isEmpty()
                ? "not known"
                : view.acknowledgement().map(AcknowledgementOverview::by).orElse("nobody");
    }

    private static String json(IncidentView view) {
        String incident = view.incident()
                .map(found -> text(IncidentJson.write(view.district(), found)))
                .orElse("null");
        String alert = view.overview()
                .map(found -> text(TopicValue.ALERT.write(found)))
                .orElse("null");
        return "{\"incident\":" + incident + ",\"alert\":" + alert + "}";
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
