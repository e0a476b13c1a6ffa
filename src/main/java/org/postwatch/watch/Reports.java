package org.postwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.Devices;
import org.postwatch.event.DeviceReport;

/**
 * What devices said of themselves: of the sealed past the last word of each lies with its campus, of the open days every
 * report that may matter, by campus and UTC date.
 */
final class Reports {
    /** Of one campus, kept of its open days; beyond, the order of arrival counts. */
    static final int REPORTS_MAX = 5_000;

    /**
     * With so many of one device kept, what it says again is kept no more, nor with half of the campus's kept whoever says it.
     * That matters when an older report of something else comes after it, or takes the place of the one that it repeats:
     * then that stands until the device's next report, which is kept.
     */
    static final int REPEATS_MAX = 100;

    /** Campuses whose reports are kept in mind; beyond, all are read anew. */
    private static final int CAMPUSES_MAX = 50_000;

    private final Ledger ledger;
    private final Rows<Memory.OfReports, DeviceReport> rows;
    private final Map<String, Devices> known = new HashMap<>();

    Reports(Ledger ledger) {
        this.ledger = ledger;
        this.rows = new Rows<>(ledger, CoverageTables.REPORTS, Memory.OfReports::new, Memory.OfReports::reports);
    }

    /** All that is known of the devices of a campus. */
    Devices of(String campus) {
        Devices devices = known.get(campus);
        return devices == null ? keep(campus, read(campus)) : devices;
    }

    boolean isFull(String campus) {
        return of(campus).size() >= REPORTS_MAX;
    }

    /** Whether the device said the same when it spoke last before. */
    boolean isKnown(String campus, DeviceReport report) {
        Optional<DeviceReport> last = of(campus).at(report.device(), report.time());
        return last.isPresent() && last.get().type() == report.type();
    }

    /** Whether it says what is known and has been said often enough. */
    boolean isIdle(String campus, DeviceReport report) {
        Devices devices = of(campus);
        return (devices.size(report.device()) >= REPEATS_MAX || devices.size() >= REPORTS_MAX / 2)
                && isKnown(campus, report);
    }

    void add(String campus, DeviceReport report) {
        Devices devices = of(campus).with(report);
        rows.add(day(campus, report.time()), report);
        keep(campus, devices);
    }

    /** Takes back the report of a device with a source and id. */
    void remove(String campus, String device, Instant time, String source, String id) {
        Devices devices = of(campus).without(device, source, id);
        rows.remove(
                day(campus, time), r -> r.device().equals(device) && r.source().equals(source) && r.id().equals(id));
        keep(campus, devices);
    }

    /**
     * Folds the days that are over, whole, into what stands.
     *
     * @return what is to be kept with the campus
     */
    Devices seal(String campus, Instant openFrom) {
        LocalDate first = LocalDate.ofInstant(openFrom, ZoneOffset.UTC);
        Devices all = of(campus);
        Devices left = all.sealed(first.atStartOfDay(ZoneOffset.UTC).toInstant());
        TreeSet<LocalDate> over = new TreeSet<>();
        all.reports()
                .values()
                .forEach(list -> list.forEach(report -> over.add(LocalDate.ofInstant(report.time(), ZoneOffset.UTC))));
        over.headSet(first).forEach(date -> rows.forget(campus + "/" + date));
        keep(campus, left);
        return new Devices(left.standing(), new TreeMap<>());
    }

    private Devices keep(String campus, Devices devices) {
        if (known.size() >= CAMPUSES_MAX) {
            known.clear();
        }
        known.put(campus, devices);
        return devices;
    }

    private Devices read(String campus) {
        Memory.OfCampus state = ledger.get(CoverageTables.CAMPUS_STATE, campus).orElse(Memory.OfCampus.NEW);
        Devices stored = state.devices();
        if (!stored.reports().isEmpty()) {
            // An earlier release kept all of them with the campus.
            stored.reports().values().forEach(list -> list.forEach(r -> rows.add(day(campus, r.time()), r)));
            stored = new Devices(stored.standing(), new TreeMap<>());
            ledger.put(CoverageTables.CAMPUS_STATE, campus, state.with(stored));
        }
        return stored.with(rows.of(campus));
    }

    private static String day(String campus, Instant time) {
        return campus + "/" + LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
