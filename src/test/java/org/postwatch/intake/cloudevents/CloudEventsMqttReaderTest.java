package org.postwatch.intake.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.event.EventType;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.VendorMap;

/** CloudEvents that come through an MQTT broker. */
class CloudEventsMqttReaderTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    private static final String TIME = NOON.toString();
    private static final String WEAPON = EventType.WEAPON_SEEN.wireName();
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
        IntakeResult result = evaluate(event(WEAPON, "cameras", "yesterday at noon", "{}"), false);

        assertThat(result.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.type()).hasValue(EventType.WEAPON_SEEN);
            assertThat(rejection.field()).isEqualTo("time");
            assertThat(rejection.toString()).doesNotContain("yesterday");
        });
    }

    @Test
    void the_event_of_another_feed_is_rejected() {
        assertThat(evaluate(event(WEAPON, "cameras", TIME, "{}"), false).events())
                .hasSize(1);
        assertThat(evaluate(event(WEAPON, "doors", TIME, "{}"), false).rejections())
                .singleElement()
                .satisfies(rejection -> {
                    assertThat(rejection.field()).isEqualTo("source");
                    assertThat(rejection.type()).as("it is urgent").hasValue(EventType.WEAPON_SEEN);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postwatch.camera.weapon-seen | {}",
                "postwatch.campus.panic | {}",
                "postwatch.entrance.buzzer-pressed | {\"entrance\":\"main\"}"
            })
    void a_retained_weapon_panic_or_press_is_dropped(String type, String data) {
        assertThat(evaluate(event(type, "cameras", TIME, data), false).events()).hasSize(1);
        IntakeResult result = evaluate(event(type, "cameras", TIME, data), true);

        assertThat(result.events()).isEmpty();
        assertThat(result.rejections()).isEmpty();
        assertThat(result.drops()).containsExactly(DropReason.RETAINED);
    }

    @Test
    void a_retained_report_of_a_device_counts() {
        IntakeResult result =
                evaluate(event("postwatch.device.offline", "cameras", TIME, "{\"device\":\"c-1\"}"), true);

        assertThat(result.events()).hasSize(1);
        assertThat(result.drops()).isEmpty();
    }

    private static String event(String type, String feed, String time, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"" + feed + "\",\"type\":\"" + type + "\",\"time\":\""
                + time + "\",\"subject\":\"north\",\"partitionkey\":\"elm\",\"data\":" + data + "}";
    }

    private static IntakeResult evaluate(String event, boolean retained) {
        return new CloudEventsMqttReader()
                .evaluate(IntakeMessage.mqtt("events", retained, event.getBytes(StandardCharsets.UTF_8), NOON), SOURCE);
    }
}
