package org.postwatch.codec.state;

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
import org.postwatch.coverage.Devices;
import org.postwatch.coverage.Heard;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.Whereabouts;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sign;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.ManyReports;
import org.postwatch.incident.Trigger;
import org.postwatch.plan.Span;
import org.postwatch.watch.CoverageTables;
import org.postwatch.watch.Memory;
import org.postwatch.watch.Table;
import org.postwatch.watch.UrgentEventDay;

/** One remembered thing of every sort, with every field filled: what the sample files were made from. */
final class StateSamples {
    static final String DISTRICT = "socorro-nm";

    private static final Instant AT = Instant.parse("2026-09-14T13:40:00.123Z");

    private StateSamples() {}

    /**
     * A value as it lies in a table.
     *
     * @param name of the file that holds its bytes
     */
    record Sample<T>(String name, Table<T> table, String key, T value) {
        @Override
        public String toString() {
            return name;
        }

        byte[] encoded() {
            return new StateCodec().encode(table, value);
        }

        T decoded(byte[] bytes) {
            return new StateCodec().decode(table, key, bytes);
        }
    }

    static List<Sample<?>> all() {
        return List.of(
                new Sample<>("district", CoverageTables.DISTRICT_STATE, DISTRICT, district()),
                new Sample<>("feed", CoverageTables.FEEDS, DISTRICT + "/hr", feed()),
                new Sample<>("officer", CoverageTables.OFFICERS, DISTRICT + "/D-1", officer()),
                new Sample<>(
                        "signs",
                        CoverageTables.SIGNS,
                        DISTRICT + "/D-1/1000000",
                        new Memory.OfSigns(officer().signs())),
                new Sample<>(
                        "unheard",
                        CoverageTables.UNHEARD,
                        DISTRICT + "/D-1",
                        new Memory.OfUnheard(AT.minusSeconds(600), AT)),
                new Sample<>("shift", CoverageTables.SHIFTS, DISTRICT + "/s-1", shift()),
                new Sample<>("campus", CoverageTables.CAMPUS_STATE, DISTRICT + "/sarracino-ms", campus()),
                new Sample<>("day", CoverageTables.DAYS, DISTRICT + "/sarracino-ms/2026-09-14", day()),
                new Sample<>(
                        "reports", CoverageTables.REPORTS, DISTRICT + "/sarracino-ms/2026-09-14/1000000", reports()),
                new Sample<>("triggers", CoverageTables.TRIGGERS, DISTRICT + "/sarracino-ms/2026-09-14", triggers()),
                new Sample<>("history", CoverageTables.HISTORY, DISTRICT + "/sarracino-ms", history()),
                new Sample<>("event", CoverageTables.EVENTS, DISTRICT + "/2026-09-14/0a1b", event()),
                new Sample<>(
                        "urgent",
                        CoverageTables.URGENT,
                        DISTRICT + "/2026-09-14",
                        new UrgentEventDay(List.of("0123456789abcdef-0123456789abcdef_0123"))),
                new Sample<>(
                        "clock", CoverageTables.CLOCK, "", new Memory.Clock(AT, Optional.of(AT.minusSeconds(86_400)))),
                new Sample<>("rebuild", CoverageTables.REBUILD, "", new Memory.Rebuild(AT)),
                new Sample<>(
                        "withheld",
                        CoverageTables.WITHHELD,
                        DISTRICT + "/1/x",
                        new Memory.Withheld(
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
                        new Memory.OfDistrict(
                                LocalDate.MIN,
                                Instant.MIN,
                                LocalDate.MAX,
                                new TreeMap<>(),
                                new TreeMap<>(),
                                Memory.NEVER)),
                new Sample<>(
                        "feed never heard",
                        CoverageTables.FEEDS,
                        DISTRICT + "/hr",
                        new Memory.OfFeed(Heard.never(AT), List.of(), new TreeMap<>(), Memory.NEVER)),
                new Sample<>(
                        "feed for ever silent",
                        CoverageTables.FEEDS,
                        DISTRICT + "/hr",
                        new Memory.OfFeed(
                                new Heard(OptionalLong.of(Long.MIN_VALUE), Long.MAX_VALUE, new long[] {
                                    Long.MIN_VALUE, -1, 0, Long.MAX_VALUE
                                }),
                                List.of(Span.ALWAYS),
                                new TreeMap<>(),
                                Instant.EPOCH)),
                new Sample<>("new officer", CoverageTables.OFFICERS, DISTRICT + "/D-1", Memory.OfOfficer.NEW),
                new Sample<>(
                        "shift without changes", CoverageTables.SHIFTS, DISTRICT + "/s", new Memory.OfShift(List.of())),
                new Sample<>("new campus", CoverageTables.CAMPUS_STATE, DISTRICT + "/a", Memory.OfCampus.NEW),
                new Sample<>("new day", CoverageTables.DAYS, DISTRICT + "/a/2026-09-14", Memory.OfDay.NEW),
                new Sample<>(
                        "no triggers",
                        CoverageTables.TRIGGERS,
                        DISTRICT + "/a/2026-09-14",
                        new Memory.OfTriggers(List.of())),
                new Sample<>("triggers to the brim", CoverageTables.TRIGGERS, DISTRICT + "/a/2026-09-14", brimful()),
                new Sample<>("new history", CoverageTables.HISTORY, DISTRICT + "/a", Memory.OfHistory.NEW),
                new Sample<>(
                        "event of odd texts",
                        CoverageTables.EVENTS,
                        DISTRICT + "/2026-09-14/00",
                        new Memory.OfEvent(
                                new byte[0], Instant.MIN, EventType.WEAPON_SEEN, all, Instant.MAX, Long.MAX_VALUE)),
                new Sample<>(
                        "shift of odd texts",
                        CoverageTables.SHIFTS,
                        DISTRICT + "/s",
                        new Memory.OfShift(List.of(new ShiftPlanned(
                                new Origin(DISTRICT, all, "", Instant.MIN),
                                all,
                                all,
                                "",
                                Instant.MIN,
                                Instant.MAX,
                                Optional.of(""))))),
                new Sample<>("first clock", CoverageTables.CLOCK, "", new Memory.Clock(Instant.MIN, Optional.empty())));
    }

    private static Memory.OfTriggers brimful() {
        List<Trigger> triggers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            triggers.add(new Trigger(AT.plusMillis(i * 3_001L), EventType.DOOR_HELD_OPEN));
        }
        return new Memory.OfTriggers(triggers);
    }

