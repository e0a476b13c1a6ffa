package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.roster.RosterShift;
import org.postwatch.roster.RosterState;

/** What a roster has planned, as it is in {@code postwatch.rosters}. */
class RosterStateJsonTest {
    private static final Instant MONDAY = Instant.parse("2026-09-14T13:00:00Z");
    private static final RosterShift EARLY = shift("sro-1", Optional.of("sro"));
    private static final RosterShift LATE = shift("sro-2", Optional.empty());
    private static final RosterState STATE = new RosterState(
            3,
            MONDAY,
            "0f",
            MONDAY.minusSeconds(60),
            MONDAY.minusSeconds(120),
            Map.of("sro-2", LATE, "sro-1", EARLY),
            List.of(LATE),
            List.of());

    @Test
    void a_state_is_written_with_its_shifts_in_the_order_of_their_ids_and_read() {
        String text = new String(TopicValue.ROSTER_STATE.write(STATE), StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith("{\"format\":1,\"revision\":3,\"at\":\"2026-09-14T13:00:00Z\",\"fingerprint\":\"0f\","
                        + "\"changedAt\":\"2026-09-14T12:59:00Z\",\"repeatedAt\":\"2026-09-14T12:58:00Z\","
                        + "\"shifts\":[{\"id\":\"sro-1\",\"entry\":\"uid-1\",\"badge\":\"D-1\",\"campus\":\"north\","
                        + "\"from\":\"2026-09-14T13:00:00Z\",\"to\":\"2026-09-14T21:00:00Z\",\"duty\":\"sro\"},"
                        + "{\"id\":\"sro-2\",")
                .endsWith("\"to\":\"2026-09-14T21:00:00Z\"}]}");
        assertThat(TopicValue.ROSTER_STATE.read(TopicValue.ROSTER_STATE.write(STATE)))
                .isEqualTo(STATE);
    }

    @Test
    void a_record_of_another_form_is_rejected_with_the_field() {
        byte[] other = "{\"format\":1,\"revision\":\"three\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> TopicValue.ROSTER_STATE.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("revision");
    }

    private static RosterShift shift(String id, Optional<String> duty) {
        return new RosterShift(id, "uid-1", "D-1", "north", MONDAY, MONDAY.plus(Duration.ofHours(8)), duty);
    }
}
