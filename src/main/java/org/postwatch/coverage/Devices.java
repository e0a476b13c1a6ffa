package org.postwatch.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;

/**
 * What the devices of a campus said of themselves.
 *
 * @param standing by device, the last report of the sealed past
 * @param reports of the open days, by device in order of time
 */
public record Devices(SortedMap<String, DeviceReport> standing, SortedMap<String, List<DeviceReport>> reports) {
    public static final Devices NONE = new Devices(new TreeMap<>(), new TreeMap<>());

    public Devices with(DeviceReport report) {
        return with(List.of(report));
    }

    /** With these reports, too, whatever their order. */
    public Devices with(List<DeviceReport> more) {
        SortedMap<String, List<DeviceReport>> all = new TreeMap<>(reports);
        Map<String, List<DeviceReport>> byDevice =
                more.stream().collect(Collectors.groupingBy(DeviceReport::device, TreeMap::new, Collectors.toList()));
        byDevice.forEach((device, added) -> {
            List<DeviceReport> list = new ArrayList<>(all.getOrDefault(device, List.of()));
            list.addAll(added);
            list.sort(Event.ORDER);
            all.put(device, List.copyOf(list));
        });
        return new Devices(standing, all);
    }

    /** Reports of the open days. */
    public int size() {
        return reports.values().stream().mapToInt(List::size).sum();
    }

    /** Reports of one device in the open days. */
    public int size(String device) {
        return reports.getOrDefault(device, List.of()).size();
    }

    public Devices without(String device, String source, String id) {
        SortedMap<String, List<DeviceReport>> all = new TreeMap<>(reports);
        all.computeIfPresent(device, (key, list) -> {
            List<DeviceReport> rest = list.stream()
                    .filter(r -> !(r.source().equals(source) && r.id().equals(id)))
                    .toList();
            return rest.isEmpty() ? null : rest;
        });
        return new Devices(standing, all);
    }

    /** Folds what lies before an instant into the standing reports. */
    public Devices sealed(Instant before) {
        SortedMap<String, DeviceReport> stand = new TreeMap<>(standing);
        SortedMap<String, List<DeviceReport>> open = new TreeMap<>();
        reports.forEach((device, list) -> {
            for (DeviceReport report : list) {
                if (report.time().isBefore(before)) {
                    stand.put(device, report);
                }
            }
            List<DeviceReport> rest =
                    list.stream().filter(r -> !r.time().isBefore(before)).toList();
            if (!rest.isEmpty()) {
                open.put(device, rest);
            }
        });
        return new Devices(stand, open);
    }

    /** The latest report of a device at or before an instant. */
    public Optional<DeviceReport> at(String device, Instant t) {
        List<DeviceReport> list = reports.getOrDefault(device, List.of());
        int after = 0;
        for (int to = list.size(); after < to; ) {
            int middle = (after + to) >>> 1;
            if (list.get(middle).time().isAfter(t)) {
                to = middle;
            } else {
                after = middle + 1;
            }
        }
        return Optional.ofNullable(after > 0 ? list.get(after - 1) : standing.get(device));
    }

    /** Instants of the open days from which a device says something else than before; of its first report, too. */
    public List<Instant> changes(String device) {
        List<Instant> changes = new ArrayList<>();
        EventType before = null;
        for (DeviceReport report : reports.getOrDefault(device, List.of())) {
            if (report.type() != before) {
                changes.add(report.time());
                before = report.type();
            }
        }
        return changes;
    }
}
