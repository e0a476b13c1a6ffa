package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.wire.IntakeJson;

/** The page on intake is true: its blocks are one district without faults, and its limits are those of the code. */
class IntakePageTest {
    private static final Path PAGE = Path.of("docs/intake.md");
    private static final Pattern BLOCK = Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void its_examples_form_a_valid_district() throws IOException {
        StringBuilder intake = new StringBuilder();
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            if (blocks.group(1).equals("district.yaml")) {
                Files.writeString(directory.resolve("district.yaml"), blocks.group(2));
            } else {
                intake.append(blocks.group(2));
            }
        }
        Files.writeString(directory.resolve("intake.yaml"), intake);

        DistrictParseResult reading = DistrictDocuments.read(directory);

        assertThat(reading.diagnostics()).isEmpty();
        assertThat(reading.compiled().orElseThrow().intake().sources())
                .containsOnlyKeys("badges", "buttons", "front-door", "intercom", "weapon-detection");
    }

    @Test
    void its_limits_are_those_of_the_code() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(String.format(
                        "The limits are %d sources for each district, %,d ids of one kind in a source, and %d MB with the texts",
                        IntakeConfig.MAX_SOURCES, IntakeConfig.MAX_IDS, IntakeJson.MAX_BYTES / 1024 / 1024));
    }
}
