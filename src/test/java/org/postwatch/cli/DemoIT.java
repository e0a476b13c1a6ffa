package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoIT {
    @TempDir
    Path directory;

    @Test
    void a_day_is_played_and_summarized_and_leaves_nothing_behind() throws Exception {
        Process demo = demo("--district", "palm-springs", "--speed", "20000");
        try {
            List<String> said = lines(demo);
            assertThat(said)
                    .filteredOn(line -> line.matches("\\d\\d:\\d\\d  palm-springs  .*"))
                    .extracting(line -> line.substring(0, 5))
                    .isSorted();
            assertThat(said)
                    .anyMatch(line -> line.contains("cathedral-city-hs  sro UNCOVERED since 07:45: "
                            + "agreement-not-in-force(C-1, cathedral-city, awaiting district)"))
                    .anyMatch(line -> line.contains("cathedral-city-hs  ! coverage of sro opened at 07:55, warning"))
                    .anyMatch(line -> line.contains("cathedral-city-hs  ! coverage of sro closed at 10:00"));
            // The city's police department is notified of the post, by few fields; of the door it may not know.
            assertThat(said)
                    .anyMatch(line -> line.matches("\\d\\d:\\d\\d  palm-springs  cathedral-city-desk  "
                            + "> (Opened|Escalated) \\(\\w+\\): post not covered at cathedral-city-hs"))
                    .anyMatch(line -> line.matches("\\d\\d:\\d\\d  palm-springs  board  "
                            + "> (Opened|Escalated) \\(\\w+\\): post not covered at Cathedral City High School, sro"))
                    .anyMatch(line ->
                            line.contains("cathedral-city-desk  x denied entrance-unwatched (no matching rule): no rule"
                                    + " lets class 'municipal-police' know of 'entrance-unwatched'"))
                    .anyMatch(line ->
                            line.contains("cathedral-city-desk  x denied conduct (conduct): conduct is for class"
                                    + " 'school' only, unless it is an emergency"))
                    .noneMatch(line -> line.contains("cathedral-city-desk  >") && line.contains("entrance not watched"))
                    // Every press is answered in time, and the clock does not run away from what is notified.
                    .noneMatch(line -> line.contains("buzzer not answered"))
                    .noneMatch(line -> line.contains("Watchdog"));
            assertThat(said)
                    .anyMatch(line -> line.matches("  notified    .*board \\d+.*"))
                    .anyMatch(line -> line.matches("  denied      conduct \\d+, no matching rule \\d+"));
            // As expected.yaml has it: 30 hours asked for, and 5:15 of them covered, at one school of four.
            assertThat(said)
                    .contains(
                            "Palm Springs Unified (palm-springs), Tue 12 Oct 2021, up to 15:25 PDT",
                            "  hours       required 30:00, covered 5:15, uncovered 24:45, unknown 0:00",
                            "  incidents   coverage 4 critical; entrance-unwatched 1 warning",
                            "  agreements  cathedral-city: 5:15 h, $176,000.00 a year");
            assertThat(demo.waitFor()).isZero();
            assertThat(leftovers()).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void stopped_in_the_middle_it_cleans_up() throws Exception {
        Process demo = demo("--speed", "100");
        try {
            BufferedReader said = demo.inputReader(StandardCharsets.UTF_8);
            assertThat(said.readLine()).contains("since 07:30");
            assertThat(leftovers()).hasSize(1);
            demo.toHandle().destroy();
            assertThat(demo.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertThat(leftovers()).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }

    private Process demo(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            return said.lines().toList();
        }
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("postwatch-demo"))
                    .toList();
        }
    }
}
