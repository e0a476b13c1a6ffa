package org.postwatch.streams.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.coverage.OfficerLocation;
import org.postwatch.coverage.engine.CoverageTables;
import org.postwatch.coverage.engine.EngineState;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.state.StateTable;
import org.postwatch.streams.state.CoverageStateSamples.Sample;

/**
 * What an earlier release stored is read by this one. The sample files are written by the release that brings
 * their version, and are never written again: a layout that changes gets a new version, new files beside the old ones,
 * and goes on reading these.
 */
class EngineStateSerdeTest {
    static Stream<Sample<?>> all() {
        return CoverageStateSamples.all().stream();
    }

    static Stream<Sample<?>> allAndExtremes() {
        return Stream.concat(CoverageStateSamples.all().stream(), CoverageStateSamples.extremes().stream());
    }

    @ParameterizedTest
    @MethodSource("all")
    void state_of_version_1_still_decodes(Sample<?> sample) throws IOException {
        if (Boolean.getBoolean("state.renew")) {
            renew(sample);
        }
        assertEqualState(sample.decoded(stored(sample.name())), sample.value());
    }

    @ParameterizedTest
    @MethodSource("allAndExtremes")
    void encoded_values_decode_to_the_same_value(Sample<?> sample) {
        assertEqualState(sample.decoded(sample.encoded()), sample.value());
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_newer_version_is_rejected(Sample<?> sample) throws IOException {
        byte[] bytes = stored(sample.name());
        bytes[0] = new BinaryWriter().number(2).toByteArray()[0];

        assertThatThrownBy(() -> sample.decoded(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "state of table '" + sample.table().name() + "' has version 2; this release reads version 1");
    }

    @Test
    void every_table_except_plans_has_a_sample() {
        List<StateTable<?, ?>> tables = new ArrayList<>(CoverageTables.all());
        tables.removeAll(List.of(CoverageTables.DISTRICTS, CoverageTables.CAMPUSES));

        assertThat(CoverageStateSamples.all().stream().<StateTable<?, ?>>map(CoverageStateSamples.Sample::table))
                .containsExactlyInAnyOrderElementsOf(tables);
    }

    @Test
    void random_signals_and_triggers_survive_a_round_trip() {
        Random random = new Random(14);
        for (int i = 0; i < 2_000; i++) {
            List<PresenceSignal> signs = new ArrayList<>();
            List<EscalationTrigger> triggers = new ArrayList<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                PresenceSignal.SignalKind kind =
                        PresenceSignal.SignalKind.values()[random.nextInt(PresenceSignal.SignalKind.values().length)];
                signs.add(new PresenceSignal(
                        new EventOrigin(CoverageStateSamples.DISTRICT, text(random), text(random), instant(random)),
                        kind,
                        text(random),
                        text(random),
                        kind.isStart() && random.nextBoolean() ? Optional.of(text(random)) : Optional.empty()));
                triggers.add(new EscalationTrigger(
                        instant(random), EventType.values()[random.nextInt(EventType.values().length)]));
            }
            assertRoundTrip(CoverageTables.OFFICER_STATE, new EngineState.OfficerState(OfficerLocation.UNKNOWN, signs));
            assertRoundTrip(CoverageTables.SHIFTS, new EngineState.ShiftState(List.<Event>copyOf(signs)));
            assertRoundTrip(CoverageTables.TRIGGERS, new EngineState.TriggerPage(triggers));
            assertRoundTrip(
                    CoverageTables.CLOCK, new EngineState.ClockState(instant(random), Optional.of(instant(random))));
        }
    }

    private static void assertEqualState(Object decoded, Object value) {
        if (value instanceof EngineState.AppliedEvent) {
            // Holds an array, which equals itself alone.
            assertThat(decoded).usingRecursiveComparison().isEqualTo(value);
        } else {
            assertThat(decoded).isEqualTo(value);
        }
    }

    private static <T> void assertRoundTrip(StateTable<?, T> table, T value) {
        assertThat(new EngineStateSerde()
                        .decode(
                                table,
                                CoverageStateSamples.DISTRICT + "/x",
                                new EngineStateSerde().encode(table, value)))
                .isEqualTo(value);
    }

    /** Of any length of number: near, far, before the epoch, at the ends of time. */
    private static Instant instant(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Instant.MIN;
            case 1 -> Instant.MAX;
            default -> Instant.ofEpochMilli(random.nextLong() >> random.nextInt(64));
        };
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(200), 0, Character.MAX_CODE_POINT + 1)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Until the first release a layout may change in place: {@code -Dstate.renew=true} writes the samples again. */
    private static void renew(Sample<?> sample) throws IOException {
        String hex = HexFormat.of().formatHex(sample.encoded()).replaceAll("(.{64})(?=.)", "$1\n");
        Files.writeString(Path.of("src/test/resources/state", sample.name() + ".hex"), hex + "\n");
    }

    private static byte[] stored(String name) throws IOException {
        String hex = Files.readString(Path.of("src/test/resources/state", name + ".hex"));
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
