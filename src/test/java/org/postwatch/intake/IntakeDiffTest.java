package org.postwatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.SourceTransport.WebhookTransport;

/** What people read before they apply the sources of a district. */
class IntakeDiffTest {
    private static final MappedTarget NORTH =
            new MappedTarget(Optional.of("north"), Optional.empty(), Optional.empty(), Optional.empty());
    private static final MappedTarget SOUTH =
            new MappedTarget(Optional.of("south"), Optional.empty(), Optional.empty(), Optional.empty());
    private static final IntakeConfig NONE = IntakeConfig.none("elm");

    private final IntakeConfig before = config(source(
            new WebhookTransport(), "text", Map.of("a", NORTH, "b", NORTH), Map.of("zone", "7"), List.of("old")));

    @Test
    void equal_sources_have_no_lines() {
        assertThat(IntakeDiff.describe(before, before)).isEmpty();
        assertThat(IntakeDiff.describe(NONE, NONE)).isEmpty();
    }

    @Test
    void sources_that_come_and_go_are_named_with_what_they_are() {
        assertThat(IntakeDiff.describe(NONE, before))
                .containsExactly("elm: intake source doors added (webhook, profile acme, feed doors, 2 ids mapped)");
        assertThat(IntakeDiff.describe(before, NONE))
                .containsExactly("elm: intake source doors removed (webhook, profile acme, feed doors, 2 ids mapped)");
    }

    @Test
    void a_change_says_what_changed_without_ids_and_values() {
        IntakeConfig after = config(source(
                new WebhookTransport(),
                "another text",
                Map.of("b", SOUTH, "c", NORTH, "d", NORTH),
                Map.of("zone", "8"),
                List.of("new", "old")));

        assertThat(IntakeDiff.describe(before, after))
                .containsExactly("elm: intake source doors changed (secrets old -> new and old; another text of profile"
                        + " acme; parameter zone changed; ids of door: 2 added, 1 removed, 1 changed)");
    }

    @Test
    void another_kind_and_another_connection_are_different_changes() {
        IntakeConfig mqtt = config(mqtt("mqtts://one.example"));
        assertThat(IntakeDiff.describe(
                        config(source(new WebhookTransport(), "text", Map.of(), Map.of(), List.of())), mqtt))
                .containsExactly("elm: intake source doors changed (kind webhook -> mqtt)");
        assertThat(IntakeDiff.describe(mqtt, config(mqtt("mqtts://two.example"))))
                .containsExactly("elm: intake source doors changed (connection changed)");
    }

    @Test
    void phones_of_a_campus_come_change_their_feed_and_go() {
        IntakeConfig north = NONE.withPhones(new TreeMap<>(Map.of("north", "phones")));
        IntakeConfig other = NONE.withPhones(new TreeMap<>(Map.of("north", "phones-2")));
        assertThat(IntakeDiff.describe(NONE, north)).containsExactly("elm: phones of campus north added (feed phones)");
        assertThat(IntakeDiff.describe(north, other))
                .containsExactly("elm: phones of campus north changed (feed phones -> phones-2)");
        assertThat(IntakeDiff.describe(other, NONE))
                .containsExactly("elm: phones of campus north removed (feed phones-2)");
    }

    private static IntakeSource mqtt(String broker) {
        return source(
                new MqttTransport(broker, Optional.empty(), Optional.empty(), List.of()),
                "text",
                Map.of(),
                Map.of(),
                List.of());
    }

    private static IntakeSource source(
            SourceTransport transport,
            String profile,
            Map<String, MappedTarget> doors,
            Map<String, String> parameters,
            List<String> secrets) {
        return new IntakeSource(
                "elm",
                "doors",
                "doors",
                transport,
                new ProfileText("acme", profile),
                new VendorMap(doors.isEmpty() ? Map.of() : Map.of("door", doors)),
                parameters,
                secrets);
    }

    @Test
    void a_desk_is_a_line_of_its_own() {
        IntakeConfig desk = NONE.withDesks(List.of(new FrontDesk("north", "desk-north", false)));
        assertThat(IntakeDiff.describe(NONE, desk))
                .containsExactly("elm: desk of campus north added (feed desk-north)");
        assertThat(IntakeDiff.describe(desk, NONE))
                .containsExactly("elm: desk of campus north removed (feed desk-north)");
        assertThat(IntakeDiff.describe(desk, NONE.withDesks(List.of(new FrontDesk("north", "desk-north", true)))))
                .containsExactly("elm: desk of campus north changed (feed desk-north -> desk-north, with visitors)");
    }

    private static IntakeConfig config(IntakeSource source) {
        return IntakeConfig.of("elm", List.of(source));
    }
}
