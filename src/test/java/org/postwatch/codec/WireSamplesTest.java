package org.postwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.PostDay;
import org.postwatch.coverage.PostNow;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;

/** What is on topics today must decode in every later version. Samples are added, never changed. */
class WireSamplesTest {
    private static final Path WIRE = Path.of("src/test/resources/wire");
    private static final String CAMPUS = "sarracino-ms";
    private static final Instant TIME = Instant.parse("2023-09-11T13:20:00Z");
    private static final Instant AWAY = Instant.parse("2026-09-14T16:42:00Z");
    private static final List<Reason> REASONS = List.of(Reason.of("called-away", "D-1", AWAY));

    @Test
    void every_event_still_decodes() throws IOException {
        Map<String, Decoded> expected = expected();
        EventReader reader = new EventReader();
        try (Stream<Path> files = Files.list(WIRE)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                if (!name.startsWith("output.")) {
                    Decoded decoded = reader.read("socorro-nm".getBytes(UTF_8), Files.readAllBytes(file));
                    assertThat(decoded).as(name).isEqualTo(expected.remove(name));
                }
            }
        }
        assertThat(expected).as("without a sample").isEmpty();
    }

    @Test
    void every_output_still_reads_and_is_written_so() throws IOException {
        CampusNow campus = new CampusNow(
                "d",
                "a",
                State.UNCOVERED,
                List.of(
                        new PostNow("sro", State.UNCOVERED, Optional.of(AWAY), List.of(), REASONS),
                        new PostNow("gate", State.NOT_REQUIRED, Optional.empty(), List.of(), List.of())));
        PostDay day = new PostDay(
                "d",
                "a",
                "sro",
                LocalDate.of(2026, 9, 14),
                3,
                false,
                List.of(
                        new Interval(
                                Instant.parse("2026-09-14T13:30:00Z"),
                                Optional.of(AWAY),
                                State.COVERED,
                                List.of("D-1"),
                                List.of(Reason.of("covered-by", "D-1"))),
                        new Interval(AWAY, Optional.empty(), State.UNCOVERED, List.of(), REASONS)));
        Instant opened = Instant.parse("2026-09-14T16:52:00Z");
        Instant closed = Instant.parse("2026-09-14T16:58:00Z");
        Incident incident = Incident.of(
                "coverage/a/sro/2026-09-14/day",
                Kind.COVERAGE,
                Map.of("campus", "a", "post", "sro", "date", "2026-09-14", "window", "day"),
                List.of(new Episode(
                        AWAY,
                        opened,
                        Optional.of(closed),
                        Optional.of("covered"),
                        List.of(new Episode.Step(opened, "warning")))),
                REASONS);
        Transition transition = new Transition(
                "d", incident, Transition.Change.CLOSED, closed, closed.plusSeconds(1), Optional.of("covered"));

        assertThat(CoverageJson.read(bytes("output.coverage"))).isEqualTo(campus);
        assertThat(IntervalsJson.read(bytes("output.intervals"))).isEqualTo(day);
        assertThat(IncidentJson.read(bytes("output.incident"))).isEqualTo(new IncidentJson.Filed("d", incident));
        assertThat(TransitionJson.read(bytes("output.transition"))).isEqualTo(transition);
        same("output.coverage", CoverageJson.write(campus));
        same("output.intervals", IntervalsJson.write(day));
        same("output.incident", IncidentJson.write("d", incident));
        same("output.transition", TransitionJson.write(transition));
    }

    private static Map<String, Decoded> expected() {
        Map<String, Decoded> expected = new HashMap<>();
        Origin hr = new Origin("socorro-nm", "hr", "e-17", TIME);
        Origin away = new Origin("socorro-nm", "hr", "e-17", TIME.plusMillis(123));
        Origin entrances = new Origin("socorro-nm", "entrances", "e-17", TIME);
        Origin cameras = new Origin("socorro-nm", "cameras", "e-17", TIME);
        Origin evening = new Origin("socorro-nm", "cameras", "e-17", Instant.parse("2023-12-09T02:45:00.500Z"));
        Instant from = Instant.parse("2023-09-12T13:00:00Z");
        Stream<Event> events = Stream.of(
                new Sign(hr, Sign.Kind.CHECKED_IN, "P-1", CAMPUS, Optional.of("sro")),
                new Sign(hr, Sign.Kind.CHECKED_OUT, "P-1", CAMPUS, Optional.empty()),
                new Sign(away, Sign.Kind.CALLED_AWAY, "P-1", CAMPUS, Optional.empty()),
                new Sign(hr, Sign.Kind.RETURNED, "P-1", CAMPUS, Optional.empty()),
                new ShiftPlanned(hr, "s-1", "D-3", "socorro-hs", from, from.plusSeconds(4 * 3600), Optional.of("sro")),
                new ShiftCancelled(hr, "s-1", "D-3", "socorro-hs"),
                new Heartbeat(hr, Optional.of(TIME.minusSeconds(1200))),
                new EntranceEvent(entrances, EventType.BUZZER_PRESSED, CAMPUS, "north"),
                new EntranceEvent(entrances, EventType.VISITOR_ADMITTED, CAMPUS, "north"),
                new EntranceEvent(entrances, EventType.VISITOR_DENIED, CAMPUS, "north"),
                new EntranceEvent(entrances, EventType.PRESS_CANCELLED, CAMPUS, "north"),
                new EntranceEvent(entrances, EventType.DOOR_HELD_OPEN, CAMPUS, "north"),
                new EntranceEvent(entrances, EventType.DOOR_FORCED, CAMPUS, "north"),
                new EntranceEvent(entrances, EventType.DOOR_SECURED, CAMPUS, "north"),
                new DeviceReport(entrances, EventType.DEVICE_ONLINE, CAMPUS, "north-buzzer"),
                new DeviceReport(entrances, EventType.DEVICE_OFFLINE, CAMPUS, "north-buzzer"),
                new DeviceReport(entrances, EventType.DEVICE_TAMPERED, CAMPUS, "north-buzzer"),
                new Sighting(cameras, EventType.PERSON_SEEN, CAMPUS, Optional.of("north-camera")),
                new Sighting(evening, EventType.WEAPON_SEEN, "socorro-hs", Optional.empty()));
        events.forEach(
                event -> expected.put(event.type().wireName().substring("postwatch.".length()), new Decoded.Of(event)));
        expected.put("clock.tick", new Decoded.Tick(TIME, Optional.of(Instant.parse("2023-09-01T06:00:00Z"))));
        expected.put(
                "command.resolve",
                new Decoded.Resolve(
                        new Origin("socorro-nm", "console", "c-1", TIME),
                        "weapon-seen/socorro-hs/cameras/e-17",
                        "operator-2"));
        return expected;
    }

    /** Spaces aside, so that the samples can be read by people. */
    private static void same(String sample, byte[] written) throws IOException {
        assertThat(new String(written, UTF_8))
                .isEqualTo(new String(bytes(sample), UTF_8)
                        .replace(": ", ":")
                        .replace(", ", ",")
                        .trim());
    }

    private static byte[] bytes(String sample) throws IOException {
        return Files.readAllBytes(WIRE.resolve(sample + ".json"));
    }
}
