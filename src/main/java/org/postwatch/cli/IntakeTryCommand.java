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
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.intake.profile.ProfileEvaluator;
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
            "Each FILE is the body of one message, as the vendor sends it. Without --map every id is unmapped: the"
                    + " output then has the ids to write a map for.",
            "",
            "Examples:",
            "  postwatch intake try shelly-gen2 press.json --topic shelly-1/events/rpc",
            "  postwatch intake try shelly-gen2 press.json --topic shelly-1/events/rpc \\",
            "      --map config/districts/socorro-nm/intake.yaml",
            "  postwatch intake try ./my-profile.yaml body.json --header 'X-Event: ring'",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 no message is rejected (ids may be unmapped), 1 a message is rejected or not verified, or the"
                    + " profile has errors, 2 usage error."
        })
final class IntakeTryCommand extends AbstractCommand {
    @Parameters(
            index = "0",
            paramLabel = "PROFILE",
            description = "The name of a profile of this release, or the file of another one.")
    private String profileName;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "The bodies of messages.")
    private List<Path> files;

    @Option(
            names = "--map",
            paramLabel = "INTAKE.YAML",
            description = "The intake.yaml of a district, with the map and the parameters of its source.")
    private Path map;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Which source of that file, if several have this profile.")
    private String sourceName;

    @Option(
            names = "--with",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the profile. It takes precedence over that of the file.")
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
        ProfileReader.ProfileReading reading = readProfile();
        if (reading.profile().isEmpty()) {
            reading.diagnostics().stream().map(Diagnostic::toString).forEach(out()::println);
            return 1;
        }
        Profile profile = reading.profile().get();
        IntakeSource source = source(profile);
        ProfileEvaluator evaluator = new ProfileEvaluator(profile);
        boolean failed = false;
        for (Path file : files) {
            IntakeMessage message = message(read(file));
            Optional<VerificationResult> verification = verify(profile, source, message);
            IntakeResult result = evaluator.evaluate(message, source);
            failed |= !result.rejections().isEmpty()
                    || verification
                            .filter(VerificationResult.Refused.class::isInstance)
                            .isPresent();
            if (json) {
                out().println(IntakeResultFormatter.json(file, result, verification));
            } else {
                IntakeResultFormatter.format(file, result, verification).forEach(out()::println);
            }
        }
        return failed ? 1 : 0;
    }

    private ProfileReader.ProfileReading readProfile() {
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

    private IntakeSource source(Profile profile) {
        for (String name : with.keySet()) {
            if (!profile.parameters().containsKey(name)) {
                throw usageError("--with: "
                        + NameSuggestion.unknownNameMessage(
                                "parameter", name, profile.parameters().keySet()));
            }
        }
        try {
            return TriedSource.read(profile, Optional.ofNullable(map), Optional.ofNullable(sourceName), with);
        } catch (IllegalArgumentException e) {
            throw usageError("--map: " + e.getMessage());
        }
    }

    private IntakeMessage message(byte[] body) {
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
                topic == null ? Transport.WEBHOOK : Transport.MQTT,
                topic == null ? "" : topic,
                retained,
                byName,
                query,
                body,
                at == null ? Instant.now() : at,
                Optional.empty());
    }

    private Optional<VerificationResult> verify(Profile profile, IntakeSource source, IntakeMessage message) {
        return secretFile == null
                ? Optional.empty()
                : Optional.of(profile.verifier()
                        .verify(message, source, List.of(new String(read(secretFile), UTF_8).strip())));
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
