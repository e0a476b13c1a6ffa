package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.DeviceHistory;
import org.postwatch.event.DeviceReport;
import org.postwatch.state.StateStore;

/**
 * What devices said of themselves: of the sealed past the last word of each lies with its campus, of the open days every
 * report that may matter, by campus and UTC date.
 */
final class DeviceReportStore {
    /** Of one campus, kept of its open days; beyond, the order of arrival counts. */
    static final int MAX_REPORTS = 5_000;

    /**
     * With so many of one device kept, what it says again is kept no more, nor with half of the campus's kept whoever says it.
     * That matters when an older report of something else comes after it, or takes the place of the one that it repeats:
     * then that stands until the device's next report, which is kept.
     */
    static final int MAX_REPEATS = 100;

    /** Campuses whose reports are kept in mind; beyond, all are read anew. */
    private static final int MAX_CACHED_CAMPUSES = 50_000;

    private final StateStore store;
    private final PagedLists<EngineState.DeviceReportPage, DeviceReport> lists;
    private final Map<String, DeviceHistory> devicesByCampus = new HashMap<>();

    DeviceReportStore(StateStore ledger) {
        this.store = ledger;
        this.lists = new PagedLists<>(
                ledger,
                CoverageTables.DEVICE_REPORTS,
                EngineState.DeviceReportPage::new,
                EngineState.DeviceReportPage::reports);
    }

    /** All that is known of the devices of a campus. */
    DeviceHistory devicesOf(String campus) {
        DeviceHistory devices = devicesByCampus.get(campus);
        return devices == null ? cache(campus, load(campus)) : devices;
    }

    boolean isFull(String campus) {
        return devicesOf(campus).size() >= MAX_REPORTS;
    }

    /** Whether the device said the same when it spoke last before. */
    boolean isRepeat(String campus, DeviceReport report) {
        Optional<DeviceReport> last = devicesOf(campus).latestAt(report.device(), report.time());
        return last.isPresent() && last.get().type() == report.type();
    }

    /** Whether it says what is known and has been said often enough. */
    boolean isRedundant(String campus, DeviceReport report) {
        DeviceHistory devices = devicesOf(campus);
        return (devices.size(report.device()) >= MAX_REPEATS || devices.size() >= MAX_REPORTS / 2)
                && isRepeat(campus, report);
    }

    void add(String campus, DeviceReport report) {
        DeviceHistory devices = devicesOf(campus).with(report);
        lists.add(dayKey(campus, report.time()), report);
        cache(campus, devices);
    }

    /** Takes back the report of a device with a source and id. */
    void remove(String campus, String device, Instant time, String source, String id) {
        DeviceHistory devices = devicesOf(campus).without(device, source, id);
        lists.remove(
                dayKey(campus, time),
                r -> r.device().equals(device) && r.source().equals(source) && r.id().equals(id));
        cache(campus, devices);
    }

    /**
     * Folds the days that are over, whole, into what stands.
     *
     * @return what is to be kept with the campus
     */
    DeviceHistory seal(String campus, Instant openFrom) {
        LocalDate first = LocalDate.ofInstant(openFrom, ZoneOffset.UTC);
        DeviceHistory all = devicesOf(campus);
        DeviceHistory left = all.seal(first.atStartOfDay(ZoneOffset.UTC).toInstant());
        TreeSet<LocalDate> over = new TreeSet<>();
        all.openReports()
                .values()
                .forEach(list -> list.forEach(report -> over.add(LocalDate.ofInstant(report.time(), ZoneOffset.UTC))));
        over.headSet(first).forEach(date -> lists.delete(campus + "/" + date));
        cache(campus, left);
        return new DeviceHistory(left.sealedReports(), new TreeMap<>());
    }

    private DeviceHistory cache(String campus, DeviceHistory devices) {
        if (devicesByCampus.size() >= MAX_CACHED_CAMPUSES) {
            devicesByCampus.clear();
        }
        devicesByCampus.put(campus, devices);
        return devices;
    }

    private DeviceHistory load(String campus) {
        EngineState.CampusState state =
                store.get(CoverageTables.CAMPUS_STATE, campus).orElse(EngineState.CampusState.NEW);
        DeviceHistory stored = state.devices();
        if (!stored.openReports().isEmpty()) {
            // An earlier release kept all of them with the campus.
            stored.openReports().values().forEach(list -> list.forEach(r -> lists.add(dayKey(campus, r.time()), r)));
            stored = new DeviceHistory(stored.sealedReports(), new TreeMap<>());
            store.put(CoverageTables.CAMPUS_STATE, campus, state.withDevices(stored));
        }
        return stored.with(lists.read(campus));
    }

    private static String dayKey(String campus, Instant time) {
        return campus + "/" + LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