    private static Memory.OfDistrict district() {
        return new Memory.OfDistrict(
                LocalDate.of(2026, 9, 12),
                Instant.parse("2026-09-12T06:00:00Z"),
                LocalDate.of(2026, 9, 13),
                said("agreement-lapsing/city-sro/2026-10-01T06:00:00Z", Kind.AGREEMENT_LAPSING),
                new TreeMap<>(Map.of("city-sro@2026-09-01T06:00:00Z", Instant.parse("2026-09-02T06:00:00Z"))),
                AT.plusSeconds(3_600));
    }

    private static Memory.OfFeed feed() {
        return new Memory.OfFeed(
                new Heard(OptionalLong.of(29_700_000), 29_700_100, new long[] {0b1011, 0, 1L << 63}),
                List.of(new Span(AT, AT.plusSeconds(600)), new Span(AT.plusSeconds(900), Instant.MAX)),
                said("feed-silent/hr/2026-09-14T13:40:00Z", Kind.FEED_SILENT),
                AT.plusSeconds(60));
    }

    private static Memory.OfOfficer officer() {
        Whereabouts sealed = new Whereabouts(
                Optional.of(new Whereabouts.Stay(
                        "sarracino-ms", AT.minusSeconds(60), Optional.of("sro"), new TreeSet<>(List.of("hr", "pd")))),
                Optional.of(new Whereabouts.Gone("socorro-hs", AT.minusSeconds(30))),
                AT.minusSeconds(20),
                Optional.of("code-enforcement"));
        List<Sign> signs = new ArrayList<>();
        for (Sign.Kind kind : Sign.Kind.values()) {
            Optional<String> duty = kind.isStart() ? Optional.of("sro") : Optional.empty();
            signs.add(new Sign(origin("pd", "e-" + kind), kind, "D-1", "sarracino-ms", duty));
        }
        return new Memory.OfOfficer(sealed, signs);
    }

    private static Memory.OfShift shift() {
        Event planned = new ShiftPlanned(
                origin("hr", "e-1"), "s-1", "D-1", "sarracino-ms", AT, AT.plusSeconds(14_400), Optional.of("sro"));
        return new Memory.OfShift(
                List.of(planned, new ShiftCancelled(origin("hr", "e-2"), "s-1", "D-1", "sarracino-ms")));
    }

