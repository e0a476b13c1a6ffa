package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.intake.connection.Ownership;
import org.postwatch.streams.Topics;

/** Two instances, of which one owns the sources. */
class SourceOwnershipIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private volatile boolean first;
    private volatile boolean second;

    @Test
    void one_instance_owns_the_sources_and_hands_them_over_when_it_stops(@TempDir Path directory) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        try {
            ClientSettings clients = new ClientSettings(broker.bootstrapServers(), Map.of());
            try (Admin admin = clients.openAdmin()) {
                new TopicProvisioner(4, 1).ensure(admin, Topics.liveSpecs());
            }
            SourceOwnership one =
                    SourceOwnership.start(clients, (ownership, cluster) -> first = ownership != Ownership.NONE);
            await("the first owns them", () -> first);
            SourceOwnership two =
                    SourceOwnership.start(clients, (ownership, cluster) -> second = ownership != Ownership.NONE);
            await("one of both owns them", () -> first ^ second);
            one.close();
            await("the second owns them", () -> second);
            assertThat(first).isFalse();
            two.close();
            assertThat(second).as("a stopped instance owns nothing").isFalse();
        } finally {
            broker.close();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
