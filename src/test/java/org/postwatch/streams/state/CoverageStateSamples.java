package org.postwatch.streams.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.DeviceHistory;
import org.postwatch.coverage.FeedActivity;
import org.postwatch.coverage.OfficerLocation;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.coverage.engine.CoverageTables;
import org.postwatch.coverage.engine.EngineState;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.Episode;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.ManyReportsIncident;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.StateTable;
import org.postwatch.state.UrgentEventDay;

/** One remembered thing of every sort, with every field filled: what the sample files were made from. */
final class CoverageStateSamples {
    static final String DISTRICT = "socorro-nm";

    private static final Instant AT = Instant.parse("2026-09-14T13:40:00.123Z");

    private CoverageStateSamples() {}

    /**
     * A value as it lies in a table.
     *
     * @param name of the file that holds its bytes
     */
    record Sample<T>(String name, StateTable<?, T> table, String key, T value) {
        @Override
        public String toString() {
            return name;
        }

        byte[] encoded() {
            return new EngineStateSerde().encode(table, value);
        }

        T decoded(byte[] bytes) {
            return new EngineStateSerde().decode(table, key, bytes);
        }
    }

    static List<Sample<?>> all() {
        return List.of(
                new Sample<>("district", CoverageTables.DISTRICT_STATE, DISTRICT, district()),
                new Sample<>("feed", CoverageTables.FEED_STATE, DISTRICT + "/hr", feed()),
                new Sample<>("officer", CoverageTables.OFFICER_STATE, DISTRICT + "/D-1", officer()),
                new Sample<>(
                        "signals",
                        CoverageTables.SIGNALS,
                        DISTRICT + "/D-1/1000000",
                        new EngineState.SignalPage(officer().signals())),
                new Sample<>(
                        "signal-overflow",
                        CoverageTables.SIGNAL_OVERFLOW,
                        DISTRICT + "/D-1",
                        new EngineState.OverflowSpan(AT.minusSeconds(600), AT)),
                new Sample<>("shift", CoverageTables.SHIFTS, DISTRICT + "/s-1", shift()),
                new Sample<>("campus", CoverageTables.CAMPUS_STATE, DISTRICT + "/sarracino-ms", campus()),
                new Sample<>("day", CoverageTables.CAMPUS_DAYS, DISTRICT + "/sarracino-ms/2026-09-14", day()),
                new Sample<>(
                        "device-reports",
                        CoverageTables.DEVICE_REPORTS,
                        DISTRICT + "/sarracino-ms/2026-09-14/1000000",
                        reports()),
                new Sample<>("triggers", CoverageTables.TRIGGERS, DISTRICT + "/sarracino-ms/2026-09-14", triggers()),
                new Sample<>("event-incidents", CoverageTables.EVENT_INCIDENTS, DISTRICT + "/sarracino-ms", history()),
                new Sample<>("applied-event", CoverageTables.EVENTS, DISTRICT + "/2026-09-14/0a1b", event()),
                new Sample<>(
                        "urgent-events",
                        CoverageTables.URGENT_EVENTS,
                        DISTRICT + "/2026-09-14",
                        new UrgentEventDay(List.of("0123456789abcdef-0123456789abcdef_0123"))),
                new Sample<>(
                        "clock",
                        CoverageTables.CLOCK,
                        "",
                        new EngineState.ClockState(AT, Optional.of(AT.minusSeconds(86_400)))),
                new Sample<>("rebuild", CoverageTables.REBUILD, "", new EngineState.RebuildState(AT)),
                new Sample<>(
                        "withheld",
                        CoverageTables.WITHHELD_INCIDENTS,
                        DISTRICT + "/1/x",
                        new EngineState.WithheldIncident(
                                day().incidents().values().iterator().next(), true)));
    }

