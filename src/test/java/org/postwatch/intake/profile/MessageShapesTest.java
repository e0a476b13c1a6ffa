package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.VendorMap;

/** A recording shows what messages look like, and none of their values but the ids to map. */
class MessageShapesTest {
    private static final Instant ARRIVAL = Instant.parse("2026-09-14T13:30:00Z");
    private static final ProfileText FRIGATE = new ProfileDirectory(Path.of("config/intake/profiles"))
            .find("frigate")
            .orElseThrow();
    private static final MappedTarget NORTH =
            new MappedTarget(Optional.of("north"), Optional.empty(), Optional.of("cam"), Optional.empty());

    private final MessageShapes shapes = new MessageShapes(
            new IntakeSource(
                    "elm",
                    "cameras",
                    "frigate",
                    new SourceTransport.WebhookTransport(),
                    FRIGATE,
                    new VendorMap(Map.of("camera", Map.of("front_door", NORTH))),
                    Map.of(),
                    List.of()),
            new ProfileEvaluator(ProfileReader.read(FRIGATE).profile().orElseThrow())::evaluate);

    private void add(String topic, String json) {
        shapes.add(topic, IntakeMessage.mqtt(topic, false, json.getBytes(UTF_8), ARRIVAL));
    }

    private static String person(String camera, String name) {
        return "{\"type\":\"new\",\"after\":{\"id\":\"1607123955.475377-mxklsc\",\"camera\":\"" + camera
                + "\",\"label\":\"person\",\"sub_label\":[\"" + name + "\",0.79],\"start_time\":1607123955.475377,"
                + "\"frame\":1607123955,\"seen\":\"2026-09-14T13:30:00Z\",\"false_positive\":false}}";
    }

    @Test
    void fields_have_kinds_and_lengths_and_ids_are_shown_mapped_or_not() {
        add("frigate/events", person("front_door", "John Smith"));
        add("frigate/events", person("yard", "Jane Doe"));
        assertThat(shapes.lines())
                .startsWith("frigate/events: 2")
                .contains(
                        "  body.after.camera: text of 4 to 10, 2 times",
                        "  body.after.start_time: number, 2 times",
                        "  body.after.frame: whole number, digits of 10, 2 times",
                        "  body.after.seen: text like a date-time of 20, 2 times",
                        "  body.after.false_positive: true or false, 2 times",
                        "  body.after.sub_label: list of 2, 2 times",
                        "  body.after.sub_label[]: text of 8 to 10, 2 times");
        assertThat(shapes.ids()).isEqualTo(Map.of("camera", Map.of("front_door", 1L, "yard", 1L)));
        assertThat(shapes.lines().toString()).doesNotContain("Smith", "Jane", "front_door", "yard", "1607123955");
    }

    @Test
    void keys_that_may_be_names_or_ids_are_not_shown() {
        add(
                "frigate/stats",
                "{\"cameras\":{\"front_door\":{\"camera_fps\":5.0},\"yard\":{\"camera_fps\":0}},"
                        + "\"people\":{\"Jane Doe\":1},\"uptime\":7}");
        assertThat(shapes.lines())
                .contains(
                        "  body.cameras.{key}.camera_fps: number, 1 times",
                        "  body.people.{key}: whole number, digits of 1, 1 times");
        assertThat(shapes.lines().toString()).doesNotContain("front_door", "Jane");
    }

    @Test
    void bodies_that_are_no_JSON_are_counted_with_their_size() {
        add("a", "Jane Doe");
        add("a", "");
        assertThat(shapes.lines())
                .contains("a: 2", "  body: nothing, 1 times", "  body: other bytes than JSON of 8, 1 times");
    }

    @Test
    void more_fields_than_the_limit_are_counted_only() {
        for (int i = 0; i < MessageShapes.MAX_FIELDS + 10; i++) {
            add("a", "{\"field_" + i + "\":1}");
        }
        assertThat(shapes.lines()).contains("not shown, because there are too many different ones: 10");
        assertThat(shapes.count()).isEqualTo(MessageShapes.MAX_FIELDS + 10);
    }
}
