package org.postwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.app.config.Configuration;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.MessageListener;
import org.postwatch.intake.mqtt.MqttListener;
import org.postwatch.intake.poll.PollListener;
import org.postwatch.intake.profile.MessageShapes;
import org.postwatch.network.HostResolver;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.text.Plural;
import org.postwatch.text.PrintableText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "record",
        description = {
            "Show what the messages of a source look like, to write a map or a profile from.",
            "",
            "It receives the messages for a while, and shows their fields with kinds and lengths of the values, and the ids that"
                    + " the profile maps. No other value is kept or shown. Names of fields are shown as the vendor sends them.",
            "",
            "The source is one of the documents, applied or not. This command connects to its broker or address by itself, with"
                    + " the secrets and 'outgoing.allow' of its configuration. An instance that takes the messages is not"
                    + " disturbed. A webhook cannot be recorded: save a message, and use 'intake try'.",
            "",
            "Example:",
            "  postwatch intake record config/districts/socorro-nm/buttons --for 10m",
            ""
        },
        footer = {
            "",
            "Ctrl-C ends the recording early; what was received until then is shown.",
            "",
            "Exit codes: 0 messages were received, 1 none were, no connection, or the documents have errors, 2 usage error."
        })
final class IntakeRecordCommand extends AbstractConfiguredCommand {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,5}[smh]");
    private static final Duration MAX_LENGTH = Duration.ofHours(24);
    private static final long CHECK_MS = 200;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER/NAME",
            description = "A source of the intake.yaml in the folder of a district.")
    private Path path;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "How long, as 90s, 10m or 2h, at most 24h. Default: ${DEFAULT-VALUE}.")
    private String length;

    @Option(names = "--out", paramLabel = "FILE", description = "Write to this file instead.")
    private Path file;

    @Override
    public Integer call() throws Exception {
        Duration duration = parseLength();
        Configuration configuration = readConfiguration();
        Optional<TriedSource> found = TriedSource.ofDistrict(this, path, configuration);
        if (found.isEmpty()) {
            return 1;
        }
        TriedSource tried = found.get();
        MessageShapes shapes = new MessageShapes(tried.source(), tried::evaluate);
        return InterruptOnShutdown.run(err(), () -> {
            record(tried, shapes, configuration, duration);
            write(lines(tried, shapes));
            return shapes.count() > 0 ? 0 : 1;
        });
    }

    private Duration parseLength() {
        Duration parsed = LENGTH.matcher(length).matches() ? Duration.parse("PT" + length) : Duration.ZERO;
        if (parsed.isZero() || parsed.compareTo(MAX_LENGTH) > 0) {
            throw usageError("--for: found '" + length + "'; expected a duration as 90s, 10m or 2h, at most 24h");
        }
        return parsed;
    }

    private void record(TriedSource tried, MessageShapes shapes, Configuration configuration, Duration duration) {
        long deadline = System.nanoTime() + duration.toNanos();
        try (MessageListener listener = connect(tried, shapes, configuration)) {
            err().println("postwatch: recording for " + length + "; Ctrl-C ends it early");
            err().flush();
            while (System.nanoTime() < deadline && listener.problem().isEmpty()) {
                Thread.sleep(CHECK_MS);
            }
            listener.problem().ifPresent(why -> err().println("postwatch: the recording ended early: " + why));
        } catch (InterruptedException e) {
            err().println("postwatch: the recording was ended early");
        } catch (ConnectionProblemException | MissingSecretException e) {
            throw new CommandFailedException("cannot record " + path + ": " + e.getMessage());
        }
    }

    private MessageListener connect(TriedSource tried, MessageShapes shapes, Configuration configuration)
            throws InterruptedException {
        SecretResolver secrets = configuration.secrets().resolver();
        HostResolver resolver = HostResolver.SYSTEM.restrictedBy(configuration.outgoingPolicy());
        return switch (tried.transport()) {
            case MQTT -> MqttListener.connect(tried.source(), secrets, resolver, Clock.systemUTC(), shapes::add);
            case POLL ->
                PollListener.start(
                        tried.source(),
                        tried.profile().poll(),
                        secrets,
                        resolver,
                        Clock.systemUTC(),
                        message -> shapes.add("", message));
            case ROSTER -> throw usageError("'" + tried.source().name() + "' is a roster; expected a source");
            case WEBHOOK ->
                throw usageError(
                        "source '" + tried.source().name() + "' is a webhook, whose messages an instance receives;"
                                + " save a message and use 'postwatch intake try --source " + path + " FILE'");
        };
    }

    private static List<String> lines(TriedSource tried, MessageShapes shapes) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + Plural.format((int) shapes.count(), "message") + " of source '"
                + tried.source().name() + "', profile " + tried.profile().name());
        lines.addAll(shapes.lines());
        shapes.ids().forEach((kind, ids) -> {
            lines.add("# ids under 'map' of the source; keep what each stands for");
            lines.add(kind + ":");
            ids.forEach((id, count) -> lines.add("  " + IntakeResultFormatter.mapLine(new UnmappedId(kind, id)) + " # "
                    + Plural.format(count.intValue(), "message")));
        });
        return lines.stream().map(PrintableText::escape).toList();
    }

    private void write(List<String> lines) {
        if (file == null) {
            lines.forEach(out()::println);
            return;
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new CommandFailedException(file + ": cannot be written; expected a file in an existing folder");
        }
    }
}
