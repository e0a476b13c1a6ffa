package org.postwatch.intake.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.Transport;

/** docs/intake-vendors.md is what the profiles of the release say about themselves. {@code -Ddocs.renew=true} writes it. */
class IntakeVendorsPageTest {
    private static final Path PAGE = Path.of("docs/intake-vendors.md");
    private static final ProfileDirectory PROFILES = new ProfileDirectory(Path.of("config/intake/profiles"));

    @Test
    void the_page_is_that_of_the_profiles() throws IOException {
        String page = String.join("\n", page()) + "\n";
        if (Boolean.getBoolean("docs.renew")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("renew with mvn test -Dtest=IntakeVendorsPageTest -Ddocs.renew=true")
                .hasContent(page);
    }

    @Test
    void a_profile_of_a_vendor_says_its_versions() {
        assertThat(profiles().stream().filter(profile -> !profile.name().equals("generic")))
                .allSatisfy(profile ->
                        assertThat(profile.versions()).as(profile.name()).isNotBlank());
    }

    private static List<Profile> profiles() {
        return PROFILES.names().stream()
                .map(name -> ProfileReader.read(PROFILES.find(name).orElseThrow())
                        .profile()
                        .orElseThrow())
                .toList();
    }

    private static List<String> page() {
        List<String> lines = new ArrayList<>(List.of(
                "# Vendors",
                "",
                "This page is generated from the profiles in `config/intake/profiles`. Each names the document that describes every"
                        + " field it reads,",
                "and is tested with messages in `src/test/resources/intake`. [Write a profile](intake-profiles.md) for what is not"
                        + " here; weapon detectors",
                "and panic systems: [Connect weapon detection and panic buttons](intake-weapons-and-panic.md).",
                "",
                "Nothing is kept that a profile does not name. The last column lists fields that a profile must never read; one that"
                        + " does is an error.",
                "",
                "| Profile | Versions | By | Message: events | Ids that you map | Never kept |",
                "|---|---|---|---|---|---|"));
        for (Profile profile : profiles()) {
            lines.add("| "
                    + String.join(
                            " | ",
                            "[" + profile.name() + "](#" + profile.name() + ")",
                            profile.versions(),
                            profile.transports().stream()
                                    .map(Transport::documentName)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                            profile.entries().stream()
                                    .map(IntakeVendorsPageTest::entry)
                                    .collect(Collectors.joining("<br>")),
                            code(profile.mapKinds().stream()),
                            code(profile.neverKept().stream()))
                    + " |");
        }
        for (Profile profile : profiles()) {
            lines.addAll(List.of("", "## " + profile.name(), "", profile.about()));
            if (!profile.topics().isEmpty()) {
                lines.addAll(List.of("", "MQTT topics: " + code(profile.topics().stream()) + "."));
            }
            if (!profile.parameters().isEmpty()) {
                lines.addAll(List.of("", "| Under `with` | |", "|---|---|"));
                profile.parameters()
                        .forEach((name, parameter) -> lines.add("| `" + name + "` | "
                                + (parameter.required() ? "*Required.* " : "") + parameter.about() + " |"));
            }
        }
        return lines;
    }

    private static String entry(ProfileEntry entry) {
        return entry.name() + ": "
                + entry.type().types().stream()
                        .map(EventType::shortName)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String code(Stream<String> words) {
        return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
