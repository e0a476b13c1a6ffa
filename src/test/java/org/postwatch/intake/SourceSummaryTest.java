package org.postwatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.SourceSummary.ConnectionSummary.ConnectionStatus;
import org.postwatch.roster.RosterRules;
import org.postwatch.roster.RosterSource;

/** What instances report of a source is one report. */
class SourceSummaryTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    private static final SourceTransport BROKER =
            new SourceTransport.MqttTransport("mqtt://b:1883", Optional.empty(), Optional.empty(), List.of("a/b"));
    private static final SourceTransport CALLS = new SourceTransport.WebhookTransport();

    @Test
    void counts_of_all_instances_are_added_also_of_one_that_stopped_days_ago() {
        SourceSummary report = SourceSummary.of(
                source(CALLS, VendorMap.EMPTY),
                List.of(
                        status("one", NOON, Optional.empty(), counts(NOON.minusSeconds(60), 3, 4)),
                        status(
                                "two",
                                NOON.minus(Duration.ofDays(5)),
                                Optional.empty(),
                                counts(NOON.minus(Duration.ofDays(6)), 10, 20))),
                NOON);

        assertThat(report.counts().accepted()).isEqualTo(13);
        assertThat(report.counts().rejected()).isEqualTo(Map.of("malformed", 24L));
        assertThat(report.counts().dropped()).isEqualTo(Map.of("test", 2L));
        assertThat(report.counts().lastMessage()).hasValue(NOON.minusSeconds(60));
        assertThat(report.counts().since()).isEqualTo(NOON.minus(Duration.ofDays(7)));
        assertThat(report.connection().status()).isEqualTo(ConnectionStatus.LISTENING);
    }

    @Test
    void an_id_that_two_instances_saw_is_one_and_the_urgent_ones_come_first() {
        SourceSummary report = SourceSummary.of(
                source(CALLS, VendorMap.EMPTY),
                List.of(
                        unmapped(
                                "one",
                                id("cam-1", EventType.PERSON_SEEN, 5, NOON.minusSeconds(1)),
                                id("p-7", EventType.PANIC, 1, NOON.minusSeconds(90))),
                        unmapped(
                                "two",
                                id("cam-1", EventType.WEAPON_SEEN, 2, NOON.minusSeconds(100)),
                                id("bell", EventType.BUZZER_PRESSED, 9, NOON))),
                NOON);

        assertThat(report.counts().unmappedIds())
                .containsExactly(
                        new UnmappedCount(
                                "device",
                                "cam-1",
                                Set.of(EventType.PERSON_SEEN, EventType.WEAPON_SEEN),
                                7,
                                NOON.minusSeconds(1)),
                        id("p-7", EventType.PANIC, 1, NOON.minusSeconds(90)),
                        id("bell", EventType.BUZZER_PRESSED, 9, NOON));
    }

    @Test
    void an_id_that_is_mapped_by_now_is_left_out() {
        SourceSummary report = SourceSummary.of(
                source(CALLS, new VendorMap(Map.of("device", Map.of("p-7", MappedTarget.NONE)))),
                List.of(unmapped("one", id("p-7", EventType.PANIC, 1, NOON))),
                NOON);

        assertThat(report.counts().unmappedIds()).isEmpty();
    }

    @Test
    void the_instance_that_is_connected_counts_while_a_source_is_handed_over() {
        SourceState closed = new SourceState(false, NOON, "closed");
        SourceState open = new SourceState(true, NOON.minusSeconds(5), "MQTT 5");
        assertThat(connection(NOON, Optional.of(closed), Optional.of(open)).status())
                .isEqualTo(ConnectionStatus.CONNECTED);
        assertThat(connection(NOON, Optional.of(closed), Optional.empty()).connection())
                .hasValue(closed);
        assertThat(connection(NOON, Optional.empty(), Optional.empty()).status())
                .isEqualTo(ConnectionStatus.NOT_CONNECTED);
    }

    @Test
    void an_instance_that_is_silent_for_three_minutes_is_not_connected_whatever_it_said_last() {
        Optional<SourceState> open = Optional.of(new SourceState(true, NOON, "MQTT 5"));
        Instant said = NOON.plusSeconds(10);
        assertThat(connection(said.plus(SourceSummary.MAX_SILENCE).minusMillis(1), said, open)
                        .status())
                .isEqualTo(ConnectionStatus.CONNECTED);
        assertThat(connection(said.plus(SourceSummary.MAX_SILENCE), said, open).status())
                .isEqualTo(ConnectionStatus.NO_INSTANCE);
    }

    @Test
    void a_source_of_which_nothing_was_reported_has_never_had_a_message() {
        SourceSummary report = SourceSummary.of(source(BROKER, VendorMap.EMPTY), List.of(), NOON);

        assertThat(report.counts()).isEqualTo(SourceCounts.none(NOON));
        assertThat(report.connection().status()).isEqualTo(ConnectionStatus.NO_INSTANCE);
    }

    @Test
    void an_entry_of_a_roster_that_the_last_reader_did_not_find_is_left_out() {
        IntakeSource roster = IntakeSource.of(new RosterSource(
                "elm",
                "buttons",
                "shifts",
                "/rosters/sro.ics",
                Optional.empty(),
                ZoneOffset.UTC,
                Duration.ofMinutes(15),
                Optional.empty(),
                new RosterRules(List.of()),
                Optional.empty()));
        SourceCounts before = unmapped("one", id("SRO South", EventType.SHIFT_PLANNED, 1, NOON))
                .counts();
        SourceCounts now = unmapped("two", id("SRO West", EventType.SHIFT_PLANNED, 1, NOON))
                .counts();
        Optional<SourceState> read = Optional.of(new SourceState(true, NOON, "3 shifts"));

        SourceSummary report = SourceSummary.of(
                roster,
                List.of(
                        status("one", NOON.minusSeconds(60), read, before),
                        status("two", NOON, read, now),
                        status("three", NOON.plusSeconds(1), Optional.empty(), before)),
                NOON);

        assertThat(report.counts().unmappedIds()).extracting(UnmappedCount::id).containsExactly("SRO West");
    }

    private static SourceSummary.ConnectionSummary connection(
            Instant now, Optional<SourceState> one, Optional<SourceState> two) {
        return SourceSummary.of(
                        source(BROKER, VendorMap.EMPTY),
                        List.of(
                                status("one", now, one, SourceCounts.none(NOON)),
                                status("two", now, two, SourceCounts.none(NOON))),
                        now)
                .connection();
    }

    private static SourceSummary.ConnectionSummary connection(Instant now, Instant said, Optional<SourceState> one) {
        return SourceSummary.of(
                        source(BROKER, VendorMap.EMPTY),
                        List.of(status("one", said, one, SourceCounts.none(NOON))),
                        now)
                .connection();
    }

    private static SourceStatus unmapped(String instance, UnmappedCount... ids) {
        SourceCounts none = SourceCounts.none(NOON);
        return status(
                instance,
                NOON,
                Optional.empty(),
                new SourceCounts(
                        NOON,
                        Optional.of(NOON),
                        0,
                        none.rejected(),
                        0,
                        none.dropped(),
                        ids.length,
                        List.of(ids),
                        List.of()));
    }

    private static UnmappedCount id(String id, EventType type, long count, Instant lastSeen) {
        return new UnmappedCount("device", id, Set.of(type), count, lastSeen);
    }

    private static SourceCounts counts(Instant last, long accepted, long rejected) {
        return new SourceCounts(
                last.minus(Duration.ofDays(1)),
                Optional.of(last),
                accepted,
                new TreeMap<>(Map.of("malformed", rejected)),
                0,
                new TreeMap<>(Map.of("test", 1L)),
                0,
                List.of(),
                List.of());
    }

    private static SourceStatus status(
            String instance, Instant at, Optional<SourceState> connection, SourceCounts counts) {
        return new SourceStatus("elm", "buttons", Transport.MQTT, instance, at, connection, counts);
    }

    private static IntakeSource source(SourceTransport transport, VendorMap map) {
        return new IntakeSource(
                "elm", "buttons", "doors", transport, new ProfileText("generic", ""), map, Map.of(), List.of());
    }
}
