package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.Transport;
import org.postwatch.intake.VerificationResult;
import org.postwatch.intake.profile.PollProtocol.PollAnswer;
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.intake.profile.ProfileReader;
import org.postwatch.text.NameSuggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "try",
        description = {
            "Show what messages become, or why not. Nothing is sent, and no broker is needed.",
            "",
            "Each FILE is the body of one message, as the vendor sends it; for poll it is an answer, which may hold"
                    + " several. With a PROFILE alone every id is unmapped: the output has the ids to write a map for. With"
                    + " --source the source of a district's intake.yaml is used as plan apply would apply it.",
            "",
            "Examples:",
            "  postwatch intake try shelly-gen2 press.json --topic shelly-1/events/rpc",
            "  postwatch intake try ./my-profile.yaml body.json --header 'X-Event: ring'",
            "  postwatch intake try --source config/districts/socorro-nm/buttons press.json \\",
            "      --topic shelly-1/events/rpc",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 no message is rejected (ids may be unmapped), 1 a message is rejected or not verified, or the"
                    + " profile or the documents have errors, 2 usage error."
        })
final class IntakeTryCommand extends AbstractConfiguredCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "[PROFILE] FILE",
            description =
                    "The name of a profile of this release, or the file of another one; then the bodies of messages."
                            + " With --source the bodies alone.")
    private List<String> arguments;

    @Option(
            names = "--source",
            paramLabel = "FOLDER/NAME",
            description = "A source of the intake.yaml in the folder of a district.")
    private Path source;

    @Option(names = "--with", paramLabel = "NAME=VALUE", description = "A parameter of PROFILE.")
    private Map<String, String> with = new LinkedHashMap<>();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The messages arrive over MQTT, on this topic.")
    private String topic;

    @Option(names = "--retained", description = "The MQTT broker had kept the messages.")
    private boolean retained;

    @Option(names = "--header", paramLabel = "'NAME: VALUE'", description = "A header of the messages.")
    private List<String> headers = List.of();

    @Option(names = "--query", paramLabel = "NAME=VALUE", description = "A parameter of the address, decoded.")
    private Map<String, String> query = new LinkedHashMap<>();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The arrival, as 2026-09-14T07:30:00Z; now without it.")
    private Instant at;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Also verify the messages, with the secret in this file.")
    private Path secretFile;

    @Option(names = "--json", description = "One JSON object a file: file, events, unmapped, rejections, drops.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<TriedSource> tried = source == null ? ofProfile() : ofDistrict();
        if (tried.isEmpty()) {
            return 1;
        }
        List<String> files = source == null ? arguments.subList(1, arguments.size()) : arguments;
        if (files.isEmpty()) {
            throw usageError("no FILE; expected the body of a message, as the vendor sends it");
        }
        boolean failed = false;
        for (String file : files) {
            failed |= isFailure(file, tried.get());
        }
        return failed ? 1 : 0;
    }

    private Optional<TriedSource> ofProfile() {
        ProfileReader.ProfileReading reading = readProfile(arguments.get(0));
        reading.diagnostics().stream().map(Diagnostic::toString).forEach(out()::println);
        return reading.profile().map(profile -> {
            requireParameters(profile);
            return TriedSource.ofProfile(profile, with, topic != null);
        });
    }

    private Optional<TriedSource> ofDistrict() {
        if (!with.isEmpty()) {
            throw usageError("--with together with --source; expected the parameters in intake.yaml");
        }
        Optional<TriedSource> found = TriedSource.ofDistrict(this, source, readConfiguration());
        found.filter(each -> (each.transport() == Transport.MQTT) != (topic != null))
                .ifPresent(each -> {
                    throw usageError("a source of kind " + each.transport().documentName() + "; expected "
                            + (topic == null ? "--topic" : "no --topic"));
                });
        return found;
    }

    private boolean isFailure(String file, TriedSource tried) {
        byte[] bytes = read(Path.of(file));
        if (tried.transport() != Transport.POLL) {
            return isFailure(file, message(bytes, tried.transport()), tried);
        }
        PollAnswer answer =
                tried.profile().poll().readMessages(bytes, tried.source().parameters());
        if (answer instanceof PollAnswer.Messages messages) {
            boolean failed = false;
            int number = 0;
            for (byte[] body : messages.bodies()) {
                number++;
                failed |= isFailure(file + ", message " + number, message(body, Transport.POLL), tried);
            }
            return failed;
        }
        out().println(file + ": "
                + (answer instanceof PollAnswer.Unreadable unreadable
                        ? "the answer cannot be used: " + unreadable.rejection()
                        : "the answer is no success; expected one with messages"));
        return true;
    }

    private boolean isFailure(String label, IntakeMessage message, TriedSource tried) {
        Optional<VerificationResult> verification = verify(tried.profile(), tried.source(), message);
        IntakeResult result = tried.evaluate(message);
        if (json) {
            out().println(IntakeResultFormatter.json(label, result, verification));
        } else {
            IntakeResultFormatter.format(label, result, verification).forEach(out()::println);
        }
        return !result.rejections().isEmpty()
                || verification
                        .filter(VerificationResult.Refused.class::isInstance)
                        .isPresent();
    }

    private ProfileReader.ProfileReading readProfile(String profileName) {
        if (profileName.endsWith(".yaml") || profileName.contains("/")) {
            Path file = Path.of(profileName);
            String name = file.getFileName().toString().replaceFirst("[.]yaml$", "");
            return ProfileReader.read(file, new ProfileText(name, new String(read(file), UTF_8)));
        }
        ProfileDirectory directory = ProfileDirectory.ofRelease();
        ProfileText text = directory
                .find(profileName)
                .orElseThrow(
                        () -> usageError(NameSuggestion.unknownNameMessage("profile", profileName, directory.names())));
        return ProfileReader.read(directory.file(profileName), text);
    }

    private void requireParameters(Profile profile) {
        for (String name : with.keySet()) {
            if (!profile.parameters().containsKey(name)) {
                throw usageError("--with: "
                        + NameSuggestion.unknownNameMessage(
                                "parameter", name, profile.parameters().keySet()));
            }
        }
    }

    private IntakeMessage message(byte[] body, Transport transport) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw usageError("--header: found '" + header + "'; expected 'NAME: VALUE'");
            }
            byName.merge(
                    header.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return new IntakeMessage(
                transport,
                topic == null ? "" : topic,
                retained,
                byName,
                query,
                body,
                at == null ? Instant.now() : at,
                Optional.empty());
    }

    private Optional<VerificationResult> verify(Profile profile, IntakeSource of, IntakeMessage message) {
        return secretFile == null
                ? Optional.empty()
                : Optional.of(profile.verifier()
                        .verify(message, of, List.of(new String(read(secretFile), UTF_8).strip())));
    }

    private byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw usageError(file + ": cannot be read: "
                    + e.getClass().getSimpleName().replace("Exception", "") + "; expected a file");
        }
    }
}
