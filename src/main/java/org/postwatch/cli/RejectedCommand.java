package org.postwatch.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.postwatch.codec.EventOutline;
import org.postwatch.codec.RejectionReason;
import org.postwatch.plan.District;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.EventSender;
import org.postwatch.runtime.RejectedRecords;
import org.postwatch.runtime.RejectedRecords.RejectedRecord;
import org.postwatch.text.PrintableText;
import org.postwatch.topology.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "rejected",
        description = {
            "List what was rejected in the last ten days, with the reason and what to do; send it again.",
            "",
            "A record that Postwatch rejects is kept on postwatch.dead-letters as it came. --resend sends again what the"
                    + " other options select, as far as a wrong clock or a missing plan was the reason and not the event"
                    + " itself: the same bytes to the same topic, with a new time of arrival. Sending again what was"
                    + " accepted meanwhile is harmless.",
            "",
            "It needs the right to read postwatch.dead-letters (role feed-support), and for --resend that of a feed to"
                    + " write to the event's topic.",
            "",
            "Examples:",
            "  postwatch rejected --district socorro-nm --since 2h",
            "  postwatch rejected --explain 0-1042",
            "  postwatch rejected --reason future --resend",
            ""
        },
        footer = {"", "Exit codes: 0 fine, 1 failed or not all were sent again, 2 usage error."})
