package org.postwatch.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;

/**
 * What the devices of a campus said of themselves.
 *
 * @param standing by device, the last report of the sealed past
 * @param reports of the open days, by device in order of time
 */
public record Devices(SortedMap<String, DeviceReport> standing, SortedMap<String, List<DeviceReport>> reports) {
    public static final Devices NONE = new Devices(new TreeMap<>(), new TreeMap<>());

    public Devices with(DeviceReport report) {
        SortedMap<String, List<DeviceReport>> all = new TreeMap<>(reports);
        List<DeviceReport> list = new ArrayList<>(all.getOrDefault(report.device(), List.of()));
        list.add(report);
        list.sort(Event.ORDER);
        all.put(report.device(), List.copyOf(list));
        return new Devices(standing, all);
    }

    /** Reports of the open days. */
    public int size() {
        return reports.values().stream().mapToInt(List::size).sum();
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
        return reports.getOrDefault(device, List.of()).stream()
                .filter(r -> !r.time().isAfter(t))
                .reduce((a, b) -> b)
                .or(() -> Optional.ofNullable(standing.get(device)));
    }

    /** All reports of the open days of some device. */
    public List<DeviceReport> of(String device) {
        return reports.getOrDefault(device, List.of());
    }
}
