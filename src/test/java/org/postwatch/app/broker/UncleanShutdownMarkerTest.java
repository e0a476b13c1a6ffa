package org.postwatch.app.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncleanShutdownMarkerTest {
    @TempDir
    Path home;

    private Path log;

    @BeforeEach
    void log() throws Exception {
        log = Files.createDirectory(home.resolve("log"));
    }

    @Test
    void a_new_directory_was_not_stopped_uncleanly() {
        assertThat(UncleanShutdownMarker.read(home, false).isPresent()).isFalse();
    }

    @Test
    void after_a_stop_in_order_there_is_nothing_to_recover() throws Exception {
        used();
        Files.createFile(log.resolve(".kafka_cleanshutdown"));
        UncleanShutdownMarker stop = UncleanShutdownMarker.read(home, false);
        assertThat(stop.isPresent()).isFalse();
        assertThat(stop.flushedOffsets()).containsEntry(new TopicPartition("postwatch.plans", 3), 17L);
    }

    @Test
    void an_unclean_stop_is_one_until_all_is_recovered_whatever_stops_follow() throws Exception {
        used();
        assertThat(UncleanShutdownMarker.read(home, true).isPresent()).isTrue();
        Files.createFile(log.resolve(".kafka_cleanshutdown"));
        UncleanShutdownMarker next = UncleanShutdownMarker.read(home, false);
        assertThat(next.isPresent()).as("stopped before it was recovered").isTrue();
        next.clear();
        assertThat(UncleanShutdownMarker.read(home, false).isPresent()).isFalse();
    }

    private void used() throws Exception {
        Files.writeString(log.resolve("recovery-point-offset-checkpoint"), "0\n1\npostwatch.plans 3 17\n");
    }
}
