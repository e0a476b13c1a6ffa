package org.postwatch.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.incident.Episode;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.AlertOverview.RecipientOverview;
import org.postwatch.streams.Topics;
import org.postwatch.text.PrintableText;
import org.postwatch.wire.TopicValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "incident",
        description = {
            "Show everything of one incident: why, what happened when, notes, who handles it, who was notified, and who was not"
                    + " and why.",
            "",
            "Times are in the time zone of the campus.",
            "",
            "Example: postwatch incident coverage/socorro-hs/sro/2026-09-14/day --district socorro-nm",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 there is no such incident, or failure, 2 usage error."})
final class IncidentShowCommand extends AbstractConfiguredCommand {
    /** The stamps of records may lie before the time of the incident by so much. */
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofMinutes(2);

    @Parameters(
            paramLabel = "INCIDENT",
            description = "The id of the incident, as 'postwatch incidents' lists it. The district may precede it.")
    private String incident;

    @Option(
            names = "--district",
            paramLabel = "DISTRICT",
            description = "The district. Required if incidents of several districts have this id.")
    private String district;

    /** Something that happened, and when. */
    private record TimelineEntry(Instant at, String text) {}

    @Override
    public Integer call() {
        ClientSettings clients =
                requireTopics(readConfiguration(), Topics.INCIDENTS, Topics.ALERTS, Topics.TRANSITIONS);
        try {
            IncidentView view = find(clients);
            DistrictTimeZones zones = DistrictTimeZones.of(clients, view.district()::equals);
            print(view, timeline(view, clients), zones);
            return 0;
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot read the incident: " + e.getMessage(), e);
        }
    }

    private IncidentView find(ClientSettings clients) {
        Map<IncidentKey, IncidentView> known =
                IncidentView.readAll(clients, id -> district == null || id.equals(district));
        List<IncidentView> found = known.values().stream()
                .filter(view -> view.id().equals(incident) || view.key().text().equals(incident))
                .toList();
        if (found.size() > 1) {
            throw usageError("several districts have an incident " + incident + "; name one with --district: "
                    + found.stream().map(IncidentView::district).collect(Collectors.joining(", ")));
        }
        if (found.isEmpty()) {
            if (district != null) {
                KnownDistricts.require(
                        district,
                        clients,
                        known.keySet().stream().map(IncidentKey::district).collect(Collectors.toSet()));
            }
            throw new CommandFailedException(
                    "there is no incident '" + incident + "'; 'postwatch incidents --all' lists the ids");
        }
        return found.get(0);
    }

    private static List<TimelineEntry> timeline(IncidentView view, ClientSettings clients) {
        List<TimelineEntry> entries = new ArrayList<>();
        view.incident()
                .map(found -> found.episodes())
                .filter(all -> !all.isEmpty())
                .ifPresent(episodes -> transitions(
                                view, episodes.get(0).startedAt().minus(MAX_CLOCK_DIFFERENCE), clients)
                        .forEach(change -> entries.add(new TimelineEntry(change.publishedAt(), describe(change)))));
        view.overview().ifPresent(overview -> {
            overview.acknowledgement()
                    .ifPresent(ack -> entries.add(new TimelineEntry(ack.at(), "acknowledged by " + ack.by())));
            overview.notes()
                    .forEach(note ->
                            entries.add(new TimelineEntry(note.at(), "note by " + note.by() + ": " + note.text())));
            overview.recipients()
                    .forEach((id, recipient) -> recipient
                            .notifiedAt()
                            .ifPresent(at -> entries.add(new TimelineEntry(
                                    at,
                                    id + " was last notified ("
                                            + recipient.notified().orElseThrow().wireName() + ")"))));
        });
        entries.sort(Comparator.comparing(TimelineEntry::at));
        return entries;
    }

    private static List<IncidentTransition> transitions(IncidentView view, Instant from, ClientSettings clients) {
        List<IncidentTransition> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<TopicPartition> partitions = TopicReader.assign(consumer, List.of(Topics.TRANSITIONS), from);
            String key = view.key().text();
            TopicReader.readTo(consumer.endOffsets(partitions), consumer, record -> {
                if (record.key() != null && key.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                    found.add(TopicValue.TRANSITION.read(record.value()));
                }
            });
        }
        return found;
    }

    private static String describe(IncidentTransition change) {
        String severity = change.incident().severity().map(name -> ", " + name).orElse("");
        String why = change.reason().map(reason -> ": " + reason).orElse("");
        return change.change().wireName()
                + severity
                + why
                + (change.effectiveAt().equals(change.publishedAt()) ? "" : ", effective " + change.effectiveAt());
    }

    private void print(IncidentView view, List<TimelineEntry> timeline, DistrictTimeZones zones) {
        Instant now = Instant.now();
        line(view.key().text() + ": " + view.status().wireName()
                + view.severity().map(name -> ", " + name).orElse("")
                + (view.isUrgent() ? ", urgent" : ""));
        view.why(zones).forEach(sentence -> line("  " + sentence));
        line("");
        line("Where       " + view.place());
        view.lastEpisode().map(Episode::startedAt).ifPresent(at -> line("Since       " + time(at, view, zones)));
        view.openedAt()
                .ifPresent(at -> line("Opened      " + time(at, view, zones)
                        + (view.isOpen() ? ", " + IntakeSourcesCommand.age(at, now) + " ago" : "")));
        view.closedAt()
                .ifPresent(at -> line("Closed      " + time(at, view, zones)
                        + view.lastEpisode()
                                .flatMap(Episode::closeReason)
                                .map(reason -> " (" + reason + ")")
                                .orElse("")));
        line("Handled by  " + handledBy(view, zones));
        line("");
        line("What happened");
        timeline.forEach(entry -> line("  " + time(entry.at(), view, zones) + "  "
                + zones.localizeTimes(entry.text(), view.district(), view.campus())));
        line("");
        line("Recipients");
        recipients(view, zones).forEach(row -> line("  " + row));
    }

    private static String handledBy(IncidentView view, DistrictTimeZones zones) {
        return view.acknowledgement()
                .map(ack -> ack.by()
                        + ack.until()
                                .map(end -> ", until " + time(end, view, zones))
                                .orElse(""))
                .orElseGet(() -> view.overview()
                        .map(alert -> "nobody"
                                + alert.nextEscalation()
                                        .map(at -> "; more recipients are notified at " + time(at, view, zones))
                                        .orElse(""))
                        .orElse("not known: the notification engine has not read it yet"));
    }

    private static List<String> recipients(IncidentView view, DistrictTimeZones zones) {
        Map<String, RecipientOverview> known = view.overview()
                .<Map<String, RecipientOverview>>map(AlertOverview::recipients)
                .orElse(Map.of());
        if (known.isEmpty()) {
            return List.of(
                    view.overview().isPresent()
                            ? "no route leads to a recipient; 'postwatch route test' explains routes"
                            : "the notification engine has not read it yet");
        }
        return TextTable.format(
                List.of("RECIPIENT", "KNOWS", "LAST NOTIFIED", "ROUTE", "NOT NOTIFIED BECAUSE"),
                known.entrySet().stream()
                        .map(entry -> cells(entry.getKey(), entry.getValue(), view, zones))
                        .toList());
    }

    private static List<String> cells(
            String id, RecipientOverview recipient, IncidentView view, DistrictTimeZones zones) {
        return List.of(
                id,
                recipient.notified().map(status -> status.wireName()).orElse("nothing"),
                recipient.notifiedAt().map(at -> time(at, view, zones)).orElse(""),
                recipient.route() + (recipient.escalated() ? " (escalation)" : ""),
                recipient
                        .withheld()
                        .map(why -> why.outcome().wireName() + ", " + why.rule() + ": "
                                + zones.localizeTimes(why.reason(), view.district(), view.campus()))
                        .orElse(""));
    }

    private static String time(Instant at, IncidentView view, DistrictTimeZones zones) {
        return zones.formatTime(at, view.district(), view.campus());
    }

    /** Names and notes come from outside: what is no text is escaped. */
    private void line(String text) {
        out().println(PrintableText.escape(text));
    }
}
