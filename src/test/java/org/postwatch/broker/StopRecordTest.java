package org.postwatch.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopRecordTest {
    @TempDir
    Path home;

    private Path log;

    @BeforeEach
    void log() throws Exception {
        log = Files.createDirectory(home.resolve("log"));
    }

    @Test
    void a_new_directory_was_not_stopped_uncleanly() {
        assertThat(StopRecord.read(home, false).isUnclean()).isFalse();
    }

    @Test
    void after_a_stop_in_order_there_is_nothing_to_recover() throws Exception {
        used();
        Files.createFile(log.resolve(".kafka_cleanshutdown"));
        StopRecord stop = StopRecord.read(home, false);
        assertThat(stop.isUnclean()).isFalse();
        assertThat(stop.onDisk()).containsEntry(new TopicPartition("postwatch.plans", 3), 17L);
    }

    @Test
    void an_unclean_stop_is_one_until_all_is_recovered_whatever_stops_follow() throws Exception {
        used();
        assertThat(StopRecord.read(home, true).isUnclean()).isTrue();
        Files.createFile(log.resolve(".kafka_cleanshutdown"));
        StopRecord next = StopRecord.read(home, false);
        assertThat(next.isUnclean()).as("stopped before it was recovered").isTrue();
        next.recovered();
        assertThat(StopRecord.read(home, false).isUnclean()).isFalse();
    }

    private void used() throws Exception {
        Files.writeString(log.resolve("recovery-point-offset-checkpoint"), "0\n1\npostwatch.plans 3 17\n");
    }
}
