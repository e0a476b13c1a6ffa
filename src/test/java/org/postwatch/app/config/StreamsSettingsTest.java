package org.postwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
    @Test
    void state_is_kept_under_the_data_directory_and_exactly_once() {
        StreamsConfig config = new StreamsConfig(StreamsSettings.ofCoverage(
                Configuration.defaults().relocatedTo(Path.of("/srv/postwatch"), 0), "127.0.0.1:1"));

        assertThat(config.getString(StreamsConfig.STATE_DIR_CONFIG)).isEqualTo("/srv/postwatch/streams");
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        Map<String, Object> consumer = config.getMainConsumerConfigs("group", "client", 0);
        assertThat(consumer)
                .containsEntry("session.timeout.ms", 6_000)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("group.protocol", "classic");
        assertThat(config.getRestoreConsumerConfigs("client")).containsEntry("isolation.level", "read_committed");
    }

    @Test
    void routing_is_an_application_of_its_own_that_runs_alike() {
        Configuration configuration = Configuration.defaults().relocatedTo(Path.of("/srv/postwatch"), 0);
        Properties coverage = StreamsSettings.ofCoverage(configuration, "127.0.0.1:1");
        Properties routing = StreamsSettings.ofNotification(configuration, "127.0.0.1:1");

        assertThat(coverage.remove(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("postwatch-coverage");
        assertThat(routing.remove(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("postwatch-notification");
        assertThat(routing.remove(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(1);
        coverage.remove(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
        assertThat(routing).isEqualTo(coverage);
    }

    @Test
    void the_operator_has_the_last_word() {
        Configuration configured = Configuration.parse(
                "test.yaml",
                "kafka.client.security.protocol: SSL\nstreams.properties.commit.interval.ms: 250\n",
                name -> null);

        Properties settings = StreamsSettings.ofCoverage(configured, "127.0.0.1:1");

        assertThat(settings).containsEntry("security.protocol", "SSL").containsEntry("commit.interval.ms", "250");
    }
}
