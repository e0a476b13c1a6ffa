package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunIT {
    private static final String SECRET = "correct-horse-battery";

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

    @Test
    void as_json_every_line_is_an_object_and_holds_no_secret_even_when_all_is_logged() throws Exception {
        Process process = run("-v", "--log", "json");
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            List<String> lines = until(said, line -> line.contains("\"message\":\"running after"));
            assertThat(lines).hasSizeGreaterThan(50).allSatisfy(line -> {
                JsonNode read = new JsonMapper().readTree(line);
                assertThat(List.of("ts", "level", "logger", "thread", "message"))
                        .allMatch(key -> read.path(key).isString());
                assertThat(line).doesNotContain(SECRET);
            });
            // It is among the settings that Kafka logs, and hidden.
            assertThat(lines).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
        } finally {
            process.destroyForcibly();
        }
    }

    private Process run(String... more) throws Exception {
        Path config = Files.writeString(directory.resolve("c.yaml"), """
                data.directory: %s
                broker.port: 0
                http.port: 0
                kafka.client.sasl.jaas.config: >-
                  org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="${RUN_IT_SECRET}";
                """.formatted(directory.resolve("data")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--config",
                config.toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("RUN_IT_SECRET", SECRET);
        // A JVM tells on stderr that it has them.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /** The lines up to the one that begins so, or to the end. */
    private static List<String> until(BufferedReader said, String beginning) throws Exception {
        return until(said, line -> line.startsWith(beginning));
    }

    private static List<String> until(BufferedReader said, Predicate<String> last) throws Exception {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = said.readLine();
            lines.add(line);
        } while (line != null && !last.test(line));
        assertThat(line).as("said instead: %s", lines).isNotNull();
        return lines;
    }
}
