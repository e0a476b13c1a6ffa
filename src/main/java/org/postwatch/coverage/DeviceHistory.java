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
public record DeviceHistory(
        SortedMap<String, DeviceReport> sealedReports, SortedMap<String, List<DeviceReport>> openReports) {
    public static final DeviceHistory NONE = new DeviceHistory(new TreeMap<>(), new TreeMap<>());

    public DeviceHistory with(DeviceReport report) {
        return with(List.of(report));
    }

    /** With these reports, too, whatever their order. */
    public DeviceHistory with(List<DeviceReport> more) {
        SortedMap<String, List<DeviceReport>> all = new TreeMap<>(openReports);
        Map<String, List<DeviceReport>> byDevice =
                more.stream().collect(Collectors.groupingBy(DeviceReport::device, TreeMap::new, Collectors.toList()));
        byDevice.forEach((device, added) -> {
            List<DeviceReport> list = new ArrayList<>(all.getOrDefault(device, List.of()));
            list.addAll(added);
            list.sort(Event.ORDER);
            all.put(device, List.copyOf(list));
        });
        return new DeviceHistory(sealedReports, all);
    }

    /** Reports of the open days. */
    public int size() {
        return openReports.values().stream().mapToInt(List::size).sum();
    }

    /** Reports of one device in the open days. */
    public int size(String device) {
        return openReports.getOrDefault(device, List.of()).size();
    }

    public DeviceHistory without(String device, String source, String id) {
        SortedMap<String, List<DeviceReport>> all = new TreeMap<>(openReports);
        all.computeIfPresent(device, (key, list) -> {
            List<DeviceReport> rest = list.stream()
                    .filter(r -> !(r.source().equals(source) && r.id().equals(id)))
                    .toList();
            return rest.isEmpty() ? null : rest;
        });
        return new DeviceHistory(sealedReports, all);
    }

    /** Folds what lies before an instant into the standing reports. */
    public DeviceHistory seal(Instant before) {
        SortedMap<String, DeviceReport> stand = new TreeMap<>(sealedReports);
        SortedMap<String, List<DeviceReport>> open = new TreeMap<>();
        openReports.forEach((device, list) -> {
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
        return new DeviceHistory(stand, open);
    }

    /** The latest report of a device at or before an instant. */
    public Optional<DeviceReport> latestAt(String device, Instant t) {
        List<DeviceReport> list = openReports.getOrDefault(device, List.of());
        int after = 0;
        for (int to = list.size(); after < to; ) {
            int middle = (after + to) >>> 1;
            if (list.get(middle).time().isAfter(t)) {
                to = middle;
            } else {
                after = middle + 1;
            }
        }
        return Optional.ofNullable(after > 0 ? list.get(after - 1) : sealedReports.get(device));
    }

    /** Instants of the open days from which a device says something else than before; of its first report, too. */
    public List<Instant> changeTimes(String device) {
        List<Instant> changes = new ArrayList<>();
        EventType before = null;
        for (DeviceReport report : openReports.getOrDefault(device, List.of())) {
            if (report.type() != before) {
                changes.add(report.time());
                before = report.type();
            }
        }
        return changes;
    }
}
