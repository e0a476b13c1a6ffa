package org.postwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=%s password=\"no\";";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"\"desk-1\"", "'desk-1'", "desk-1"})
    void the_name_that_a_client_logs_in_with_is_known(String name) {
        assertThat(with(Map.of("sasl.jaas.config", LOGIN.formatted(name))).login())
                .contains("desk-1");
    }

    @Test
    void also_when_it_is_kept_elsewhere() throws Exception {
        Path file = Files.writeString(directory.resolve("kept"), "jaas=" + LOGIN.formatted("desk-1") + "\n");
        Map<String, String> settings = Map.of(
                "sasl.jaas.config", "${file:" + file + ":jaas}",
                "config.providers", "file",
                "config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        assertThat(with(settings).login()).contains("desk-1");
        Files.delete(file);
        assertThat(with(settings).login()).isEmpty();
    }

    @Test
    void there_may_be_none() {
        assertThat(with(Map.of("sasl.jaas.config", LOGIN.formatted("\"\""))).login())
                .isEmpty();
        assertThat(with(Map.of()).login()).isEmpty();
    }

    @Test
    void in_words_it_holds_names_only() {
        assertThat(with(Map.of("sasl.jaas.config", LOGIN.formatted("x"))).toString())
                .isEqualTo("ClientSettings[a:1, [sasl.jaas.config]]");
    }

    private static ClientSettings with(Map<String, String> configured) {
        return new ClientSettings("a:1", configured);
    }
}
