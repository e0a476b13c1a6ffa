package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.Node;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.CoverageTopology.StateIn;
import org.postwatch.topology.Onlooker;
import org.postwatch.topology.RoutingTopology;

/** An instance on a broker, asked by the command as a container's health check asks. */
class HealthIT {
    @TempDir
    Path directory;

    @Test
    void ready_means_that_the_clock_goes_not_only_that_kafka_streams_runs() throws Exception {
        AtomicBoolean stands = new AtomicBoolean();
        Path file = Files.writeString(directory.resolve("c.yaml"), """
                data.directory: %s
                broker.port: 0
                http.port: 0
                health.clock-lag-max-s: 3
                """.formatted(directory.resolve("data")));
        try (Node node = Node.startInSight(
                Configuration.read(file),
                onlooker ->
                        CoverageTopology.build(StateIn.MEMORY, InstantSource.system(), new Stoppable(onlooker, stands)),
                onlooker -> RoutingTopology.build(StateIn.MEMORY, InstantSource.system(), onlooker))) {
            String url = "http://127.0.0.1:" + node.httpPort().orElseThrow();
            assertThat(Said.by("health", "--url", url).status()).isZero();

            Said ready = await(said -> said.status() == 0, "health", "--ready", "--url", url);
            assertThat(ready.out()).contains("coverage-running", "routing-clock", "delivery", "topics", "as expected");
            assertThat(ready.err()).isEmpty();

            stands.set(true);
            Said late = await(said -> said.status() == 1, "health", "--ready", "--url", url + "/");
            assertThat(late.out())
                    .containsPattern("ok +coverage-running +RUNNING")
                    .containsPattern("FAILED +coverage-clock +partition \\d is \\d+ s behind +at most 3 s behind");
            assertThat(late.err()).contains("postwatch: coverage-clock: a backlog is worked off");
            assertThat(Said.by("health", "--url", url).status()).isZero();
            assertThat(Said.by("health", "--ready", "--json", "--url", url).out())
                    .contains("\"ok\" : false", "\"name\" : \"coverage-clock\"", "\"do\" : ");

            stands.set(false);
            await(said -> said.status() == 0, "health", "--ready", "--url", url);
        }
    }

    private static Said await(Predicate<Said> wanted, String... command) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Said said = Said.by(command);
        while (!wanted.test(said)) {
            assertThat(System.nanoTime()).as("%s", said).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            said = Said.by(command);
        }
        return said;
    }

    /** Ticks go unseen while it stands. */
    private record Stoppable(Onlooker onlooker, AtomicBoolean stands) implements Onlooker {
        @Override
        public void begins(Part part, int partition, Instant clock) {
            onlooker.begins(part, partition, clock);
        }

        @Override
        public void ticked(Part part, int partition, Instant clock) {
            if (!stands.get()) {
                onlooker.ticked(part, partition, clock);
            }
        }
    }
}
