package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
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
import org.postwatch.InstalledTool;

/** A recorded day goes through HTTP and MQTT, and comes to the same facts as through the topics. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoIntakeIT {
    private static final long MAX_MINUTES = 4;

    @TempDir
    Path directory;

    private record DemoResult(int exitCode, String out, String err) {}

    @Test
    void a_day_through_http_and_mqtt_comes_to_the_same_facts_and_leaves_nothing_behind() throws Exception {
        InstalledTool.require("/usr/sbin/mosquitto", "mosquitto");

        DemoResult demo = demo("--intake");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains("panic")
                .containsPattern(
                        "intake +2,444 events in 2,4\\d\\d requests to /v1/events, 71 webhooks, 1,340 MQTT messages")
                .containsPattern("compared +with the same day through the topics, all facts agree: [1-9]\\d* days of"
                        + " posts, [1-9]\\d* incidents, [1-9]\\d* notices, 3 rejected events");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void without_mqtt_all_events_are_sent_over_http_and_it_says_so() throws Exception {
        DemoResult demo = demo("--intake", "--no-mqtt");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.err()).contains("all events are sent over HTTP, none over MQTT");
        assertThat(demo.out()).contains(", 71 webhooks, 0 MQTT messages").contains("all facts agree");
    }

    @Test
    void stopped_before_the_day_begins_it_ends_its_mqtt_broker_and_cleans_up() throws Exception {
        InstalledTool.require("/usr/sbin/mosquitto", "mosquitto");
        Process demo = new ProcessBuilder(command("--intake"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = demo.errorReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.contains("MQTT source")) {
                line = said.readLine();
            }
            List<ProcessHandle> children = demo.children().toList();
            assertThat(children).as("mosquitto").hasSize(1);
            demo.toHandle().destroy();
            said.lines().forEach(rest -> {});
            assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(leftovers()).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }

    private DemoResult demo(String... options) throws Exception {
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        Process process = new ProcessBuilder(command(options))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)).isTrue();
            return new DemoResult(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo",
                "--speed",
                "20000"));
        command.addAll(List.of(options));
        return command;
    }

    private List<String> leftovers() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("postwatch-demo"))
                    .toList();
        }
    }
}
