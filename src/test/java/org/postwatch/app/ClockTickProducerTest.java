package org.postwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClockTickProducerTest {
    @Test
    void a_tick_is_a_cloud_event_for_one_partition() {
        ProducerRecord<byte[], byte[]> tick = ClockTickProducer.tickRecord(
                3,
                Instant.parse("2026-09-14T13:30:00Z"),
                "host/17",
                Set.of("postwatch.conduct.events", "postwatch.camera.events"));

        assertThat(tick.topic()).isEqualTo(Topics.CLOCK);
        assertThat(tick.partition()).isEqualTo(3);
        assertThat(new String(tick.key(), StandardCharsets.US_ASCII)).isEqualTo("3");
        JsonNode event = new JsonMapper().readTree(tick.value());
        assertThat(event.path("specversion").asString()).isEqualTo("1.0");
        assertThat(event.path("type").asString()).isEqualTo("postwatch.clock.tick");
        assertThat(event.path("time").asString()).isEqualTo("2026-09-14T13:30:00Z");
        assertThat(event.path("id").asString()).isNotEmpty();
        assertThat(event.path("source").asString()).isNotEmpty();
        assertThat(new EventReader().read(tick.key(), tick.value()))
                .isEqualTo(new DecodeResult.ClockTick(
                        Instant.parse("2026-09-14T13:30:00Z"),
                        Optional.empty(),
                        Optional.of("host/17"),
                        Set.of("postwatch.camera.events", "postwatch.conduct.events")));
    }

    @Test
    void an_instance_has_a_name_that_stands_in_a_tick() {
        assertThat(ClockTickProducer.instanceName())
                .matches("[A-Za-z0-9._-]+/\\d+")
                .endsWith("/" + ProcessHandle.current().pid());
    }
}
