package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.oracle.CaseTime.at;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.DeviceHistory;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.plan.CampusKey;
import org.postwatch.state.InMemoryStateStore;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;

/** Devices that say the same again and again, and what is kept of it. */
class DeviceReportStoreTest {
    private static final Instant BELL = Instant.parse("2026-09-14T13:30:00Z");
    private static final LocalDate DATE = LocalDate.of(2026, 9, 14);

    private static final String CAMERA = "north-camera";
    private static final String BUZZER = "north-buzzer";

    private final World world = CaseWorld.monday().northEntrance("2026-09-14").world();
    private final CampusKey campus = new CampusKey(world.district().id(), "A");
    private static final CampusKey A = new CampusKey("d", "A");
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final RecordingCoverageOutput output = new RecordingCoverageOutput();
    private final CoverageEngine engine = new CoverageEngine(store, output, 100);
    private ProcessingResult last = ProcessingResult.ACCEPTED;
    private DeviceReportStore reports = new DeviceReportStore(store);

    @Test
    void a_device_that_reports_every_second_rewrites_only_short_pages() {
        for (int i = 0; i < 500; i++) {
            reports.add(A, online("camera", i));
        }
        assertThat(reports.devicesOf(A).size()).isEqualTo(500);
        assertThat(pageSizes()).hasSize(16).allMatch(row -> row <= PagedLists.PAGE_SIZE);
        assertThat(store.size(CoverageTables.CAMPUS_STATE)).isZero();
    }

