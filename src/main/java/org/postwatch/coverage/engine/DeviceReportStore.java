package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.DeviceHistory;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.BoundedCache;
import org.postwatch.state.StateStore;

/**
 * The reports of devices. Of sealed days, the last report of each device is stored with its campus; of open days, every report
 * that may matter is stored by campus and UTC date.
 */
final class DeviceReportStore {
    /** Reports of one campus in its open days; the next ones are rejected. */
    static final int MAX_REPORTS = 5_000;

    /**
     * Once so many reports of a device are stored, or half of {@link #MAX_REPORTS} of its campus, a report that repeats the last
     * one is not stored. This matters only if an older report of another kind arrives later or supersedes the repeated one: then
     * that one stands until the device's next report that is stored.
     */
    static final int MAX_REPEATS = 100;

    private static final int MAX_CACHED_CAMPUSES = 25_000;

    private final StateStore store;
    private final PagedLists<CampusDayKey, EngineState.DeviceReportPage, DeviceReport> lists;
    private final BoundedCache<CampusKey, DeviceHistory> devicesByCampus = new BoundedCache<>(MAX_CACHED_CAMPUSES);

    DeviceReportStore(StateStore store) {
        this.store = store;
        this.lists = new PagedLists<>(
                store,
                CoverageTables.DEVICE_REPORTS,
                CoverageTables.DAY_KEYS,
                EngineState.DeviceReportPage::new,
                EngineState.DeviceReportPage::reports);
    }

    /** Adds a report; it affects its campus from its time on, unless it repeats the device's last one. */
    EventOutcome add(DeviceReport report) {
        CampusKey campus = new CampusKey(report.origin().district(), report.campus());
        if (devicesOf(campus).size() >= MAX_REPORTS) {
            return EventOutcome.rejected(
                    "too-many",
                    "campus '" + report.campus() + "' has " + MAX_REPORTS
                            + " reports of devices in its open days already; devices should report what changes");
        }
        boolean repeat = isRepeat(campus, report);
        add(campus, report);
        return repeat ? EventOutcome.ACCEPTED : EventOutcome.accepted(affected(report.campus(), report.time()));
    }

    /** Removes the report of a device at an instant that has the source and id of an event. */
    List<AffectedSpan> remove(String campus, String device, Instant time, Event other) {
        remove(new CampusKey(other.origin().district(), campus), device, time, other.source(), other.id());
        return affected(campus, time);
    }

    private static List<AffectedSpan> affected(String campus, Instant from) {
        return List.of(AffectedSpan.observed(campus, new TimeSpan(from, Instant.MAX)));
    }

    /** The reports of all devices of a campus. */
    DeviceHistory devicesOf(CampusKey campus) {
        return devicesByCampus.getOrLoad(campus, this::load);
    }

    /** Whether the device's report before this one is of the same type. */
    private boolean isRepeat(CampusKey campus, DeviceReport report) {
        Optional<DeviceReport> last = devicesOf(campus).latestAt(report.device(), report.time());
        return last.isPresent() && last.get().type() == report.type();
    }

    /** Whether it repeats a report that has been repeated often enough. */
    boolean isRedundant(CampusKey campus, DeviceReport report) {
        DeviceHistory devices = devicesOf(campus);
        return (devices.size(report.device()) >= MAX_REPEATS || devices.size() >= MAX_REPORTS / 2)
                && isRepeat(campus, report);
    }

    void add(CampusKey campus, DeviceReport report) {
        DeviceHistory devices = devicesOf(campus).with(report);
        lists.add(dayKey(campus, report.time()), report);
        devicesByCampus.put(campus, devices);
    }

    /** Removes the report of a device with a source and id. */
    void remove(CampusKey campus, String device, Instant time, String source, String id) {
        DeviceHistory devices = devicesOf(campus).without(device, source, id);
        lists.remove(
                dayKey(campus, time),
                r -> r.device().equals(device) && r.source().equals(source) && r.id().equals(id));
        devicesByCampus.put(campus, devices);
    }

    /**
     * Deletes the days before an instant, of which the last report of each device is left.
     *
     * @return what is left, which the caller stores with the campus
     */
    DeviceHistory seal(CampusKey campus, Instant openFrom) {
        LocalDate first = LocalDate.ofInstant(openFrom, ZoneOffset.UTC);
        DeviceHistory all = devicesOf(campus);
        DeviceHistory left = all.seal(first.atStartOfDay(ZoneOffset.UTC).toInstant());
        TreeSet<LocalDate> over = new TreeSet<>();
        all.openReports()
                .values()
                .forEach(list -> list.forEach(report -> over.add(LocalDate.ofInstant(report.time(), ZoneOffset.UTC))));
        over.headSet(first).forEach(date -> lists.delete(campus.on(date)));
        devicesByCampus.put(campus, left);
        return new DeviceHistory(left.sealedReports(), new TreeMap<>());
    }

    private DeviceHistory load(CampusKey campus) {
        EngineState.CampusState state =
                store.get(CoverageTables.CAMPUS_STATE, campus).orElse(EngineState.CampusState.NEW);
        return state.devices().with(lists.readAll(campus.prefix()));
    }

    private static CampusDayKey dayKey(CampusKey campus, Instant time) {
        return campus.on(LocalDate.ofInstant(time, ZoneOffset.UTC));
    }
}
