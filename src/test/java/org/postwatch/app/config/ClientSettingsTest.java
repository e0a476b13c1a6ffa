package org.postwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=%s password=\"no\";";

    @Test
    void in_words_it_holds_names_only() {
        assertThat(with(Map.of("sasl.jaas.config", LOGIN.formatted("x"))).toString())
                .isEqualTo("ClientSettings[a:1, [sasl.jaas.config]]");
    }

    private static ClientSettings with(Map<String, String> configured) {
        return new ClientSettings("a:1", configured);
    }
}