    /** With nothing in them, or with the ends of what a field can be. */
    static List<Sample<?>> extremes() {
        String all = "\u0000 ñ \uD83D\uDD14 / \n " + "x".repeat(70_000);
        return List.of(
                new Sample<>(
                        "empty district",
                        CoverageTables.DISTRICT_STATE,
                        DISTRICT,
                        new EngineState.DistrictState(
                                LocalDate.MIN,
                                Instant.MIN,
                                LocalDate.MAX,
                                new TreeMap<>(),
                                new TreeMap<>(),
                                EngineState.NEVER)),
                new Sample<>(
                        "feed never heard",
                        CoverageTables.FEED_STATE,
                        DISTRICT + "/hr",
                        new EngineState.FeedState(
                                FeedActivity.none(AT), List.of(), new TreeMap<>(), EngineState.NEVER)),
                new Sample<>(
                        "feed for ever silent",
                        CoverageTables.FEED_STATE,
                        DISTRICT + "/hr",
                        new EngineState.FeedState(
                                new FeedActivity(OptionalLong.of(Long.MIN_VALUE), Long.MAX_VALUE, new long[] {
                                    Long.MIN_VALUE, -1, 0, Long.MAX_VALUE
                                }),
                                List.of(TimeSpan.ALWAYS),
                                new TreeMap<>(),
                                Instant.EPOCH)),
                new Sample<>(
                        "new officer", CoverageTables.OFFICER_STATE, DISTRICT + "/D-1", EngineState.OfficerState.NEW),
                new Sample<>(
                        "shift without changes",
                        CoverageTables.SHIFTS,
                        DISTRICT + "/s",
                        new EngineState.ShiftState(List.of())),
                new Sample<>("new campus", CoverageTables.CAMPUS_STATE, DISTRICT + "/a", EngineState.CampusState.NEW),
                new Sample<>(
                        "new day",
                        CoverageTables.CAMPUS_DAYS,
                        DISTRICT + "/a/2026-09-14",
                        EngineState.CampusDayState.NEW),
                new Sample<>(
                        "no triggers",
                        CoverageTables.TRIGGERS,
                        DISTRICT + "/a/2026-09-14",
                        new EngineState.TriggerPage(List.of())),
                new Sample<>(
                        "triggers to the brim", CoverageTables.TRIGGERS, DISTRICT + "/a/2026-09-14", fullTriggerPage()),
                new Sample<>(
                        "new history",
                        CoverageTables.EVENT_INCIDENTS,
                        DISTRICT + "/a",
                        EngineState.EventIncidentState.NEW),
                new Sample<>(
                        "event of odd texts",
                        CoverageTables.EVENTS,
                        DISTRICT + "/2026-09-14/00",
                        new EngineState.AppliedEvent(
                                new byte[0], Instant.MIN, EventType.WEAPON_SEEN, all, Instant.MAX, Long.MAX_VALUE)),
                new Sample<>(
                        "shift of odd texts",
                        CoverageTables.SHIFTS,
                        DISTRICT + "/s",
                        new EngineState.ShiftState(List.of(new ShiftPlanned(
                                new EventOrigin(DISTRICT, all, "", Instant.MIN),
                                all,
                                all,
                                "",
                                Instant.MIN,
                                Instant.MAX,
                                Optional.of(""))))),
                new Sample<>(
                        "first clock",
                        CoverageTables.CLOCK,
                        "",
                        new EngineState.ClockState(Instant.MIN, Optional.empty())));
    }

