package org.postwatch.intake.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names of sessions at brokers. */
class ClientIdTest {
    @Test
    void it_is_what_every_broker_of_MQTT_3_1_1_must_accept() {
        assertThat(ClientId.of("2026-cluster", "elm", "front-door")).matches("postwatch[0-9a-z]{14}");
        assertThat(ClientId.of("", "", "")).hasSize(23);
    }

    @Test
    void it_stays_the_same() {
        assertThat(ClientId.of("cluster", "elm", "front")).isEqualTo(ClientId.of("cluster", "elm", "front"));
    }

    @Test
    void no_other_installation_district_or_source_has_it() {
        assertThat(Set.of(
                        ClientId.of("cluster", "a-b", "c"),
                        ClientId.of("cluster", "a", "b-c"),
                        ClientId.of("cluster", "ab", "c"),
                        ClientId.of("clustera", "b", "c"),
                        ClientId.of("other", "a-b", "c")))
                .hasSize(5);
    }
}
