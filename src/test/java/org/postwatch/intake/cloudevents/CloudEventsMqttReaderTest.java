package org.postwatch.intake.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.VendorMap;

/** CloudEvents that come through an MQTT broker. */
class CloudEventsMqttReaderTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    private static final IntakeSource SOURCE = new IntakeSource(
            "elm",
            "events",
            "cameras",
            new MqttTransport("mqtt://b:1883", Optional.empty(), Optional.empty(), List.of("events")),
            ProfileText.CLOUD_EVENTS,
            VendorMap.EMPTY,
            Map.of(),
            List.of());

    @Test
    void a_weapon_that_cannot_be_read_is_known_as_one_and_no_value_of_it_is_repeated() {
        IntakeResult result = evaluate("\"time\":\"yesterday at noon\"");

        assertThat(result.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.type()).hasValue(EventType.WEAPON_SEEN);
            assertThat(rejection.field()).isEqualTo("time");
            assertThat(rejection.toString()).doesNotContain("yesterday");
        });
    }

    @Test
    void the_event_of_another_feed_is_rejected() {
        assertThat(evaluate("\"time\":\"2026-09-14T18:00:00Z\"").events()).hasSize(1);
        assertThat(evaluate("\"time\":\"2026-09-14T18:00:00Z\"", "doors").rejections())
                .extracting(MessageRejection::field)
                .containsExactly("source");
    }

    private static IntakeResult evaluate(String time) {
        return evaluate(time, "cameras");
    }

    private static IntakeResult evaluate(String time, String feed) {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"" + feed + "\","
                + "\"type\":\"postwatch.camera.weapon-seen\"," + time
                + ",\"subject\":\"north\",\"partitionkey\":\"elm\",\"data\":{}}";
        return new CloudEventsMqttReader()
                .evaluate(IntakeMessage.mqtt("events", false, event.getBytes(StandardCharsets.UTF_8), NOON), SOURCE);
    }
}
