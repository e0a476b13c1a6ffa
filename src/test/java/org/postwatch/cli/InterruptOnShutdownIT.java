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

/** Who ends a command that has a broker of its own finds nothing left of it on the disk. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptOnShutdownIT {
    private static final Path DISTRICT = Path.of("config", "districts", "roaring-fork");
    private static final Path EVENTS = Path.of("config", "scenarios", "roaring-fork", "events.ndjson");

    @TempDir
    Path directory;

    @Test
    void a_bench_that_is_stopped_leaves_nothing_behind() throws Exception {
        assertCleansUpWhenStoppedAt("warm-up 1", "bench", "--campuses", "40", "--events", "4000", "--outage", "0");
    }

    @Test
    void a_replay_that_is_stopped_leaves_nothing_behind() throws Exception {
        assertCleansUpWhenStoppedAt(
                "replaying",
                "replay",
                "--plans",
                DISTRICT.toString(),
                "--events",
                EVENTS.toString(),
                "--out",
                directory.resolve("out").toString());
    }

    private void assertCleansUpWhenStoppedAt(String sign, String... command) throws Exception {
        Process process = start(command);
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.contains(sign)) {
                line = said.readLine();
            }
            assertThat(line).as("it gets so far").isNotNull();
            assertThat(leftovers()).isNotEmpty();

            process.toHandle().destroy();

            assertThat(said.lines().toList()).anyMatch(last -> last.contains("stopped before its end"));
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(leftovers()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        all.addAll(List.of(command));
        return new ProcessBuilder(all)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("postwatch-"))
                    .toList();
        }
    }
}
