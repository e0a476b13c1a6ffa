package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of README.md, typed as fast as the shell allows. */
class TourIT {
    @TempDir
    Path directory;

    @Test
    void plans_are_applied_and_the_status_is_asked_for_while_the_instance_still_starts() throws Exception {
        Path documents = Files.createDirectory(directory.resolve("d"));
        Files.writeString(documents.resolve("district.yaml"), SmallDistrict.DOCUMENT);
        int port = freePort();
        String config = Files.writeString(
                        directory.resolve("c.yaml"),
                        "data.directory: " + directory.resolve("data") + "\nbroker.port: " + port
                                + "\nmanagement.port: 0\nfront.port: 0\n")
                .toString();
        Process run = run(config);
        try (BufferedReader lines = run.errorReader(StandardCharsets.UTF_8)) {
            CliResult applied = CliResult.run(
                    "plan", "apply", documents.toString(), "-c", config, "--author", "you", "--reason", "first try");
            assertThat(applied.exitCode()).as(applied.err()).isZero();
            assertThat(applied.err()).contains("applied to 1 district, 1 campus");

            CliResult early = CliResult.run("status", "-c", config);
            assertThat(early.exitCode()).as(early.err()).isZero();
            assertThat(early.out() + early.err()).containsAnyOf("district 'd' is applied, not read yet", "UNCOVERED");

            assertThat(lines.lines().anyMatch(line -> line.startsWith("postwatch: ready after ")))
                    .as("prints that it is ready")
                    .isTrue();
            CliResult status = CliResult.run("status", "-c", config);
            while (status.err().contains("not read yet")) {
                status = CliResult.run("status", "-c", config);
            }
            assertThat(status.out()).containsPattern("d +a +(UNCOVERED|UNKNOWN|COVERED|NOT_REQUIRED)");
            assertThat(status.err()).isEmpty();
        } finally {
            run.destroyForcibly();
            run.waitFor();
        }
    }

    private static Process run(String config) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--config",
                config));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
