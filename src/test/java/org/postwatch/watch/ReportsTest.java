package org.postwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.oracle.CaseTime.at;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.Devices;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;

/** Devices that say the same again and again, and what is kept of it. */
class ReportsTest {
    private static final Instant BELL = Instant.parse("2026-09-14T13:30:00Z");
    private static final LocalDate DATE = LocalDate.of(2026, 9, 14);

    private static final String CAMERA = "north-camera";
    private static final String BUZZER = "north-buzzer";

    private final World world = CaseWorld.monday().north("2026-09-14").world();
    private final String campus = world.district().id() + "/A";
    private final MemoryLedger ledger = new MemoryLedger();
    private final Heeded heeded = new Heeded();
    private final Watch watch = new Watch(ledger, heeded, 100);
    private Verdict last = Verdict.TAKEN;
    private Reports reports = new Reports(ledger);

    @Test
    void a_device_that_reports_every_second_rewrites_short_rows_only() {
        for (int i = 0; i < 500; i++) {
            reports.add("d/A", online("camera", i));
        }
        assertThat(reports.of("d/A").size()).isEqualTo(500);
        assertThat(held()).hasSize(16).allMatch(row -> row <= Rows.ROW_MAX);
        assertThat(ledger.size(CoverageTables.CAMPUS_STATE)).isZero();
    }

