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

    private final MemoryLedger ledger = new MemoryLedger();
    private Reports reports = new Reports(ledger);

    @Test
    void a_device_that_reports_every_second_rewrites_short_rows_only() {
        for (int i = 0; i < 500; i++) {
            reports.add("d/A", online("camera", i));
        }
        assertThat(reports.of("d/A").size()).isEqualTo(500);
        assertThat(held()).hasSize(16).allMatch(row -> row <= Rows.ROW_MAX);
        assertThat(ledger.size(Table.CAMPUS_STATE)).isZero();
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

        ledger.put(Table.CAMPUS_STATE, "d/A", Memory.OfCampus.NEW.with(stands));
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
                Table.CAMPUS_STATE,
                "d/A",
                new Memory.OfCampus(
                        new TreeSet<>(List.of("D-1")),
                        Collections.emptySortedSet(),
                        stored,
                        "said",
                        DATE,
                        Memory.NEVER));

        assertThat(reports.of("d/A")).isEqualTo(stored);
        Memory.OfCampus state = ledger.get(Table.CAMPUS_STATE, "d/A").orElseThrow();
        assertThat(state.devices()).isEqualTo(new Devices(standing, new TreeMap<>()));
        assertThat(state.badges()).containsExactly("D-1");
        assertThat(new Reports(ledger).of("d/A")).isEqualTo(stored);
    }

    /** Every camera that says "online" each minute must not use up what "offline" needs. */
    @Test
    void who_repeats_itself_all_day_is_still_heard_when_it_says_something_else() {
        World world = CaseWorld.monday().north("2026-09-14").world();
        String campus = world.district().id() + "/A";
        Watch watch = new Watch(ledger, new Heeded(), 100);
        Instant start = at("00:01");
        watch.tick(start, Optional.empty());
        watch.plan(world.district(), start);
        world.campuses().values().forEach(plan -> watch.plan(world.district().id(), plan, start));
        for (int i = 0; i < 6_000; i++) {
            assertThat(tell(watch, world, start.plusSeconds(i), EventType.DEVICE_ONLINE))
                    .isEqualTo(Verdict.TAKEN);
        }
        assertThat(new Reports(ledger).of(campus).size()).isEqualTo(Reports.REPEATS_MAX);
        int writes = ledger.writes().get(Table.EVENTS.name());

        assertThat(tell(watch, world, start.plusSeconds(6_000), EventType.DEVICE_ONLINE))
                .isEqualTo(Verdict.TAKEN);
        assertThat(ledger.writes().get(Table.EVENTS.name())).isEqualTo(writes);

        Instant off = start.plusSeconds(6_001);
        assertThat(tell(watch, world, off, EventType.DEVICE_OFFLINE)).isEqualTo(Verdict.TAKEN);
        assertThat(new Reports(ledger).of(campus).at("north-camera", off.plusSeconds(60)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_OFFLINE);
        assertThat(tell(watch, world, off.plus(Duration.ofMinutes(1)), EventType.DEVICE_ONLINE))
                .isEqualTo(Verdict.TAKEN);
        assertThat(new Reports(ledger).of(campus).size()).isEqualTo(Reports.REPEATS_MAX + 2);
    }

    private static Verdict tell(Watch watch, World world, Instant t, EventType type) {
        DeviceReport report = new DeviceReport(
                new Origin(world.district().id(), "doors", "r-" + t.toEpochMilli(), t), type, "A", "north-camera");
        return watch.event(report, new Receipt(t, report.toString().getBytes(StandardCharsets.UTF_8), 0));
    }

    private List<Integer> held() {
        List<Integer> held = new ArrayList<>();
        ledger.scan(Table.REPORTS, "d/A/", (key, row) -> held.add(row.reports().size()));
        return held;
    }

    private static DeviceReport online(String device, int seconds) {
        return told(device, seconds, EventType.DEVICE_ONLINE);
    }

    private static DeviceReport told(String device, int seconds, EventType type) {
        return new DeviceReport(new Origin("d", "doors", "r-" + seconds, BELL.plusSeconds(seconds)), type, "A", device);
    }
}
