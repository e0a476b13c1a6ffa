package org.postwatch.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.streams.EventAddressing.EventDestination;
import org.postwatch.streams.EventAddressing.InvalidEvent;

class EventAddressingTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "officer.checked-in, |\"campus\":\"a\"|, postwatch.staffing.events",
                "feed.heartbeat, ||, postwatch.staffing.events",
                "entrance.door-forced, |\"entrance\":\"n\"|, postwatch.entrance.events",
                "device.online, |\"device\":\"b\"|, postwatch.entrance.events",
                "camera.weapon-seen, ||, postwatch.camera.events",
                "campus.panic, ||, postwatch.entrance.events",
                "command.resolve, |\"actor\":\"m\"|, postwatch.commands"
            })
    void a_type_has_its_topic_and_the_district_is_the_key(String type, String data, String topic) {
        assertThat(resolve(event(type, data == null ? "" : data))).isEqualTo(new EventDestination(topic, "d"));
    }

    @Test
    void clock_ticks_are_rejected() {
        assertThat(resolve(event("clock.tick", "")))
                .isEqualTo(new InvalidEvent(List.of("/type: ticks come from the clock of a running Postwatch alone")));
    }

    @Test
    void every_error_is_reported() {
        assertThat(resolve(event("officer.checked-in", "\"campus\":7").replace("\"id\":\"e\",", "")))
                .isEqualTo(new InvalidEvent(List.of(
                        "/data/campus: found number 7, expected string", "/id: found nothing, expected a value")));
        assertThat(resolve("not json")).isInstanceOf(InvalidEvent.class);
        assertThat(resolve("")).isInstanceOf(InvalidEvent.class);
        assertThat(resolve("{}")).isInstanceOf(InvalidEvent.class);
    }

    @Test
    void of_an_unknown_type_the_nearest_is_named() {
        assertThat(resolve(event("officer.checkedin", "\"campus\":\"a\"")))
                .isEqualTo(new InvalidEvent(
                        List.of("/type: found \"postwatch.officer.checkedin\", expected a type of Postwatch; did you"
                                + " mean 'postwatch.officer.checked-in'?")));
        assertThat(resolve(event("command.acknowlege", ""))).asString().contains("'postwatch.command.acknowledge'?");
        assertThat(resolve(event("command.acknowlege", "").replace("postwatch.command.acknowlege", "x")))
                .isEqualTo(new InvalidEvent(List.of("/type: found \"x\", expected a type of Postwatch")));
    }

    @Test
    void a_partitionkey_is_required() {
        assertThat(resolve(event("feed.heartbeat", "").replace("\"partitionkey\":\"d\",", "")))
                .isEqualTo(new InvalidEvent(List.of("/partitionkey: found nothing, expected a value")));
    }

    private static EventAddressing resolve(String event) {
        return EventAddressing.resolve(event.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"s\",\"partitionkey\":\"d\",\"type\":\"postwatch."
                + type + "\",\"time\":\"2026-09-14T13:20:00Z\",\"subject\":\"s\",\"data\":{" + data + "}}";
    }
}
