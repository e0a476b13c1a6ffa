package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.PipelineListener;
import org.postwatch.streams.TopologySettings;

/** An instance on a broker, asked by the command as a container's health check asks. */
class HealthIT {
    @TempDir
    Path directory;

    @Test
    void an_instance_is_ready_only_while_its_clock_advances() throws Exception {
        AtomicBoolean stands = new AtomicBoolean();
        Path file = Files.writeString(directory.resolve("c.yaml"), """
                data.directory: %s
                broker.port: 0
                management.port: 0
                front.port: 0
                health.max-clock-lag-seconds: 3
                """.formatted(directory.resolve("data")));
        try (PostwatchServer node = PostwatchServer.startWithObservability(
                Configuration.read(file),
                onlooker -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())
                        .withListener(new PausableListener(onlooker, stands))),
                onlooker -> NotificationTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())
                        .withListener(onlooker)))) {
            String url = "http://127.0.0.1:" + node.httpPort().orElseThrow();
            assertThat(CliResult.run("health", "--url", url).exitCode()).isZero();

            CliResult ready = await(said -> said.exitCode() == 0, "health", "--ready", "--url", url);
            assertThat(ready.out())
                    .contains("coverage-running", "notification-clock", "delivery", "topics", "as expected");
            assertThat(ready.err()).isEmpty();

            stands.set(true);
            CliResult late = await(said -> said.exitCode() == 1, "health", "--ready", "--url", url + "/");
            assertThat(late.out())
                    .containsPattern("ok +coverage-running +RUNNING")
                    .containsPattern("FAILED +coverage-clock +partition \\d is \\d+ s behind +at most 3 s behind");
            assertThat(late.err()).contains("postwatch: coverage-clock: a backlog is being processed");
            assertThat(CliResult.run("health", "--url", url).exitCode()).isZero();
            assertThat(CliResult.run("health", "--ready", "--json", "--url", url)
                            .out())
                    .contains("\"ok\" : false", "\"name\" : \"coverage-clock\"", "\"do\" : ");

            stands.set(false);
            await(said -> said.exitCode() == 0, "health", "--ready", "--url", url);
        }
    }

    @Test
    void an_instance_of_intake_alone_is_ready_without_an_application() throws Exception {
        Path file = Files.writeString(directory.resolve("intake.yaml"), """
                data.directory: %s
                broker.port: 0
                management.port: 0
                front.port: 0
                roles: [intake]
                """.formatted(directory.resolve("intake")));
        try (PostwatchServer node = PostwatchServer.startWithObservability(
                Configuration.read(file), RunCommand::coverageTopology, RunCommand::notificationTopology)) {
            CliResult ready = await(
                    said -> said.exitCode() == 0,
                    "health",
                    "--ready",
                    "--url",
                    "http://127.0.0.1:" + node.httpPort().orElseThrow());
            assertThat(ready.out())
                    .contains("topics", "listens on port")
                    .doesNotContain("coverage", "notification", "delivery");
            URI front = URI.create("http://127.0.0.1:" + node.frontPort().orElseThrow() + "/nothing");
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(front).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static CliResult await(Predicate<CliResult> wanted, String... command) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        CliResult said = CliResult.run(command);
        while (!wanted.test(said)) {
            assertThat(System.nanoTime()).as("%s", said).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            said = CliResult.run(command);
        }
        return said;
    }

    /** Ticks go unseen while it stands. */
    private record PausableListener(PipelineListener listener, AtomicBoolean paused) implements PipelineListener {
        @Override
        public void onTaskStarted(PipelineStage part, int partition, Instant clock) {
            listener.onTaskStarted(part, partition, clock);
        }

        @Override
        public void onTick(PipelineStage part, int partition, Instant clock) {
            if (!paused.get()) {
                listener.onTick(part, partition, clock);
            }
        }
    }
}
