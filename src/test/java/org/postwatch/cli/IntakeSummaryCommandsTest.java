package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceStatus;
import org.postwatch.intake.SourceSummary;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.SourceTransport.RosterTransport;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.intake.UnmappedCount;
import org.postwatch.intake.VendorMap;
import org.postwatch.roster.RosterRules;
import org.postwatch.roster.RosterSource;

/** What 'intake sources' and 'intake unmapped' print. */
class IntakeSummaryCommandsTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    private static final DistrictTimeZones DENVER = new DistrictTimeZones(Map.of("elm", ZoneId.of("America/Denver")));
    private static final SourceTransport BROKER =
            new MqttTransport("mqtt://b:1883", Optional.empty(), Optional.empty(), List.of());

    @Test
    void a_source_is_one_line_with_local_times() {
        SourceCounts counts = new SourceCounts(
                NOON,
                Optional.of(NOON.minusSeconds(200)),
                12,
                new TreeMap<>(Map.of("malformed", 2L, "unverified", 1L)),
                0,
                new TreeMap<>(Map.of("not-of-interest", 40L)),
                5,
                List.of(
                        new UnmappedCount("device", "p-7", Set.of(EventType.PANIC), 1, NOON),
                        new UnmappedCount("device", "bell", Set.of(EventType.BUZZER_PRESSED), 4, NOON)),
                List.of());

        assertThat(cells(report("front", new WebhookTransport(), Optional.empty(), counts)))
                .containsExactly(
                        "elm",
                        "front",
                        "webhook",
                        "generic",
                        "doors",
                        "listening",
                        "Mon 14 Sep 2026, 11:56 MDT (3 min ago)",
                        "12",
                        "3 (malformed 2, unverified 1)",
                        "40 (not-of-interest 40)",
                        "5 (2 ids, 1 URGENT)");
    }

    @Test
    void a_source_without_a_message_and_without_a_connection_says_so() {
        SourceState lost = new SourceState(false, NOON.minusSeconds(3_600), "connection refused");
        assertThat(cells(report("cams", BROKER, Optional.of(lost), SourceCounts.none(NOON))))
                .contains("never", "NOT CONNECTED since Mon 14 Sep 2026, 11:00 MDT: connection refused");
        assertThat(cells(report("cams", BROKER, Optional.empty(), SourceCounts.none(NOON))))
                .contains("NOT CONNECTED: no instance has tried yet");
        assertThat(cells(SourceSummary.of(source("cams", BROKER), List.of(), NOON)))
                .contains("never", "NO INSTANCE");
        assertThat(cells(report(
                        "cams", BROKER, Optional.of(new SourceState(true, NOON, "MQTT 5")), SourceCounts.none(NOON))))
                .contains("connected: MQTT 5");
    }

    @Test
    void ages_are_in_the_largest_unit() {
        assertThat(IntakeSourcesCommand.age(NOON.minusSeconds(59), NOON)).isEqualTo("59 s");
        assertThat(IntakeSourcesCommand.age(NOON.minusSeconds(60), NOON)).isEqualTo("1 min");
        assertThat(IntakeSourcesCommand.age(NOON.minusSeconds(7_199), NOON)).isEqualTo("1 h");
        assertThat(IntakeSourcesCommand.age(NOON.minusSeconds(86_400 * 2), NOON))
                .isEqualTo("2 d");
        assertThat(IntakeSourcesCommand.age(NOON.plusSeconds(5), NOON)).isEqualTo("0 s");
    }

    @Test
    void unmapped_ids_are_listed_urgent_first_with_the_lines_to_add() {
        SourceSummary doors = report(
                "doors",
                unmapped("bell \"7\"", EventType.BUZZER_PRESSED, 4),
                unmapped("b\u001b[2J", EventType.DOOR_FORCED, 1));
        SourceSummary panic = report("panic", unmapped("p-7", EventType.PANIC, 2));

        assertThat(IntakeUnmappedCommand.lines(List.of(doors, panic), DENVER))
                .containsExactly(
                        "        DISTRICT  SOURCE  KIND    ID          TIMES  LAST SEEN                   EVENTS",
                        "URGENT  elm       panic   device  p-7         2      Mon 14 Sep 2026, 12:00 MDT  panic",
                        "        elm       doors   device  b\\u001b[2J  1      Mon 14 Sep 2026, 12:00 MDT  door-forced",
                        "        elm       doors   device  bell \"7\"    4      Mon 14 Sep 2026, 12:00 MDT  buzzer-pressed",
                        "",
                        "Add to intake.yaml of elm, with the target of each id:",
                        "",
                        "sources:",
                        "  doors:",
                        "    map:",
                        "      device:",
                        "        \"b\\u001B[2J\": {campus: …, entrance: …, device: …, officer: …}",
                        "        \"bell \\\"7\\\"\": {campus: …, entrance: …, device: …, officer: …}",
                        "  panic:",
                        "    map:",
                        "      device:",
                        "        \"p-7\": {campus: …, entrance: …, device: …, officer: …}");
    }

    @Test
    void entries_of_a_roster_that_are_not_mapped_are_listed_with_a_rule_to_fill_in() {
        SourceTransport roster = new RosterTransport(new RosterSource(
                "elm",
                "sro-calendar",
                "shifts",
                "secret:sro-calendar",
                Optional.empty(),
                ZoneOffset.UTC,
                Duration.ofMinutes(15),
                Optional.empty(),
                new RosterRules(List.of()),
                Optional.empty()));
        SourceCounts none = SourceCounts.none(NOON);
        SourceSummary report = report(
                "sro-calendar",
                roster,
                Optional.of(new SourceState(true, NOON, "3 shifts until 2026-10-12")),
                new SourceCounts(
                        NOON,
                        Optional.of(NOON),
                        3,
                        none.rejected(),
                        0,
                        none.dropped(),
                        1,
                        List.of(new UnmappedCount(
                                "entry", "SRO South | Roe", Set.of(EventType.SHIFT_PLANNED), 1, NOON)),
                        List.of()));

        assertThat(cells(report)).contains("roster", "ok: 3 shifts until 2026-10-12");
        assertThat(IntakeUnmappedCommand.lines(List.of(report), DENVER))
                .endsWith(
                        "Add to intake.yaml of elm, with the target of each id:",
                        "",
                        "rosters:",
                        "  sro-calendar:",
                        "    rules:",
                        "      # SRO South | Roe",
                        "      - { summary: …, officer: …, campus: … }");
    }

    @Test
    void wrong_arguments_are_usage_errors() {
        assertThat(CliResult.run("intake", "sources", "elm").exitCode()).isEqualTo(2);
        assertThat(CliResult.run("intake", "unmapped", "--distric", "elm").exitCode())
                .isEqualTo(2);
    }

    private static List<String> cells(SourceSummary report) {
        return IntakeSourcesCommand.cells(report, DENVER, NOON);
    }

    private static UnmappedCount unmapped(String id, EventType type, long count) {
        return new UnmappedCount("device", id, Set.of(type), count, NOON);
    }

    private static SourceSummary report(String name, UnmappedCount... ids) {
        SourceCounts none = SourceCounts.none(NOON);
        return report(
                name,
                new WebhookTransport(),
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

    private static SourceSummary report(
            String name, SourceTransport transport, Optional<SourceState> connection, SourceCounts counts) {
        return SourceSummary.of(
                source(name, transport),
                List.of(new SourceStatus("elm", name, transport.kind(), "a", NOON, connection, counts)),
                NOON);
    }

    private static IntakeSource source(String name, SourceTransport transport) {
        return new IntakeSource(
                "elm", name, "doors", transport, new ProfileText("generic", ""), VendorMap.EMPTY, Map.of(), List.of());
    }
}
