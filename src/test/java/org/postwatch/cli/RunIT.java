package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {
    @TempDir
    Path directory;

    @Test
    void sigterm_stops_it_cleanly_within_ten_seconds() throws Exception {
        Process process = run();
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            until(said, "postwatch: running after");
            // Not process.destroy(): that closes what it still has to say.
            process.toHandle().destroy();
            assertThat(until(said, "postwatch: stopped")).noneMatch(line -> line.contains("ERROR"));
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process run() throws Exception {
        Path config = Files.writeString(
                directory.resolve("c.yaml"),
                "data.directory: " + directory.resolve("data") + "\nbroker.port: 0\nhttp.port: 0\n");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--config",
                        config.toString())
                .start();
    }

    /** The lines up to the one that begins so, or to the end. */
    private static List<String> until(BufferedReader said, String beginning) throws Exception {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = said.readLine();
            lines.add(line);
        } while (line != null && !line.startsWith(beginning));
        assertThat(line).as("said instead: %s", lines).isNotNull();
        return lines;
    }
}