    private static Memory.OfCampus campus() {
        SortedMap<String, DeviceReport> standing = new TreeMap<>();
        standing.put("north-camera", report("d-1", EventType.DEVICE_ONLINE));
        SortedMap<String, List<DeviceReport>> reports = new TreeMap<>();
        reports.put(
                "north-camera",
                List.of(report("d-2", EventType.DEVICE_OFFLINE), report("d-3", EventType.DEVICE_TAMPERED)));
        return new Memory.OfCampus(
                new TreeSet<>(List.of("D-1", "D-2")),
                new TreeSet<>(List.of("s-1")),
                new Devices(standing, reports),
                "0a1b2c3d4e5f",
                LocalDate.of(2026, 9, 14),
                AT.plusSeconds(36_000));
    }

    private static Memory.OfDay day() {
        SortedMap<String, Memory.Said> posts = new TreeMap<>();
        posts.put("sro", new Memory.Said(7, "0a1b2c3d4e5f"));
        return new Memory.OfDay(
                posts, said("coverage/sarracino-ms/sro/2026-09-14/day", Kind.COVERAGE), AT.plusSeconds(600));
    }

    private static Memory.OfReports reports() {
        return new Memory.OfReports(
                List.of(report("d-2", EventType.DEVICE_OFFLINE), report("d-3", EventType.DEVICE_TAMPERED)));
    }

    private static Memory.OfTriggers triggers() {
        return new Memory.OfTriggers(List.of(
                new Trigger(AT, EventType.VISITOR_ADMITTED),
                new Trigger(AT.plusMillis(1), EventType.DOOR_HELD_OPEN),
                new Trigger(AT.plusSeconds(1), EventType.DOOR_FORCED)));
    }

    private static Memory.OfHistory history() {
        SortedMap<String, Instant> answers = new TreeMap<>();
        answers.put("north", AT.minusSeconds(5));
        return new Memory.OfHistory(
                List.of(new EntranceEvent(origin("doors", "p-1"), EventType.BUZZER_PRESSED, "sarracino-ms", "north")),
                answers,
                answers,
                new TreeMap<>(Map.of(
                        "cameras",
                        new Memory.OfMinute(
                                AT.truncatedTo(ChronoUnit.MINUTES),
                                List.of(ManyReports.report(
                                        "weapon-seen/sarracino-ms/cameras/w-1", Optional.of("north-camera"), AT))))),
                said("weapon-seen/sarracino-ms/cameras/w-1", Kind.WEAPON_SEEN),
                AT.plusSeconds(120));
    }

    private static Memory.OfEvent event() {
        byte[] hash = "thirty-two bytes of a SHA-256 ...".substring(0, 32).getBytes(StandardCharsets.UTF_8);
        return new Memory.OfEvent(hash, AT.plusSeconds(2), EventType.CALLED_AWAY, "D-1", AT, 123_456_789_012L);
    }

    private static SortedMap<String, Incident> said(String id, Kind kind) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("campus", "sarracino-ms");
        Episode closed = new Episode(
                AT,
                AT.plusSeconds(600),
                Optional.of(AT.plusSeconds(1_800)),
                Optional.of("covered"),
                List.of(
                        new Episode.Step(AT.plusSeconds(600), "warning"),
                        new Episode.Step(AT.plusSeconds(1_200), "high")));
        Episode open = new Episode(
                AT.plusSeconds(3_600),
                AT.plusSeconds(4_200),
                Optional.empty(),
                Optional.empty(),
                List.of(new Episode.Step(AT.plusSeconds(4_200), "warning")));
        SortedMap<String, Incident> said = new TreeMap<>();
        said.put(
                id, Incident.of(id, kind, labels, List.of(closed, open), List.of(Reason.of("called-away", "D-1", AT))));
        return said;
    }

    private static DeviceReport report(String id, EventType type) {
        return new DeviceReport(origin("doors", id), type, "sarracino-ms", "north-camera");
    }

    private static Origin origin(String source, String id) {
        return new Origin(DISTRICT, source, id, AT);
    }

    /** Writes the sample files anew, into the folder given: for a layout that is changed before the first release. */
    public static void main(String[] folder) throws IOException {
        for (Sample<?> sample : all()) {
            String hex = HexFormat.of().formatHex(sample.encoded());
            Files.writeString(
                    Path.of(folder[0], sample.name() + ".hex"), String.join("\n", hex.split("(?<=\\G.{64})")) + "\n");
        }
    }
}