    @Test
    void stored_reports_are_loaded_after_a_restart_in_any_order() {
        reports.add(A, report("camera", 300, EventType.DEVICE_OFFLINE));
        reports.add(A, online("camera", 100));
        reports.add(A, online("buzzer", 50));
        reports.add(new CampusKey("d", "B"), online("camera", 0));
        DeviceHistory before = reports.devicesOf(A);

        reports = new DeviceReportStore(store);

        assertThat(reports.devicesOf(A)).isEqualTo(before);
        assertThat(before.latestAt("camera", BELL.plusSeconds(99))).isEmpty();
        assertThat(before.latestAt("camera", BELL.plusSeconds(100)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_ONLINE);
        assertThat(before.latestAt("camera", BELL.plusSeconds(300)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_OFFLINE);
    }

    @Test
    void a_superseded_report_stays_removed_after_a_restart() {
        reports.add(A, online("camera", 1));
        reports.add(A, report("camera", 2, EventType.DEVICE_OFFLINE));

        reports.remove(A, "camera", BELL.plusSeconds(2), "doors", "r-2");

        assertThat(reports.devicesOf(A).size()).isEqualTo(1);
        assertThat(new DeviceReportStore(store).devicesOf(A)).isEqualTo(reports.devicesOf(A));
    }

    @Test
    void sealed_days_keep_the_last_report_of_each_device() {
        for (int day = 0; day < 4; day++) {
            reports.add(A, online("camera", day * 86_400));
            reports.add(A, report("camera", day * 86_400 + 60, EventType.DEVICE_OFFLINE));
        }
        DeviceHistory stands = reports.seal(A, Instant.parse("2026-09-17T06:00:00Z"));

        assertThat(stands.openReports()).isEmpty();
        assertThat(stands.sealedReports()).containsOnlyKeys("camera");
        assertThat(stands.sealedReports().get("camera").time()).isEqualTo(BELL.plusSeconds(2 * 86_400 + 60));
        assertThat(pageSizes()).containsExactly(2);

        store.put(CoverageTables.CAMPUS_STATE, A, EngineState.CampusState.NEW.withDevices(stands));
        assertThat(new DeviceReportStore(store).devicesOf(A)).isEqualTo(reports.devicesOf(A));
        assertThat(reports.devicesOf(A).latestAt("camera", BELL.plusSeconds(3 * 86_400 - 1)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_OFFLINE);
    }

    /** Every camera that says "online" each minute must not use up what "offline" needs. */
    @Test
    void a_change_is_recorded_after_a_day_of_repeated_reports() {
        Instant start = startEngine();
        repeatOnline(start, 6_000);
        assertThat(storedDevices().size()).isEqualTo(DeviceReportStore.MAX_REPEATS);
        int writes = store.writes().get(CoverageTables.EVENTS.name());
        assertThat(online(start.plusSeconds(6_000))).isEqualTo(ProcessingResult.ACCEPTED);
        assertThat(store.writes().get(CoverageTables.EVENTS.name())).isEqualTo(writes);

        Instant off = start.plusSeconds(6_001);
        assertThat(send("off", CAMERA, off, EventType.DEVICE_OFFLINE)).isEqualTo(ProcessingResult.ACCEPTED);
        assertThat(storedDevices().latestAt(CAMERA, off.plusSeconds(60)))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_OFFLINE);
        assertThat(online(off.plusSeconds(60))).isEqualTo(ProcessingResult.ACCEPTED);
        assertThat(storedDevices().size()).isEqualTo(DeviceReportStore.MAX_REPEATS + 2);
    }

    @Test
    void reports_of_a_quiet_device_are_accepted_in_any_order_beside_a_repeating_one() {
        Instant start = startEngine();
        send("b-1", BUZZER, start, EventType.DEVICE_ONLINE);
        repeatOnline(start, 2_000);

        send("b-3", BUZZER, at("07:00:05"), EventType.DEVICE_ONLINE);
        send("b-2", BUZZER, at("07:00:00"), EventType.DEVICE_OFFLINE);

        assertThat(storedDevices().latestAt(BUZZER, at("07:00:06")))
                .map(DeviceReport::type)
                .contains(EventType.DEVICE_ONLINE);
    }

    @Test
    void a_repeating_device_cannot_use_one_id_for_two_events() {
        Instant start = startEngine();
        repeatOnline(start, 2_000);
        String known = "r-" + start.plusSeconds(7).toEpochMilli();

        send(known, CAMERA, start.plusSeconds(1_999), EventType.DEVICE_ONLINE);

        boolean displaced = output.superseded.stream().anyMatch(line -> line.contains(known));
        boolean refused = last instanceof ProcessingResult.Rejection aside
                && aside.reason().equals("conflicting");
        assertThat(displaced || refused).isTrue();
    }

    @Test
    void report_5001_is_rejected_unless_it_is_a_repeat() {
        Instant start = at("00:01");
        DeviceReportStore filled = new DeviceReportStore(store);
        for (int i = 0; i < DeviceReportStore.MAX_REPORTS; i++) {
            EventType type = i % 2 == 0 ? EventType.DEVICE_ONLINE : EventType.DEVICE_OFFLINE;
            filled.add(campus, new DeviceReport(origin("f-" + i, start.plusSeconds(i)), type, "A", CAMERA));
        }
        startEngine();
        Instant later = start.plusSeconds(DeviceReportStore.MAX_REPORTS);
        for (int i = 0; i < 2; i++) {
            assertThat(send("again", CAMERA, later, EventType.DEVICE_ONLINE))
                    .isEqualTo(new ProcessingResult.Rejection(
                            "too-many",
                            "campus 'A' has 5000 reports of devices in its open days already; devices should report what"
                                    + " changes"));
        }
        assertThat(store.size(CoverageTables.EVENTS)).isZero();
        assertThat(send("repeat", CAMERA, later, EventType.DEVICE_OFFLINE)).isEqualTo(ProcessingResult.ACCEPTED);
    }

    @Test
    void sealed_days_leave_no_pages() {
        Instant start = startEngine();
        repeatOnline(start, 40);
        send("off", CAMERA, start.plusSeconds(50), EventType.DEVICE_OFFLINE);
        assertThat(store.size(CoverageTables.DEVICE_REPORTS)).isEqualTo(2);

        while (engine.tick(start.plus(Duration.ofDays(5)), Optional.empty())) {
            // more is due
        }
        assertThat(store.size(CoverageTables.DEVICE_REPORTS)).isZero();
        assertThat(storedDevices().sealedReports().get(CAMERA).type()).isEqualTo(EventType.DEVICE_OFFLINE);
    }

    private Instant startEngine() {
        Instant start = at("00:01");
        engine.tick(start, Optional.empty());
        engine.applyPlan(world.district(), start);
        world.campuses()
                .values()
                .forEach(plan -> engine.applyPlan(world.district().id(), plan, start));
        return start;
    }

    private void repeatOnline(Instant start, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(online(start.plusSeconds(i))).isEqualTo(ProcessingResult.ACCEPTED);
        }
    }

    private ProcessingResult online(Instant t) {
        return send("r-" + t.toEpochMilli(), CAMERA, t, EventType.DEVICE_ONLINE);
    }

    private ProcessingResult send(String id, String device, Instant t, EventType type) {
        DeviceReport report = new DeviceReport(origin(id, t), type, "A", device);
        Instant stamp = t.isAfter(engine.clock()) ? t : engine.clock();
        last = engine.handleEvent(
                report, new RecordArrival(stamp, report.toString().getBytes(StandardCharsets.UTF_8), 0));
        return last;
    }

    private DeviceHistory storedDevices() {
        return new DeviceReportStore(store).devicesOf(campus);
    }

    private EventOrigin origin(String id, Instant t) {
        return new EventOrigin(world.district().id(), "doors", id, t);
    }

    private List<Integer> pageSizes() {
        List<Integer> held = new ArrayList<>();
        store.scan(
                CoverageTables.DEVICE_REPORTS,
                A.prefix(),
                (key, row) -> held.add(row.reports().size()));
        return held;
    }

    private static DeviceReport online(String device, int seconds) {
        return report(device, seconds, EventType.DEVICE_ONLINE);
    }

    private static DeviceReport report(String device, int seconds, EventType type) {
        return new DeviceReport(
                new EventOrigin("d", "doors", "r-" + seconds, BELL.plusSeconds(seconds)), type, "A", device);
    }
}
