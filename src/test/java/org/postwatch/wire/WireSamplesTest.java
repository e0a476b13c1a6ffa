package org.postwatch.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.command.CreateSilence;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.command.ExpireSilence;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.notification.command.RecordDisclosureRequest;
import org.postwatch.notification.command.ResendNotice;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;

/** What is on topics today must decode in every later version. Samples are added, never changed. */
class WireSamplesTest {
    private static final Path WIRE = Path.of("src/test/resources/wire");
    private static final String CAMPUS = "sarracino-ms";
    private static final Instant TIME = Instant.parse("2023-09-11T13:20:00Z");
    private static final Instant AWAY = Instant.parse("2026-09-14T16:42:00Z");
    private static final List<Reason> REASONS = List.of(Reason.of(ReasonCode.CALLED_AWAY, "D-1", AWAY));

    @Test
    void every_event_still_decodes() throws IOException {
        Map<String, DecodeResult> expected = expected();
        assertThat(expected.keySet())
                .as("a sample of every type")
                .containsAll(Stream.concat(
                                Stream.of(EventType.values()).map(EventType::wireName),
                                Stream.of(CommandType.values()).map(CommandType::wireName))
                        .map(type -> type.substring("postwatch.".length()))
                        .toList());
        EventReader reader = new EventReader();
        try (Stream<Path> files = Files.list(WIRE)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                if (!name.startsWith("output.")) {
                    DecodeResult decoded = reader.read("socorro-nm".getBytes(UTF_8), Files.readAllBytes(file));
                    assertThat(decoded).as(name).isEqualTo(expected.remove(name));
                }
            }
        }
        assertThat(expected).as("without a sample").isEmpty();
    }

    @Test
    void every_output_still_reads_and_is_written_so() throws IOException {
        CampusCoverage campus = new CampusCoverage(
                "d",
                "a",
                CoverageState.UNCOVERED,
                List.of(
                        new PostCoverage("sro", CoverageState.UNCOVERED, Optional.of(AWAY), List.of(), REASONS),
                        new PostCoverage("gate", CoverageState.NOT_REQUIRED, Optional.empty(), List.of(), List.of())));
        PostDayIntervals day = new PostDayIntervals(
                "d",
                "a",
                "sro",
                LocalDate.of(2026, 9, 14),
                3,
                false,
                List.of(
                        new CoverageInterval(
                                Instant.parse("2026-09-14T13:30:00Z"),
                                Optional.of(AWAY),
                                CoverageState.COVERED,
                                List.of("D-1"),
                                List.of(Reason.of(ReasonCode.COVERED_BY, "D-1"))),
                        new CoverageInterval(AWAY, Optional.empty(), CoverageState.UNCOVERED, List.of(), REASONS)));
        Instant opened = Instant.parse("2026-09-14T16:52:00Z");
        Instant closed = Instant.parse("2026-09-14T16:58:00Z");
        Incident incident = Incident.of(
                "coverage/a/sro/2026-09-14/day",
                IncidentKind.COVERAGE,
                Map.of("campus", "a", "post", "sro", "date", "2026-09-14", "window", "day"),
                List.of(new Episode(
                        AWAY,
                        opened,
                        Optional.of(closed),
                        Optional.of("covered"),
                        List.of(new Episode.SeverityChange(opened, "warning")))),
                REASONS);
        IncidentTransition transition = new IncidentTransition(
                "d",
                incident,
                IncidentTransition.IncidentChange.CLOSED,
                closed,
                closed.plusSeconds(1),
                Optional.of("covered"));

        Notice notice = new Notice(
                "d",
                "city-desk",
                incident.id(),
                "5d1c5e0a77f0c1d2",
                2,
                Notice.NoticeStage.CLOSED,
                Alert.AlertStatus.CLOSED,
                closed.plusSeconds(1),
                List.of(new Notice.NoticeItem(
                        "5d1c5e0a77f0c1d2",
                        Alert.AlertStatus.CLOSED,
                        new TreeMap<>(Map.of("campus", "a", "severity", "warning")),
                        ZoneId.of("America/Denver"))),
                1,
                "routes[0] closed");
        DeliveryResult delivery = new DeliveryResult(
                "d",
                "city-desk",
                incident.id(),
                "0123456789abcdef",
                2,
                DeliveryResult.DeliveryStatus.FAILED,
                7,
                closed,
                "410 Gone");
        DisclosureRecord entry = new DisclosureRecord(
                "d",
                opened,
                DisclosureRecord.DisclosureOutcome.SKIPPED,
                "city-desk",
                "municipal-police",
                incident.id(),
                "coverage",
                List.of("campus", "severity"),
                "",
                "police-coverage",
                "it was over before it was notified",
                Optional.of(new Actor("operator-2", Optional.of("desk"))));
        assertThat(NoticeJson.read(bytes("output.notice"))).isEqualTo(notice);
        assertThat(TopicValue.DELIVERY.read(bytes("output.delivery"))).isEqualTo(delivery);
        assertThat(TopicValue.DISCLOSURE.read(bytes("output.disclosure-record")))
                .isEqualTo(entry);
        same("output.notice", NoticeJson.write(notice));
        same("output.delivery", TopicValue.DELIVERY.write(delivery));
        PendingDelivery pending = new PendingDelivery(
                "d", "city-desk", incident.id(), 2, 7, opened, closed, false, "503 Service Unavailable");
        assertThat(TopicValue.PENDING_DELIVERY.read(bytes("output.pending-delivery")))
                .isEqualTo(pending);
        same("output.pending-delivery", TopicValue.PENDING_DELIVERY.write(pending));
        same("output.disclosure-record", TopicValue.DISCLOSURE.write(entry));

        assertThat(TopicValue.COVERAGE.read(bytes("output.coverage"))).isEqualTo(campus);
        assertThat(TopicValue.INTERVALS.read(bytes("output.intervals"))).isEqualTo(day);
        assertThat(IncidentJson.read(bytes("output.incident")))
                .isEqualTo(new IncidentJson.DistrictIncident("d", incident));
        assertThat(TopicValue.TRANSITION.read(bytes("output.transition"))).isEqualTo(transition);
        same("output.coverage", TopicValue.COVERAGE.write(campus));
        same("output.intervals", TopicValue.INTERVALS.write(day));
        same("output.incident", IncidentJson.write("d", incident));
        same("output.transition", TopicValue.TRANSITION.write(transition));
    }

    private static Map<String, DecodeResult> expected() {
        Map<String, DecodeResult> expected = new HashMap<>();
        EventOrigin hr = new EventOrigin("socorro-nm", "hr", "e-17", TIME);
        EventOrigin away = new EventOrigin("socorro-nm", "hr", "e-17", TIME.plusMillis(123));
        EventOrigin entrances = new EventOrigin("socorro-nm", "entrances", "e-17", TIME);
        EventOrigin cameras = new EventOrigin("socorro-nm", "cameras", "e-17", TIME);
        EventOrigin evening =
                new EventOrigin("socorro-nm", "cameras", "e-17", Instant.parse("2023-12-09T02:45:00.500Z"));
        Instant from = Instant.parse("2023-09-12T13:00:00Z");
        Stream<Event> events = Stream.of(
                new PresenceSignal(hr, PresenceSignal.SignalKind.CHECKED_IN, "P-1", CAMPUS, Optional.of("sro")),
                new PresenceSignal(hr, PresenceSignal.SignalKind.CHECKED_OUT, "P-1", CAMPUS, Optional.empty()),
                new PresenceSignal(
                        away,
                        PresenceSignal.SignalKind.CALLED_AWAY,
                        "P-1",
                        CAMPUS,
                        Optional.empty(),
                        Optional.of("County Road 12"),
                        Optional.of("printed-code")),
                new PresenceSignal(hr, PresenceSignal.SignalKind.RETURNED, "P-1", CAMPUS, Optional.empty()),
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
                new DetectionEvent(cameras, EventType.PERSON_SEEN, CAMPUS, Optional.of("north-camera")),
                new DetectionEvent(evening, EventType.WEAPON_SEEN, "socorro-hs", Optional.empty()),
                new PanicEvent(entrances, CAMPUS, Optional.of("Room 214")),
                new ConductEvent(cameras, "socorro-hs", "fight", true, Optional.of("gym-camera")),
                new CanaryEvent(new EventOrigin("socorro-nm", "canary", "e-17", TIME)));
        events.forEach(event -> expected.put(
                event.type().wireName().substring("postwatch.".length()), new DecodeResult.DecodedEvent(event)));
        expected.put(
                "clock.tick",
                new DecodeResult.ClockTick(
                        TIME,
                        Optional.of(Instant.parse("2023-09-01T06:00:00Z")),
                        Optional.of("watch-1/4711"),
                        Set.of("postwatch.camera.events", "postwatch.conduct.events")));
        Actor operator = new Actor("operator-2", Optional.empty());
        // Their "verified" is their own word, and is dropped.
        Actor known = Actor.unverified("operator-2");
        String weapon = "weapon-seen/socorro-hs/cameras/e-17";
        Stream.of(
                        new Resolve("socorro-nm", "c-1", TIME, operator, weapon),
                        new Acknowledge("socorro-nm", "c-1", TIME, known, weapon, Optional.of("on my way")),
                        new AddNote("socorro-nm", "c-1", TIME, known, weapon, "the gym is being cleared"),
                        new DeclareEmergency("socorro-nm", "c-1", TIME, known, "conduct/socorro-hs/staff/e-17"),
                        new CreateSilence(
                                "socorro-nm",
                                "c-1",
                                TIME,
                                known,
                                "fire drill",
                                new TreeMap<>(Map.of(
                                        "campus", Set.of(CAMPUS, "socorro-hs"), "kind", Set.of("entrance-unwatched"))),
                                TIME,
                                TIME.plusSeconds(3600)),
                        new ExpireSilence("socorro-nm", "c-1", TIME, known, "c-0"),
                        new ResendNotice("socorro-nm", "c-1", TIME, known, "city-desk", weapon),
                        new RecordDisclosureRequest(
                                "socorro-nm",
                                "c-1",
                                TIME,
                                known,
                                "socorro-pd",
                                "Who was there?",
                                "Not without a court order."))
                .forEach(command -> expected.put(
                        command.type().wireName().substring("postwatch.".length()),
                        new DecodeResult.DecodedCommand(command)));
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
