package org.postwatch.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir
    Path directory;

    @Test
    void what_was_written_is_there_after_a_restart() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(directory, 0)) {
            Records.create(first.bootstrapServers(), "story");
            Records.write(first.bootstrapServers(), "story", "before");
        }
        try (EmbeddedBroker second = EmbeddedBroker.start(directory, 0)) {
            Records.write(second.bootstrapServers(), "story", "after");
            assertThat(Records.read(second.bootstrapServers(), "story", 2)).containsExactly("before", "after");
        }
    }

    @Test
    void what_was_written_is_there_soon_after_a_kill() throws Exception {
        try (BrokerProcess victim = BrokerProcess.on(directory)) {
            Records.create(victim.said(), "story");
            Records.write(victim.said(), "story", "before");
            victim.kill();
        }
        long begun = System.nanoTime();
        try (EmbeddedBroker heir = EmbeddedBroker.start(directory, 0)) {
            assertThat(Records.read(heir.bootstrapServers(), "story", 1)).containsExactly("before");
        }
        // With the default session it would be some 12 to 16 s.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(11));
    }

    @Test
    void a_second_process_on_the_directory_is_told_so_and_harms_nothing() throws Exception {
        try (EmbeddedBroker holder = EmbeddedBroker.start(directory, 0);
                BrokerProcess second = BrokerProcess.on(directory)) {
            assertThat(second.said())
                    .contains(directory.toString(), "in use by another Postwatch")
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("data.directory");
            Records.create(holder.bootstrapServers(), "story");
            Records.write(holder.bootstrapServers(), "story", "unharmed");
        }
    }

    @Test
    void a_second_broker_of_the_same_process_is_told_so_too() {
        try (EmbeddedBroker holder = EmbeddedBroker.start(directory, 0)) {
            assertThat(holder.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void a_taken_port_is_named_and_the_directory_is_free_again() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("broker.port");
        }
        DirectoryLock.take(directory).close();
    }

    @Test
    void a_mistyped_topic_is_an_error_and_no_topic() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThatThrownBy(() -> Records.write(broker.bootstrapServers(), "postwatch.stafing.events", "x"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }
}
