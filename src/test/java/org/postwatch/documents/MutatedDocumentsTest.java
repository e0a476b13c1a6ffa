package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.wire.IntakeJson;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;

/** A district broken at random is reported or read, never thrown at. */
class MutatedDocumentsTest {
    private static final int MUTANTS = 400;
    private static final String[] FRAGMENTS = {
        "",
        " ",
        "\n",
        "\t",
        "-",
        ":",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"",
        "#",
        "&a ",
        "*a ",
        "!x ",
        "|",
        ">",
        "? ",
        "~",
        "null",
        "0",
        "-1",
        "1e9",
        ".inf",
        "2023-02-30",
        "9999-12-31",
        "24:00",
        "0m",
        "é",
        "\u0000",
        "\uFEFF",
        "<<",
        "%",
        "---\n"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readingNeverThrows(long seed) throws IOException {
        Random random = new Random(seed);
        String good = Files.readString(CompleteDistrictTest.FOLDER.resolve("district.yaml"));
        Path file = directory.resolve("district.yaml");
        int compiled = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String mutant = mutate(good, random);
            Files.writeString(file, mutant);
            try {
                compiled += read(mutant).compiled().isPresent() ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + mutant, e);
            }
        }
        // Some slips do no harm, so the compiler too has seen mutants; most of them do.
        assertThat(compiled).isBetween(1, MUTANTS / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void readingRoutingNeverThrows(long seed) throws IOException {
        Random random = new Random(seed);
        Files.createDirectory(directory.resolve("campuses"));
        for (String same : List.of("district.yaml", "campuses/high.yaml")) {
            Files.copy(CompleteDistrictTest.FOLDER.resolve(same), directory.resolve(same));
        }
        String good = Files.readString(CompleteDistrictTest.FOLDER.resolve("routing.yaml"));
        int compiled = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String mutant = mutate(good, random);
            Files.writeString(directory.resolve("routing.yaml"), mutant);
            try {
                // The district is as long as this one, so that its warnings are within bounds.
                compiled += read(good + mutant).compiled().isPresent() ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + mutant, e);
            }
        }
        assertThat(compiled).isBetween(1, MUTANTS / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void readingIntakeNeverThrows(long seed) throws IOException {
        Random random = new Random(seed);
        Files.createDirectory(directory.resolve("campuses"));
        for (String same : List.of("district.yaml", "campuses/high.yaml")) {
            Files.copy(CompleteDistrictTest.FOLDER.resolve(same), directory.resolve(same));
        }
        String district = Files.readString(CompleteDistrictTest.FOLDER.resolve("district.yaml"));
        String good = Files.readString(CompleteDistrictTest.FOLDER.resolve("intake.yaml"));
        int compiled = 0;
        for (int i = 0; i < MUTANTS / 4; i++) {
            String mutant = mutate(good, random);
            Files.writeString(directory.resolve("intake.yaml"), mutant);
            try {
                compiled += read(district + mutant).compiled().isPresent() ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + mutant, e);
            }
        }
        assertThat(compiled).isBetween(1, MUTANTS / 8);
    }

    private DistrictParseResult read(String mutant) {
        DistrictParseResult reading = DistrictDocuments.read(directory);
        boolean errors =
                reading.diagnostics().stream().anyMatch(f -> f.severity() == Diagnostic.DiagnosticSeverity.ERROR);
        assertThat(reading.compiled().isEmpty()).isEqualTo(errors);
        int lines = mutant.split("\n", -1).length + 1;
        assertThat(reading.diagnostics()).isSorted().allSatisfy(fault -> {
            assertThat(fault.line()).isBetween(1, lines);
            assertThat(fault.column()).isPositive();
            assertThat(fault.message()).isNotBlank();
        });
        reading.compiled()
                .ifPresent(c -> assertThat(PlanJson.decodeDistrict(PlanJson.encode(c.district())))
                        .isEqualTo(c.district()));
        reading.compiled()
                .ifPresent(c -> assertThat(RoutingJson.decode(RoutingJson.encode(c.routing())))
                        .isEqualTo(c.routing()));
        reading.compiled()
                .ifPresent(c -> assertThat(IntakeJson.decode(IntakeJson.encode(c.intake())))
                        .isEqualTo(c.intake()));
        return reading;
    }

    /** Cuts, doubles, moves or replaces a piece of a line, or several lines. */
    static String mutate(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int from = random.nextInt(mutant.length());
            int to = Math.min(mutant.length(), from + random.nextInt(random.nextBoolean() ? 4 : 120));
            String piece = mutant.substring(from, to);
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(from, to);
                case 1 -> mutant.insert(from, piece);
                case 2 -> mutant.insert(random.nextInt(mutant.length()), piece);
                default ->
                    mutant.replace(
                            from, Math.min(to, from + random.nextInt(6)), FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
            }
        }
        return mutant.toString();
    }
}
