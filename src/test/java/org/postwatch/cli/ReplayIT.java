package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
    @TempDir
    Path directory;

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void into_a_pipe_it_writes_two_lines_and_no_progress_bar() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), SmallDistrict.DOCUMENT);
        Path events = Files.writeString(
                directory.resolve("events.ndjson"),
                "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"hr\",\"type\":\"postwatch.officer.checked-in\","
                        + "\"time\":\"2026-09-14T13:20:00Z\",\"subject\":\"P-1\",\"partitionkey\":\"d\","
                        + "\"data\":{\"campus\":\"a\"}}\n");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "replay",
                "--plans",
                folder.toString(),
                "--events",
                events.toString(),
                "--out",
                directory.resolve("out").toString());
        // A JVM reports on stderr that it has them.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            // The broker of a busy machine logs that it waits.
            List<String> lines = process.errorReader(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.matches("[0-9:.]{12} (WARN|ERROR) .*"))
                    .toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).isEqualTo("postwatch: replaying 1 lines");
            assertThat(lines.get(1)).startsWith("postwatch: 1 lines from 2026-09-14T13:20:00Z");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
