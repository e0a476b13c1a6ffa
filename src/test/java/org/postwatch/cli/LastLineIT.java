package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LastLineIT {
    /** A process in which two threads write to stderr without end while the command fails. */
    static final class NoisyProcess {
        private static final Logger LOG = LoggerFactory.getLogger(NoisyProcess.class);

        private NoisyProcess() {}

        public static void main(String[] args) {
            new Thread(() -> {
                        while (true) {
                            LOG.warn("noise of a logger");
                        }
                    })
                    .start();
            new Thread(() -> {
                        while (true) {
                            System.err.println("noise of a thread");
                        }
                    })
                    .start();
            Main.main(args);
        }
    }

    @Test
    void nothing_follows_the_message_of_a_command_that_fails() throws Exception {
        assertThat(lastLine("run", "--config", "no/such.yaml"))
                .startsWith("postwatch: ")
                .contains("no/such.yaml");
    }

    @Test
    void nor_does_it_as_json() throws Exception {
        JsonNode last = new JsonMapper().readTree(lastLine("run", "--log", "json", "--config", "no/such.yaml"));
        assertThat(last.path("level").asString()).isEqualTo("ERROR");
        assertThat(last.path("logger").asString()).isEqualTo(Main.class.getName());
        assertThat(last.path("message").asString()).contains("no/such.yaml");
    }

    private static String lastLine(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NoisyProcess.class.getName()));
        command.addAll(Arrays.asList(args));
        Process process = new ProcessBuilder(command).start();
        try {
            String last = process.errorReader(StandardCharsets.UTF_8)
                    .lines()
                    .reduce((first, second) -> second)
                    .orElseThrow();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            return last;
        } finally {
            process.destroyForcibly();
        }
    }
}
