package org.postwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.clients.ProcessingResults;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.FileProblem;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.Topics;
import org.postwatch.text.Plural;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "send",
        description = {
            "Send events from files with one CloudEvent in JSON per line. Each is checked against its schema first.",
            "",
            "A line with a fault is reported and not sent; all others are sent. The topic follows from the type, and the key is partitionkey, the district. Commands of operators (postwatch.command.…) go to postwatch.commands. Whether Postwatch accepts an event is decided when it arrives. --wait waits for that and prints the result. Without it, 'postwatch rejected' lists events that were not accepted, with the reason.",
            "",
            "Examples:",
            "  postwatch send events.ndjson",
            "  postwatch send --wait events.ndjson",
            "  grep socorro-hs events.ndjson | postwatch send --strict -",
            "  postwatch send --sign-with env:DOORS_SECRET events.ndjson",
            "",
            "An example of such a line, printed in three lines:",
            "  {\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"city-police\",",
            "   \"type\":\"postwatch.officer.checked-in\",\"time\":\"2026-09-14T13:20:00Z\",",
            "   \"subject\":\"C-1\",\"partitionkey\":\"socorro-nm\",\"data\":{\"campus\":\"sarracino-ms\"}}",
            ""
        },
        footer = {"", "Exit codes: 0 all sent (with --wait: and accepted), 1 some were not, 2 usage error."})
final class SendCommand extends AbstractConfiguredCommand {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STDIN = "-";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files with events. - is stdin, which is sent as it arrives.")
    private List<String> files;

    @Option(names = "--strict", description = "Send nothing if a line is invalid. All lines are read first.")
    private boolean strict;

    @Option(
            names = "--sign-with",
            paramLabel = "SECRET",
            description =
                    "Sign each event with this secret: secret:NAME is a secret of the district in the configuration ('secrets'); env:VARIABLE and file:PATH are secrets of this machine.")
    private String signWith;

    @Option(
            names = "--wait",
            description =
                    "Wait until Postwatch has processed the events, 15 s at most, and print for each whether it was accepted, or rejected and why.")
    private boolean wait;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object for each line that was not sent (file, line, reason), with --wait one for each that was sent (file, line, result, reason, detail), and at the end the counts: sent (by topic), notSent.")
    private boolean json;

    private Optional<EventSigner> signer = Optional.empty();
    private final AtomicLong notSent = new AtomicLong();
    private final SentEvents sent = new SentEvents();

    /** Read, found good, and kept back until all are. */
    private record PendingEvent(EventAddressing.EventDestination destination, byte[] event, String file, long line) {}

    @Override
    public Integer call() throws InterruptedException {
        for (String file : files) {
            if (!file.equals(STDIN) && !Files.isRegularFile(Path.of(file))) {
                throw usageError(file + ": no such file; expected a file with events, or -");
            }
        }
        Configuration settings = readConfiguration();
        signer = Optional.ofNullable(signWith)
                .map(secret -> EventSigner.of(secret, settings.secrets().resolver()));
        ClientSettings clients = BrokerConnection.requireAnyTopic(
                err(),
                settings,
                List.of(
                        Topics.ENTRANCE_EVENTS,
                        Topics.CAMERA_EVENTS,
                        Topics.CONDUCT_EVENTS,
                        Topics.STAFFING_EVENTS,
                        Topics.COMMANDS));
        try (ProcessingResults results = wait ? ProcessingResults.open(clients) : null;
                EventProducer sender = EventProducer.open(clients)) {
            List<PendingEvent> held = new ArrayList<>();
            for (String file : files) {
                read(file, strict ? held::add : good -> send(sender, good));
            }
            if (strict && notSent.get() > 0) {
                notSent.addAndGet(held.size());
            } else {
                held.forEach(good -> send(sender, good));
            }
            Map<String, Long> confirmed = sender.flushAndCount();
            boolean accepted = !wait || report(sent.results(results, settings));
            printSummary(confirmed);
            return notSent.get() == 0 && accepted ? 0 : 1;
        } catch (KafkaException e) {
            throw new CommandFailedException("send: " + e.getMessage(), e);
        }
    }

    /** Prints each, and returns whether all were accepted. */
    private boolean report(List<SentEvents.Result> results) {
        for (SentEvents.Result result : results) {
            if (json) {
                ObjectNode node = JSON.createObjectNode()
                        .put("file", result.file())
                        .put("line", result.line())
                        .put("result", result.fate().name().toLowerCase(Locale.ROOT));
                if (result.fate() != SentEvents.ProcessingOutcome.ACCEPTED) {
                    node.put("reason", result.reason()).put("detail", result.detail());
                }
                out().println(node.toString());
            } else {
                (result.fate() == SentEvents.ProcessingOutcome.ACCEPTED ? out() : err())
                        .println(place(result.file(), result.line()) + result.text());
            }
        }
        return results.stream().allMatch(result -> result.fate() == SentEvents.ProcessingOutcome.ACCEPTED);
    }

    private static String place(String file, long line) {
        return (file.equals(STDIN) ? "stdin" : file) + ":" + line + ": ";
    }

    private void read(String file, Consumer<PendingEvent> good) {
        try (InputStream in = file.equals(STDIN) ? System.in : Files.newInputStream(Path.of(file))) {
            NdjsonReader lines = new NdjsonReader(in);
            for (byte[] event = lines.readLine(); event != null; event = lines.readLine()) {
                EventAddressing addressed = EventAddressing.resolve(event);
                if (addressed instanceof EventAddressing.EventDestination to) {
                    good.accept(new PendingEvent(to, event, file, lines.lineNumber()));
                } else if (addressed instanceof EventAddressing.InvalidEvent refused) {
                    reportNotSent(file, lines.lineNumber(), String.join("; ", refused.reasons()));
                }
            }
        } catch (IOException e) {
            throw new CommandFailedException("cannot read " + file + ": " + FileProblem.of(e), e);
        }
    }

    private void send(EventProducer sender, PendingEvent good) {
        Optional<String> signature;
        try {
            signature = signer.map(signs -> signs.sign(good.destination(), good.event()));
        } catch (MissingSecretException e) {
            reportNotSent(good.file(), good.line(), e.getMessage());
            return;
        }
        sender.send(
                good.destination(),
                good.event(),
                signature,
                arrived -> sent.add(good.file(), good.line(), arrived),
                why -> reportNotSent(good.file(), good.line(), why));
    }

    private void reportNotSent(String file, long line, String reason) {
        notSent.incrementAndGet();
        if (json) {
            out().println(JSON.createObjectNode()
                    .put("file", file)
                    .put("line", line)
                    .put("reason", reason)
                    .toString());
        } else {
            err().println(place(file, line) + reason);
        }
    }

    private void printSummary(Map<String, Long> sent) {
        if (json) {
            ObjectNode summary = JSON.createObjectNode();
            ObjectNode topics = summary.putObject("sent");
            sent.forEach(topics::put);
            out().println(summary.put("notSent", notSent.get()).toString());
            return;
        }
        sent.forEach((topic, count) -> out().println("sent " + count + " to " + topic));
        if (sent.isEmpty()) {
            out().println("sent nothing");
        }
        if (notSent.get() > 0) {
            err().println("postwatch: " + Plural.format(notSent.get(), "event") + " not sent"
                    + (strict && sent.isEmpty() ? " (--strict: all of them or none)" : ", see above"));
        }
    }
}