    @Test
    void what_was_kept_is_known_after_a_restart_whatever_its_order() {
        reports.add("d/A", told("camera", 300, EventType.DEVICE_OFFLINE));
        reports.add("d/A", online("camera", 100));
        reports.add("d/A", online("buzzer", 50));
        reports.add("d/B", online("camera", 0));
        Devices before = reports.of("d/A");

        reports = new Reports(ledger);

        assertThat(reports.of("d/A")).isEqualTo(before);
        assertThat(before.at("camera", BELL.plusSeconds(99))).isEmpty();
        assertThat(before.at("camera", BELL.plusSeconds(100)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_ONLINE);
        assertThat(before.at("camera", BELL.plusSeconds(300)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_OFFLINE);
    }

    @Test
    void what_gives_way_to_another_event_is_gone_also_after_a_restart() {
        reports.add("d/A", online("camera", 1));
        reports.add("d/A", told("camera", 2, EventType.DEVICE_OFFLINE));

        reports.remove("d/A", "camera", BELL.plusSeconds(2), "doors", "r-2");

        assertThat(reports.of("d/A").size()).isEqualTo(1);
        assertThat(new Reports(ledger).of("d/A")).isEqualTo(reports.of("d/A"));
    }

    @Test
    void sealed_days_leave_the_last_word_of_each_device() {
        for (int day = 0; day < 4; day++) {
            reports.add("d/A", online("camera", day * 86_400));
            reports.add("d/A", told("camera", day * 86_400 + 60, EventType.DEVICE_OFFLINE));
        }
        Devices stands = reports.seal("d/A", Instant.parse("2026-09-17T06:00:00Z"));

        assertThat(stands.reports()).isEmpty();
        assertThat(stands.standing()).containsOnlyKeys("camera");
        assertThat(stands.standing().get("camera").time()).isEqualTo(BELL.plusSeconds(2 * 86_400 + 60));
        assertThat(held()).containsExactly(2);

        ledger.put(CoverageTables.CAMPUS_STATE, "d/A", Memory.OfCampus.NEW.with(stands));
        assertThat(new Reports(ledger).of("d/A")).isEqualTo(reports.of("d/A"));
        assertThat(reports.of("d/A").at("camera", BELL.plusSeconds(3 * 86_400 - 1)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_OFFLINE);
    }

    @Test
    void reports_that_an_earlier_release_kept_with_the_campus_move_to_rows() {
        TreeMap<String, List<DeviceReport>> open = new TreeMap<>();
        open.put("camera", List.of(online("camera", 1), told("camera", 2, EventType.DEVICE_OFFLINE)));
        TreeMap<String, DeviceReport> standing = new TreeMap<>();
        standing.put("buzzer", online("buzzer", -90_000));
        Devices stored = new Devices(standing, open);
        ledger.put(
                CoverageTables.CAMPUS_STATE,
                "d/A",
                new Memory.OfCampus(
                        new TreeSet<>(List.of("D-1")),
                        Collections.emptySortedSet(),
                        stored,
                        "said",
                        DATE,
                        Memory.NEVER));

        assertThat(reports.of("d/A")).isEqualTo(stored);
        Memory.OfCampus state = ledger.get(CoverageTables.CAMPUS_STATE, "d/A").orElseThrow();
        assertThat(state.devices()).isEqualTo(new Devices(standing, new TreeMap<>()));
        assertThat(state.badges()).containsExactly("D-1");
        assertThat(new Reports(ledger).of("d/A")).isEqualTo(stored);
    }

    /** Every camera that says "online" each minute must not use up what "offline" needs. */
    @Test
    void who_repeats_itself_all_day_is_still_heard_when_it_says_something_else() {
        Instant start = watching();
        chatter(start, 6_000);
        assertThat(kept().size()).isEqualTo(Reports.REPEATS_MAX);
        int writes = ledger.writes().get(CoverageTables.EVENTS.name());
        assertThat(online(start.plusSeconds(6_000))).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.writes().get(CoverageTables.EVENTS.name())).isEqualTo(writes);

        Instant off = start.plusSeconds(6_001);
        assertThat(tell("off", CAMERA, off, EventType.DEVICE_OFFLINE)).isEqualTo(Verdict.TAKEN);
        assertThat(kept().at(CAMERA, off.plusSeconds(60)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_OFFLINE);
        assertThat(online(off.plusSeconds(60))).isEqualTo(Verdict.TAKEN);
        assertThat(kept().size()).isEqualTo(Reports.REPEATS_MAX + 2);
    }

    @Test
    void beside_one_that_repeats_itself_a_quiet_one_may_still_be_heard_in_any_order() {
        Instant start = watching();
        tell("b-1", BUZZER, start, EventType.DEVICE_ONLINE);
        chatter(start, 2_000);

        tell("b-3", BUZZER, at("07:00:05"), EventType.DEVICE_ONLINE);
        tell("b-2", BUZZER, at("07:00:00"), EventType.DEVICE_OFFLINE);

        assertThat(kept().at(BUZZER, at("07:00:06"))).map(DeviceReport::type).contains(EventType.DEVICE_ONLINE);
    }

    @Test
    void who_repeats_itself_still_cannot_say_two_things_under_one_id() {
        Instant start = watching();
        chatter(start, 2_000);
        String known = "r-" + start.plusSeconds(7).toEpochMilli();

        tell(known, CAMERA, start.plusSeconds(1_999), EventType.DEVICE_ONLINE);

        boolean displaced = heeded.displaced.stream().anyMatch(line -> line.contains(known));
        boolean refused =
                last instanceof Verdict.SetAside aside && aside.reason().equals("conflicting");
        assertThat(displaced || refused).isTrue();
    }

    @Test
    void the_five_thousand_and_first_change_is_set_aside_and_a_repeat_is_none() {
        Instant start = at("00:01");
        Reports filled = new Reports(ledger);
        for (int i = 0; i < Reports.REPORTS_MAX; i++) {
            EventType type = i % 2 == 0 ? EventType.DEVICE_ONLINE : EventType.DEVICE_OFFLINE;
            filled.add(campus, new DeviceReport(origin("f-" + i, start.plusSeconds(i)), type, "A", CAMERA));
        }
        watching();
        Instant later = start.plusSeconds(Reports.REPORTS_MAX);
        for (int i = 0; i < 2; i++) {
            assertThat(tell("again", CAMERA, later, EventType.DEVICE_ONLINE))
                    .isEqualTo(new Verdict.SetAside(
                            "too-many",
                            "campus 'A' has 5000 reports of devices in its open days already; devices should report what"
                                    + " changes"));
        }
        assertThat(ledger.size(CoverageTables.EVENTS)).isZero();
        assertThat(tell("repeat", CAMERA, later, EventType.DEVICE_OFFLINE)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void sealed_days_leave_no_rows() {
        Instant start = watching();
        chatter(start, 40);
        tell("off", CAMERA, start.plusSeconds(50), EventType.DEVICE_OFFLINE);
        assertThat(ledger.size(CoverageTables.REPORTS)).isEqualTo(2);

        while (watch.tick(start.plus(Duration.ofDays(5)), Optional.empty())) {
            // more is due
        }
        assertThat(ledger.size(CoverageTables.REPORTS)).isZero();
        assertThat(kept().standing().get(CAMERA).type()).isEqualTo(EventType.DEVICE_OFFLINE);
    }

    private Instant watching() {
        Instant start = at("00:01");
        watch.tick(start, Optional.empty());
        watch.plan(world.district(), start);
        world.campuses().values().forEach(plan -> watch.plan(world.district().id(), plan, start));
        return start;
    }

    private void chatter(Instant start, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(online(start.plusSeconds(i))).isEqualTo(Verdict.TAKEN);
        }
    }

    private Verdict online(Instant t) {
        return tell("r-" + t.toEpochMilli(), CAMERA, t, EventType.DEVICE_ONLINE);
    }

    private Verdict tell(String id, String device, Instant t, EventType type) {
        DeviceReport report = new DeviceReport(origin(id, t), type, "A", device);
        Instant stamp = t.isAfter(watch.clock()) ? t : watch.clock();
        last = watch.event(report, new Receipt(stamp, report.toString().getBytes(StandardCharsets.UTF_8), 0));
        return last;
    }

    private Devices kept() {
        return new Reports(ledger).of(campus);
    }

    private Origin origin(String id, Instant t) {
        return new Origin(world.district().id(), "doors", id, t);
    }

    private List<Integer> held() {
        List<Integer> held = new ArrayList<>();
        ledger.scan(
                CoverageTables.REPORTS,
                "d/A/",
                (key, row) -> held.add(row.reports().size()));
        return held;
    }

    private static DeviceReport online(String device, int seconds) {
        return told(device, seconds, EventType.DEVICE_ONLINE);
    }

    private static DeviceReport told(String device, int seconds, EventType type) {
        return new DeviceReport(new Origin("d", "doors", "r-" + seconds, BELL.plusSeconds(seconds)), type, "A", device);
    }
}