    private static EngineState.TriggerPage fullTriggerPage() {
        List<EscalationTrigger> triggers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            triggers.add(new EscalationTrigger(AT.plusMillis(i * 3_001L), EventType.DOOR_HELD_OPEN));
        }
        return new EngineState.TriggerPage(triggers);
    }

    private static EngineState.DistrictState district() {
        return new EngineState.DistrictState(
                LocalDate.of(2026, 9, 12),
                Instant.parse("2026-09-12T06:00:00Z"),
                LocalDate.of(2026, 9, 13),
                incidents("agreement-lapsing/city-sro/2026-10-01T06:00:00Z", IncidentKind.AGREEMENT_LAPSING),
                new TreeMap<>(Map.of("city-sro@2026-09-01T06:00:00Z", Instant.parse("2026-09-02T06:00:00Z"))),
                AT.plusSeconds(3_600));
    }

    private static EngineState.FeedState feed() {
        return new EngineState.FeedState(
                new FeedActivity(OptionalLong.of(29_700_000), 29_700_100, new long[] {0b1011, 0, 1L << 63}),
                List.of(new TimeSpan(AT, AT.plusSeconds(600)), new TimeSpan(AT.plusSeconds(900), Instant.MAX)),
                incidents("feed-silent/hr/2026-09-14T13:40:00Z", IncidentKind.FEED_SILENT),
                AT.plusSeconds(60));
    }

    private static EngineState.OfficerState officer() {
        OfficerLocation sealed = new OfficerLocation(
                Optional.of(new OfficerLocation.Stay(
                        "sarracino-ms", AT.minusSeconds(60), Optional.of("sro"), new TreeSet<>(List.of("hr", "pd")))),
                Optional.of(new OfficerLocation.CalledAway("socorro-hs", AT.minusSeconds(30))),
                AT.minusSeconds(20),
                Optional.of("code-enforcement"));
        List<PresenceSignal> signs = new ArrayList<>();
        for (PresenceSignal.SignalKind kind : PresenceSignal.SignalKind.values()) {
            Optional<String> duty = kind.isStart() ? Optional.of("sro") : Optional.empty();
            signs.add(new PresenceSignal(origin("pd", "e-" + kind), kind, "D-1", "sarracino-ms", duty));
        }
        return new EngineState.OfficerState(sealed, signs);
    }

    private static EngineState.ShiftState shift() {
        Event planned = new ShiftPlanned(
                origin("hr", "e-1"), "s-1", "D-1", "sarracino-ms", AT, AT.plusSeconds(14_400), Optional.of("sro"));
        return new EngineState.ShiftState(
                List.of(planned, new ShiftCancelled(origin("hr", "e-2"), "s-1", "D-1", "sarracino-ms")));
    }

    private static EngineState.CampusState campus() {
        SortedMap<String, DeviceReport> standing = new TreeMap<>();
        standing.put("north-camera", report("d-1", EventType.DEVICE_ONLINE));
        SortedMap<String, List<DeviceReport>> reports = new TreeMap<>();
        reports.put(
                "north-camera",
                List.of(report("d-2", EventType.DEVICE_OFFLINE), report("d-3", EventType.DEVICE_TAMPERED)));
        return new EngineState.CampusState(
                new TreeSet<>(List.of("D-1", "D-2")),
                new TreeSet<>(List.of("s-1")),
                new DeviceHistory(standing, reports),
                "0a1b2c3d4e5f",
                LocalDate.of(2026, 9, 14),
                AT.plusSeconds(36_000));
    }

    private static EngineState.CampusDayState day() {
        SortedMap<String, EngineState.PublishedRevision> posts = new TreeMap<>();
        posts.put("sro", new EngineState.PublishedRevision(7, "0a1b2c3d4e5f"));
        return new EngineState.CampusDayState(
                posts,
                incidents("coverage/sarracino-ms/sro/2026-09-14/day", IncidentKind.COVERAGE),
                AT.plusSeconds(600));
    }

    private static EngineState.DeviceReportPage reports() {
        return new EngineState.DeviceReportPage(
                List.of(report("d-2", EventType.DEVICE_OFFLINE), report("d-3", EventType.DEVICE_TAMPERED)));
    }

    private static EngineState.TriggerPage triggers() {
        return new EngineState.TriggerPage(List.of(
                new EscalationTrigger(AT, EventType.VISITOR_ADMITTED),
                new EscalationTrigger(AT.plusMillis(1), EventType.DOOR_HELD_OPEN),
                new EscalationTrigger(AT.plusSeconds(1), EventType.DOOR_FORCED)));
    }

    private static EngineState.EventIncidentState history() {
        SortedMap<String, Instant> answers = new TreeMap<>();
        answers.put("north", AT.minusSeconds(5));
        return new EngineState.EventIncidentState(
                List.of(new EntranceEvent(origin("doors", "p-1"), EventType.BUZZER_PRESSED, "sarracino-ms", "north")),
                answers,
                answers,
                new TreeMap<>(Map.of(
                        "cameras",
                        new EngineState.UrgentMinute(
                                AT.truncatedTo(ChronoUnit.MINUTES),
                                List.of(ManyReportsIncident.listedReport(
                                        "weapon-seen/sarracino-ms/cameras/w-1", Optional.of("north-camera"), AT))))),
                incidents("weapon-seen/sarracino-ms/cameras/w-1", IncidentKind.WEAPON_SEEN),
                AT.plusSeconds(120));
    }

    private static EngineState.AppliedEvent event() {
        byte[] hash = "thirty-two bytes of a SHA-256 ...".substring(0, 32).getBytes(StandardCharsets.UTF_8);
        return new EngineState.AppliedEvent(
                hash, AT.plusSeconds(2), EventType.CALLED_AWAY, "D-1", AT, 123_456_789_012L);
    }

    private static SortedMap<String, Incident> incidents(String id, IncidentKind kind) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("campus", "sarracino-ms");
        Episode closed = new Episode(
                AT,
                AT.plusSeconds(600),
                Optional.of(AT.plusSeconds(1_800)),
                Optional.of("covered"),
                List.of(
                        new Episode.SeverityChange(AT.plusSeconds(600), "warning"),
                        new Episode.SeverityChange(AT.plusSeconds(1_200), "high")));
        Episode open = new Episode(
                AT.plusSeconds(3_600),
                AT.plusSeconds(4_200),
                Optional.empty(),
                Optional.empty(),
                List.of(new Episode.SeverityChange(AT.plusSeconds(4_200), "warning")));
        SortedMap<String, Incident> said = new TreeMap<>();
        said.put(
                id,
                Incident.of(
                        id,
                        kind,
                        labels,
                        List.of(closed, open),
                        List.of(Reason.of(ReasonCode.CALLED_AWAY, "D-1", AT))));
        return said;
    }

    private static DeviceReport report(String id, EventType type) {
        return new DeviceReport(origin("doors", id), type, "sarracino-ms", "north-camera");
    }

    private static EventOrigin origin(String source, String id) {
        return new EventOrigin(DISTRICT, source, id, AT);
    }

    /** Writes the sample files again, into the folder given: for a layout that is changed before the first release. */
    public static void main(String[] folder) throws IOException {
        for (Sample<?> sample : all()) {
            String hex = HexFormat.of().formatHex(sample.encoded());
            Files.writeString(
                    Path.of(folder[0], sample.name() + ".hex"), String.join("\n", hex.split("(?<=\\G.{64})")) + "\n");
        }
    }
}
