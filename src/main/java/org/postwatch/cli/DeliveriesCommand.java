package org.postwatch.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.postwatch.app.clients.CommandClient;
import org.postwatch.app.clients.CommandClient.CommandResult;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.event.DistrictKey;
import org.postwatch.notification.command.ResendNotice;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.streams.Topics;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@picocli.CommandLine.Command(
        name = "deliveries",
        description = {
            "List the current notice of every recipient and the state of its delivery.",
            "",
            "delivered: the recipient's server accepted it. failed: delivery is no longer attempted; --resend tries again. waiting: not delivered yet, or only an earlier revision was. The list then has the number of attempts, and the time and result of the last one.",
            "",
            "Examples:",
            "  postwatch deliveries --failed",
            "  postwatch deliveries --district socorro-nm --resend all",
            "  postwatch deliveries --resend socorro-nm/city-desk/coverage/socorro-hs/sro/2026-09-14/day",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 a notice was not resent, 2 usage error."})
final class DeliveriesCommand extends AbstractConfiguredCommand {
    private static final String ALL_FAILED = "all";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    @Option(names = "--district", paramLabel = "DISTRICT", description = "Only notices of this district.")
    private String district;

    @Option(names = "--failed", description = "Only failed deliveries.")
    private boolean failed;

    @Option(
            names = "--resend",
            paramLabel = "KEY",
            description = "Resend the notice DISTRICT/RECIPIENT/SUBJECT, or all failed ones ('all').")
    private String resend;

    @Option(
            names = "--json",
            description = "One JSON object per line: key, revision, stage, state, attempts, at, detail.")
    private boolean json;

    /** A notice and the latest result of its delivery. */
    private record NoticeDelivery(Notice notice, Optional<DeliveryResult> delivery, Optional<PendingDelivery> pending) {
        String state() {
            return result().map(d -> d.outcome().wireName()).orElse("waiting");
        }

        /** Of the latest revision. */
        Optional<DeliveryResult> result() {
            return delivery.filter(d -> d.revision() >= notice.revision());
        }

        /** What was tried last of the latest revision, while it has no result. */
        Optional<PendingDelivery> lastAttempt() {
            return pending.filter(p -> result().isEmpty() && p.revision() == notice.revision());
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration read = readConfiguration();
        List<String> needed = new ArrayList<>(List.of(Topics.NOTICES, Topics.DELIVERIES));
        if (resend != null) {
            needed.add(Topics.COMMANDS);
        }
        ClientSettings clients = BrokerConnection.requireTopics(err(), read, needed);
        Map<String, NoticeDelivery> standings = read(clients);
        if (district != null && standings.isEmpty()) {
            KnownDistricts.require(district, clients, Set.of());
        }
        if (resend != null) {
            return resend(clients, read, standings);
        }
        standings.values().removeIf(standing -> failed && !standing.state().equals("failed"));
        if (json) {
            standings.forEach((key, standing) -> out().println(json(key, standing)));
        } else if (standings.isEmpty()) {
            err().println("postwatch: " + (failed ? "no delivery has failed" : "there is no such notice"));
        } else {
            DistrictTimeZones zones = DistrictTimeZones.of(clients, id -> district == null || id.equals(district));
            TextTable.format(
                            List.of("DISTRICT", "RECIPIENT", "SUBJECT", "STAGE", "STATE", "ATTEMPTS", "AT", "DETAIL"),
                            standings.values().stream()
                                    .map(standing -> cells(standing, zones))
                                    .toList())
                    .forEach(out()::println);
        }
        return 0;
    }

    private Map<String, NoticeDelivery> read(ClientSettings clients) {
        Predicate<String> wanted =
                key -> district == null || DistrictKey.districtOf(key).equals(district);
        try {
            Map<String, String> deliveries = CompactedTopicReader.readLatest(clients, Topics.DELIVERIES, wanted);
            Map<String, String> pending = pending(clients, wanted);
            Map<String, NoticeDelivery> standings = new TreeMap<>();
            CompactedTopicReader.readLatest(clients, Topics.NOTICES, wanted)
                    .forEach((key, value) -> standings.put(
                            key,
                            new NoticeDelivery(
                                    NoticeJson.read(bytes(value)),
                                    Optional.ofNullable(deliveries.get(key))
                                            .map(d -> TopicValue.DELIVERY.read(bytes(d))),
                                    Optional.ofNullable(pending.get(key))
                                            .map(p -> TopicValue.PENDING_DELIVERY.read(bytes(p))))));
            return standings;
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot read " + Topics.NOTICES + ": " + e.getMessage(), e);
        }
    }

    /** Empty if this login may not read the topic: finished deliveries are printed anyway. */
    private static Map<String, String> pending(ClientSettings clients, Predicate<String> wanted) {
        try {
            return CompactedTopicReader.readLatest(clients, Topics.PENDING_DELIVERIES, wanted);
        } catch (AuthorizationException e) {
            return Map.of();
        }
    }

    private int resend(ClientSettings clients, Configuration read, Map<String, NoticeDelivery> standings)
            throws InterruptedException {
        standings
                .entrySet()
                .removeIf(entry -> resend.equals(ALL_FAILED)
                        ? !entry.getValue().state().equals("failed")
                        : !entry.getKey().equals(resend));
        if (standings.isEmpty() && !resend.equals(ALL_FAILED)) {
            throw new CommandFailedException("there is no notice '" + resend + "'; 'postwatch deliveries' lists them");
        }
        int refused = 0;
        try (CommandClient desk = CommandClient.open(clients, read)) {
            for (Map.Entry<String, NoticeDelivery> entry : standings.entrySet()) {
                CommandResult answer = desk.send(command(entry.getValue().notice()), ANSWER_TIMEOUT);
                String line = answer.describe("resend of " + entry.getKey(), ANSWER_TIMEOUT);
                if (answer.isAccepted()) {
                    out().println(line);
                } else {
                    refused++;
                    err().println(line);
                }
            }
        }
        return refused == 0 ? 0 : 1;
    }

    private static ResendNotice command(Notice notice) {
        return new ResendNotice(
                notice.district(),
                UUID.randomUUID().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Actor.unverified(System.getProperty("user.name", "unknown")),
                notice.recipient(),
                notice.subject());
    }

    private static List<String> cells(NoticeDelivery standing, DistrictTimeZones zones) {
        Notice notice = standing.notice();
        Optional<DeliveryResult> last = standing.result();
        Optional<PendingDelivery> tried = standing.lastAttempt();
        return List.of(
                notice.district(),
                notice.recipient(),
                notice.subject(),
                notice.stage().wireName() + " (" + notice.revision() + ")",
                standing.state(),
                last.map(DeliveryResult::attempts)
                        .or(() -> tried.map(PendingDelivery::attempts))
                        .map(attempts -> Integer.toString(attempts))
                        .orElse("-"),
                zones.formatTime(
                        last.map(DeliveryResult::at)
                                .or(() -> tried.map(PendingDelivery::at))
                                .orElse(notice.at()),
                        notice.district()),
                last.map(DeliveryResult::detail)
                        .or(() -> tried.map(PendingDelivery::detail))
                        .orElse(""));
    }

    private static String json(String key, NoticeDelivery standing) {
        var node = JSON.createObjectNode()
                .put("key", key)
                .put("revision", standing.notice().revision())
                .put("stage", standing.notice().stage().wireName())
                .put("state", standing.state());
        standing.delivery()
                .ifPresent(d -> node.put("delivered", d.revision())
                        .put("attempts", d.attempts())
                        .put("at", d.at().toString())
                        .put("detail", d.detail()));
        standing.lastAttempt()
                .ifPresent(p -> node.put("attempts", p.attempts())
                        .put("at", p.at().toString())
                        .put("detail", p.detail()));
        return node.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
