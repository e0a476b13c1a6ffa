package org.postwatch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postwatch.event.EventType;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.Transport;
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.intake.profile.ProfileReader;
import org.postwatch.text.NameSuggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "profiles",
        description = {
            "List the profiles of this release. With a name, show what a district can write for it: kinds of ids to map,"
                    + " parameters, transports, and the events that its messages can become.",
            ""
        })
final class IntakeProfilesCommand extends AbstractCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "PROFILE", description = "The name of one profile.")
    private String name;

    @Override
    public Integer call() {
        ProfileDirectory directory = ProfileDirectory.ofRelease();
        if (name == null) {
            List<List<String>> rows = directory.names().stream()
                    .map(each -> read(directory, each))
                    .map(profile -> List.of(profile.name(), transports(profile), firstSentence(profile.about())))
                    .toList();
            TextTable.format(List.of("PROFILE", "TRANSPORTS", "FOR"), rows).forEach(out()::println);
            return 0;
        }
        if (!directory.names().contains(name)) {
            throw usageError(NameSuggestion.unknownNameMessage("profile", name, directory.names()));
        }
        describe(read(directory, name)).forEach(out()::println);
        return 0;
    }

    private static Profile read(ProfileDirectory directory, String name) {
        Path file = directory.file(name);
        ProfileText text = directory.find(name).orElseThrow();
        ProfileReader.ProfileReading reading = ProfileReader.read(file, text);
        return reading.profile()
                .orElseThrow(() -> new CommandFailedException(
                        "the profile has errors: " + reading.diagnostics().get(0)));
    }

    private static List<String> describe(Profile profile) {
        List<String> lines = new ArrayList<>(List.of(profile.name() + ": " + profile.about(), ""));
        lines.add("transports: " + transports(profile));
        if (!profile.topics().isEmpty()) {
            lines.add("topics:     " + String.join(" ", profile.topics()));
        }
        lines.add("secret:     " + (profile.verifier().needsSecret() ? "required for a webhook" : "not required"));
        lines.add("map:        " + String.join(", ", profile.mapKinds()));
        lines.add("events:     "
                + profile.eventTypes().stream().map(EventType::wireName).collect(Collectors.joining(", ")));
        profile.parameters()
                .forEach((parameter, about) -> lines.add(
                        "with:       " + parameter + (about.required() ? " (required): " : ": ") + about.about()));
        return lines;
    }

    private static String transports(Profile profile) {
        return profile.transports().stream()
                .sorted()
                .map(Transport::documentName)
                .collect(Collectors.joining(", "));
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end);
    }
}
