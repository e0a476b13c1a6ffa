package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunIT {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final String SECRET = "correct-horse-battery";

    @TempDir
    Path directory;

    private Path data;
    private int port;

    @BeforeEach
    void place() throws IOException {
        data = directory.resolve("data");
        // The same at every start, as in use: after a kill Kafka knows itself under its former port for a moment.
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

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
    void after_a_kill_it_starts_with_a_handful_of_lines_and_no_stack_trace_and_its_data_are_its_own() throws Exception {
        Process killed = run();
        try (BufferedReader said = killed.errorReader(StandardCharsets.UTF_8)) {
            until(said, "postwatch: running after");
            assertThat(Files.getPosixFilePermissions(data)).isEqualTo(OWNER);
        } finally {
            killed.destroyForcibly();
            killed.waitFor();
        }
        Process again = run();
        try (BufferedReader said = again.errorReader(StandardCharsets.UTF_8)) {
            List<String> lines = until(said, "postwatch: running after");
            // Kafka Streams does not know that the temporary directory is this test's own.
            lines.removeIf(line -> line.contains("Using an OS temp directory"));
            // What Kafka itself forgets to end when it is killed at the wrong instant, it is asked to.
            lines.removeIf(line -> line.contains("that a killed process left open and no coordinator knows"));
            // On a machine this busy no tick can be sent for a second: that is logged, and has nothing to do with the
            // kill.
            lines.removeIf(line -> line.contains("the clock cannot be set, deadlines wait until it can"));
            assertThat(lines)
                    .anyMatch(line -> line.contains("was not stopped in order"))
                    .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"))
                    .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"))
                    .hasSizeLessThan(8);
            again.toHandle().destroy();
            until(said, "postwatch: stopped");
            assertThat(again.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            again.destroyForcibly();
        }
        try (Stream<Path> all = Files.walk(data)) {
            assertThat(all.toList())
                    .allSatisfy(path -> assertThat(Files.getPosixFilePermissions(path))
                            .as("%s", path)
                            .isSubsetOf(OWNER));
        }
    }

    @Test
    void a_second_one_on_the_same_data_says_at_once_that_they_are_in_use() throws Exception {
        Process first = run();
        try (BufferedReader said = first.errorReader(StandardCharsets.UTF_8)) {
            until(said, "postwatch: running after");
            // Nothing is started before: no port is opened and nothing is logged.
            Process second = run("--log", "json");
            try (BufferedReader lines = second.errorReader(StandardCharsets.UTF_8)) {
                List<String> all = lines.lines().toList();
                assertThat(all).hasSize(1);
                assertThat(new JsonMapper().readTree(all.get(0)).path("message").asString())
                        .startsWith("the data directory " + data.resolve("broker") + " is in use by another Postwatch"
                                + " (process " + first.pid() + ")");
            } finally {
                second.destroyForcibly();
            }
        } finally {
            first.destroyForcibly();
            first.waitFor();
        }
    }

    @Test
    void a_data_directory_that_others_can_enter_stops_the_start_with_the_command_that_mends_it() throws Exception {
        Files.createDirectory(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process process = run();
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(said.lines().reduce((first, second) -> second))
                    .hasValueSatisfying(last -> assertThat(last)
                            .startsWith("postwatch: the data directory " + data + " is open to others (rwxr-xr-x")
                            .contains("Run 'chmod -R go= " + data + "'"));
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void with_too_few_file_descriptors_the_last_line_states_cause_and_remedy() throws Exception {
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh"));
        Process process = start(limited);
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(said.lines().reduce((first, second) -> second))
                    .hasValueSatisfying(last -> assertThat(last)
                            .startsWith(
                                    "postwatch: too few file descriptors: this process may open 256, and needs 1024")
                            .contains("ulimit -n 65536"));
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void when_the_disk_is_full_it_stops_and_the_last_line_states_the_cause() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=200m,mode=700", "tmpfs", disk.toString()) == 0,
                "no tmpfs can be mounted here: not root");
        data = disk.resolve("data");
        Process process = run();
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            until(said, "postwatch: running after");
            fill(disk.resolve("others"));
            assertThat(said.lines().reduce((first, second) -> second))
                    .hasValueSatisfying(last -> assertThat(last)
                            .startsWith("postwatch: the disk is full: 0 MiB are free of 200 where " + data));
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
            process.waitFor();
            command("umount", disk.toString());
        }
    }

    private static int command(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            // There is no such command.
            return -1;
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] mebibyte = new byte[1024 * 1024];
            while (true) {
                out.write(mebibyte);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
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
        return start(List.of(), more);
    }

    private Process start(List<String> before, String... more) throws Exception {
        Path config = Files.writeString(directory.resolve("c.yaml"), """
                data.directory: %s
                broker.port: %d
                management.port: 0
                front.port: 0
                kafka.client.sasl.jaas.config: >-
                  org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="${RUN_IT_SECRET}";
                """.formatted(data, port));
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
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
        // A JVM reports on stderr that it has them.
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
