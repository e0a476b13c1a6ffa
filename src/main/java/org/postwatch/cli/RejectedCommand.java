package org.postwatch.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.clients.RejectedRecordReader;
import org.postwatch.app.clients.RejectedRecordReader.RejectedRecord;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.plan.District;
import org.postwatch.streams.Topics;
import org.postwatch.text.PrintableText;
import org.postwatch.wire.RejectedEventSummary;
import org.postwatch.wire.RejectionReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "rejected",
        description = {
            "List the records that were rejected in the last ten days, with the reason and what to do, and send them again.",
            "",
            "Postwatch keeps rejected records unchanged on postwatch.dead-letters. --resend sends the selected records again if the reason was a wrong clock or a missing plan, not the event itself. It sends the same bytes to the same topic, with a new time of arrival. An event that was accepted meanwhile is not counted twice.",
            "",
            "The command needs the right to read postwatch.dead-letters (role feed-support), and for --resend the right to write to the topic of the event.",
            "",
            "Examples:",
            "  postwatch rejected --district socorro-nm --since 2h",
            "  postwatch rejected --explain 0-1042",
            "  postwatch rejected --reason future --resend",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 failure or a record was not sent again, 2 usage error."})
final class RejectedCommand extends AbstractConfiguredCommand {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_DETAIL_CHARS = 120;
    private static final int MAX_VALUE_CHARS = 4_000;

    @Option(names = "--district", paramLabel = "DISTRICT", description = "Only records of this district.")
    private String district;

    @Option(names = "--source", paramLabel = "FEED", description = "Only records that name this feed as their source.")
    private String source;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            split = ",",
            description = "Only records that were rejected for these reasons, such as future or unknown-campus.")
    private List<String> reasons;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "Only records that were rejected since then: 90m, 2h or 3d ago, or an instant such as 2026-11-29T20:00:00Z.")
    private String since;

    @Option(
            names = "--explain",
            paramLabel = "ID",
            description = "Only this record, with its headers, its content and what to do.")
    private String explain;

    @Option(names = "--resend", description = "Send the selected records again, if they may be accepted now.")
    private boolean resend;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Override
    public Integer call() {
        if (reasons != null) {
            reasons.forEach(this::validateReason);
        }
        Optional<Instant> first = Optional.ofNullable(since)
                .map(text -> TimeArgument.parseSince(text, Instant.now())
                        .orElseThrow(() -> usageError("--since is '" + text
                                + "'; expected 90m, 2h, 3d or an instant such as 2026-11-29T20:00:00Z")));
        ClientSettings clients = requireTopics(readConfiguration(), Topics.DEAD_LETTERS);
        List<RejectedRecord> selected = new ArrayList<>();
        try {
            RejectedRecordReader.read(clients, first, record -> {
                if (isSelected(record)) {
                    selected.add(record);
                }
            });
            if (explain != null && selected.isEmpty()) {
                throw new CommandFailedException("no rejected record has the id '" + explain
                        + "'; 'postwatch rejected' lists them, for ten days");
            }
            if (resend) {
                return resend(clients, selected);
            }
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot read " + Topics.DEAD_LETTERS + ": " + e.getMessage(), e);
        }
        DistrictTimeZones zones = json
                ? new DistrictTimeZones(Map.of())
                : DistrictTimeZones.of(clients, id -> district == null || id.equals(district));
        if (selected.isEmpty()) {
            err().println("postwatch: no rejected record matches");
        } else if (json) {
            selected.forEach(record -> out().println(json(record)));
        } else if (explain != null) {
            explain(selected.get(0), zones);
        } else {
            TextTable.format(
                            List.of("ID", "REJECTED", "DISTRICT", "SOURCE", "EVENT", "REASON", "DETAIL"),
                            selected.stream()
                                    .map(record -> cells(record, zones))
                                    .toList())
                    .forEach(out()::println);
        }
        return 0;
    }

    private void validateReason(String reason) {
        if (RejectionReason.ofWireName(reason).isEmpty()) {
            throw usageError("--reason is '" + reason + "'; expected one of "
                    + String.join(
                            ", ",
                            List.of(RejectionReason.values()).stream()
                                    .map(RejectionReason::wireName)
                                    .toList()));
        }
    }

    private boolean isSelected(RejectedRecord record) {
        RejectedEventSummary event = RejectedEventSummary.of(record.key(), record.value());
        boolean known = district == null
                ? !event.district().startsWith(District.CANARY_PREFIX)
                : district.equals(event.district());
        return known
                && (explain == null || explain.equals(record.id()))
                && (source == null || source.equals(event.source()))
                && (reasons == null || reasons.contains(record.rejection().reason()));
    }

    private static List<String> cells(RejectedRecord record, DistrictTimeZones zones) {
        RejectedEventSummary event = RejectedEventSummary.of(record.key(), record.value());
        String detail = record.rejection().detail();
        return List.of(
                record.id(),
                zones.formatTime(record.rejectedAt(), event.district()),
                event.district(),
                event.source(),
                event.id(),
                record.rejection().reason(),
                detail.length() <= MAX_DETAIL_CHARS ? detail : detail.substring(0, MAX_DETAIL_CHARS - 1) + "…");
    }

    private void explain(RejectedRecord record, DistrictTimeZones zones) {
        RejectedEventSummary event = RejectedEventSummary.of(record.key(), record.value());
        printField(
                "rejected",
                zones.formatTime(record.rejectedAt(), event.district()) + "  (" + record.rejectedAt() + ")");
        printField(
                "reason",
                record.rejection().reason() + ": " + record.rejection().detail());
        printField(
                "to do",
                RejectionReason.ofWireName(record.rejection().reason())
                        .map(RejectionReason::remedy)
                        .orElse("unknown reason; use the release of the instances"));
        printField(
                "event", event.type() + ", source " + event.source() + ", id " + event.id() + ", time " + event.time());
        printField(
                "arrived",
                record.rejection().stamp() + " on " + record.rejection().topic() + ", partition "
                        + record.rejection().partition() + ", offset "
                        + record.rejection().offset());
        printField("key", text(record.key(), "none"));
        record.originalHeaders()
                .forEach(header -> printField("header", header.key() + ": " + text(header.value(), "")));
        printField("value", text(record.value(), "none"));
    }

    /** One line: a line break in the sender's text must not look like another line of the output. */
    private void printField(String label, String text) {
        out().println(String.format("%-10s", label) + PrintableText.escape(text));
    }

    private static String text(byte[] bytes, String otherwise) {
        return bytes == null ? otherwise : truncate(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String truncate(String text) {
        return text.length() <= MAX_VALUE_CHARS
                ? text
                : text.substring(0, MAX_VALUE_CHARS) + "… (" + text.length() + " characters in all)";
    }

    private static String json(RejectedRecord record) {
        RejectedEventSummary event = RejectedEventSummary.of(record.key(), record.value());
        return JSON.createObjectNode()
                .put("id", record.id())
                .put("at", record.rejectedAt().toString())
                .put("district", event.district())
                .put("source", event.source())
                .put("event", event.id())
                .put("type", event.type())
                .put("time", event.time())
                .put("reason", record.rejection().reason())
                .put("detail", record.rejection().detail())
                .put("topic", record.rejection().topic())
                .put("partition", record.rejection().partition())
                .put("offset", record.rejection().offset())
                .put("arrived", record.rejection().stamp().toString())
                .put(
                        "resendable",
                        RejectionReason.ofWireName(record.rejection().reason())
                                .filter(RejectionReason::isResendable)
                                .isPresent())
                .toString();
    }

    private int resend(ClientSettings clients, List<RejectedRecord> selected) {
        Map<String, Integer> kept = new TreeMap<>();
        AtomicInteger failures = new AtomicInteger();
        long sent;
        try (EventProducer sender = EventProducer.open(clients)) {
            for (RejectedRecord record : selected) {
                if (isResendable(record)) {
                    sender.resend(record, why -> {
                        failures.incrementAndGet();
                        err().println("postwatch: " + record.id() + " was not sent: " + why);
                    });
                } else {
                    kept.merge(record.rejection().reason(), 1, Integer::sum);
                }
            }
            sent = sender.flushAndCount().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
        out().println("resent: " + sent);
        kept.forEach((reason, count) -> out().println("not resent: " + count + " " + reason + ": "
                + RejectionReason.ofWireName(reason)
                        .map(RejectionReason::remedy)
                        .orElse("unknown reason")));
        return failures.get() == 0 && kept.isEmpty() ? 0 : 1;
    }

    /** An operator's command is given again by its own command; what was cut is no longer what came. */
    private static boolean isResendable(RejectedRecord record) {
        return RejectionReason.ofWireName(record.rejection().reason())
                        .filter(RejectionReason::isResendable)
                        .isPresent()
                && Topics.EVENT_TOPICS.contains(record.rejection().topic())
                && record.key() != null
                && record.value() != null;
    }
}
