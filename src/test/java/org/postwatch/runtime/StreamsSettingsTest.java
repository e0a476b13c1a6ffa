package org.postwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
    @Test
    void state_is_kept_under_the_data_directory_and_exactly_once() {
        StreamsConfig config = new StreamsConfig(
                StreamsSettings.of(Configuration.embedded().at(Path.of("/srv/postwatch"), 0), "127.0.0.1:1"));

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
    void the_operator_has_the_last_word() {
        Configuration configured = Configuration.parse(
                "test.yaml",
                "kafka.client.security.protocol: SSL\nstreams.properties.commit.interval.ms: 250\n",
                name -> null);

        Properties settings = StreamsSettings.of(configured, "127.0.0.1:1");

        assertThat(settings).containsEntry("security.protocol", "SSL").containsEntry("commit.interval.ms", "250");
    }
}