final class RejectedCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int DETAIL_MAX = 120;
    private static final int VALUE_MAX = 4_000;

    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--district", paramLabel = "DISTRICT", description = "Only this district's.")
    private String district;

    @Option(names = "--source", paramLabel = "FEED", description = "Only what says that it is from this feed.")
    private String source;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            split = ",",
            description = "Only what was rejected for these reasons, as future or unknown-campus.")
    private List<String> reasons;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only what was rejected since: 90m, 2h or 3d ago, or an instant as 2026-11-29T20:00:00Z.")
    private String since;

    @Option(
            names = "--explain",
            paramLabel = "ID",
            description = "Only this one, with its headers, its bytes and what to do about it.")
    private String explain;

    @Option(names = "--resend", description = "Send again what is selected, if it may be accepted this time.")
    private boolean resend;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (reasons != null) {
            reasons.forEach(this::check);
        }
        Optional<Instant> first = Optional.ofNullable(since)
                .map(text -> Since.of(text, Instant.now())
                        .orElseThrow(() -> wrong("--since is '" + text + "'; expected 90m, 2h, 3d or an instant as"
                                + " 2026-11-29T20:00:00Z")));
        ClientSettings clients = Reached.clients(configuration.read(), List.of(Topics.DEAD_LETTERS));
        List<RejectedRecord> selected = new ArrayList<>();
        try {
            RejectedRecords.read(clients, first, record -> {
                if (isSelected(record)) {
                    selected.add(record);
                }
            });
            if (explain != null && selected.isEmpty()) {
                throw new CommandFailed("nothing that was rejected has the id '" + explain
                        + "'; 'postwatch rejected' lists them, for ten days");
            }
            if (resend) {
                return resend(clients, selected);
            }
        } catch (KafkaException e) {
            throw new CommandFailed("cannot read " + Topics.DEAD_LETTERS + ": " + e.getMessage(), e);
        }
        Zones zones = json ? new Zones(Map.of()) : Zones.of(clients, id -> district == null || id.equals(district));
        if (selected.isEmpty()) {
            spec.commandLine().getErr().println("postwatch: nothing was rejected that matches");
        } else if (json) {
            selected.forEach(record -> out().println(json(record)));
        } else if (explain != null) {
            explain(selected.get(0), zones);
        } else {
            Table.of(
                            List.of("ID", "REJECTED", "DISTRICT", "SOURCE", "EVENT", "REASON", "DETAIL"),
                            selected.stream()
                                    .map(record -> cells(record, zones))
                                    .toList())
                    .forEach(out()::println);
        }
        return 0;
    }

    private void check(String reason) {
        if (RejectionReason.of(reason).isEmpty()) {
            throw wrong("--reason is '" + reason + "'; expected one of "
                    + String.join(
                            ", ",
                            List.of(RejectionReason.values()).stream()
                                    .map(RejectionReason::wireName)
                                    .toList()));
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private boolean isSelected(RejectedRecord record) {
        EventOutline event = EventOutline.of(record.key(), record.value());
        boolean known =
                district == null ? !event.district().startsWith(District.CANARY) : district.equals(event.district());
        return known
                && (explain == null || explain.equals(record.id()))
                && (source == null || source.equals(event.source()))
                && (reasons == null || reasons.contains(record.why().reason()));
    }

    private static List<String> cells(RejectedRecord record, Zones zones) {
        EventOutline event = EventOutline.of(record.key(), record.value());
        String detail = record.why().detail();
        return List.of(
                record.id(),
                zones.time(record.at(), event.district()),
                event.district(),
                event.source(),
                event.id(),
                record.why().reason(),
                detail.length() <= DETAIL_MAX ? detail : detail.substring(0, DETAIL_MAX - 1) + "…");
    }

    private void explain(RejectedRecord record, Zones zones) {
        EventOutline event = EventOutline.of(record.key(), record.value());
        line("rejected", zones.time(record.at(), event.district()) + "  (" + record.at() + ")");
        line("reason", record.why().reason() + ": " + record.why().detail());
        line(
                "to do",
                RejectionReason.of(record.why().reason())
                        .map(RejectionReason::remedy)
                        .orElse("nothing is known of this reason here; use the release of the instances"));
        line("event", event.type() + ", source " + event.source() + ", id " + event.id() + ", time " + event.time());
        line(
                "arrived",
                record.why().stamp() + " on " + record.why().topic() + ", partition "
                        + record.why().partition() + ", offset " + record.why().offset());
        line("key", text(record.key(), "none"));
        record.came().forEach(header -> line("header", header.key() + ": " + text(header.value(), "")));
        line("value", text(record.value(), "none"));
    }

    /** One line, whatever the sender wrote: a line break in it must not look like another line of this output. */
    private void line(String label, String text) {
        out().println(String.format("%-10s", label) + PrintableText.escape(text));
    }

    private static String text(byte[] bytes, String otherwise) {
        return bytes == null ? otherwise : cut(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String cut(String text) {
        return text.length() <= VALUE_MAX
                ? text
                : text.substring(0, VALUE_MAX) + "… (" + text.length() + " characters in all)";
    }

    private static String json(RejectedRecord record) {
        EventOutline event = EventOutline.of(record.key(), record.value());
        return JSON.createObjectNode()
                .put("id", record.id())
                .put("at", record.at().toString())
                .put("district", event.district())
                .put("source", event.source())
                .put("event", event.id())
                .put("type", event.type())
                .put("time", event.time())
                .put("reason", record.why().reason())
                .put("detail", record.why().detail())
                .put("topic", record.why().topic())
                .put("partition", record.why().partition())
                .put("offset", record.why().offset())
                .put("arrived", record.why().stamp().toString())
                .put(
                        "resendable",
                        RejectionReason.of(record.why().reason())
                                .filter(RejectionReason::isResendable)
                                .isPresent())
                .toString();
    }

    private int resend(ClientSettings clients, List<RejectedRecord> selected) {
        Map<String, Integer> kept = new TreeMap<>();
        AtomicInteger failures = new AtomicInteger();
        long sent;
        try (EventSender sender = EventSender.open(clients)) {
            for (RejectedRecord record : selected) {
                if (isResendable(record)) {
                    sender.sendAgain(record, why -> {
                        failures.incrementAndGet();
                        spec.commandLine().getErr().println("postwatch: " + record.id() + " was not sent: " + why);
                    });
                } else {
                    kept.merge(record.why().reason(), 1, Integer::sum);
                }
            }
            sent = sender.confirmed().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
        out().println("sent again: " + sent);
        kept.forEach((reason, count) -> out().println("not sent again: " + count + " " + reason + ": "
                + RejectionReason.of(reason).map(RejectionReason::remedy).orElse("unknown reason")));
        return failures.get() == 0 && kept.isEmpty() ? 0 : 1;
    }

    /** An operator's command is given again by its own command; what was cut is no longer what came. */
    private static boolean isResendable(RejectedRecord record) {
        return RejectionReason.of(record.why().reason())
                        .filter(RejectionReason::isResendable)
                        .isPresent()
                && Topics.EVENTS.contains(record.why().topic())
                && record.key() != null
                && record.value() != null;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
