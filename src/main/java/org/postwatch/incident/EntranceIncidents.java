package org.postwatch.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.coverage.Devices;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.Silences;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EventType;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Span;
import org.postwatch.plan.Window;
import org.postwatch.plan.Windows;

/** One incident per entrance and campus window: any device due there was not known to work for the grace. */
public final class EntranceIncidents {
    private EntranceIncidents() {}

    public static List<Course> of(
            District district, CampusPlan plan, LocalDate date, Devices devices, Silences silences) {
        List<Course> courses = new ArrayList<>();
        Episodes rule = new Episodes(
                district.severities(),
                district.settings().entranceLadder(),
                district.settings().entranceGrace());
        for (Entrance entrance : plan.on(date).entrances()) {
            List<Entrance.Device> due =
                    entrance.devices().stream().filter(d -> d.dueOn(date)).toList();
            if (due.isEmpty()) {
                continue;
            }
            for (Window window : Windows.ofCampus(plan, date)) {
                course(plan, entrance, due, window, rule, devices, silences).ifPresent(courses::add);
            }
        }
        return courses;
    }

    private static Optional<Course> course(
            CampusPlan plan,
            Entrance entrance,
            List<Entrance.Device> due,
            Window window,
            Episodes rule,
            Devices devices,
            Silences silences) {
        List<Run> runs = new ArrayList<>();
        List<Course.Because> because = new ArrayList<>();
        Instant start = null;
        for (Instant t : cuts(due, window.span(), devices, silences)) {
            List<Reason> faults = faults(due, devices, silences, t);
            if (!faults.isEmpty()) {
                start = start == null ? t : start;
                because.add(new Course.Because(t, faults));
            } else if (start != null) {
                runs.add(new Run(new Span(start, t), "working"));
                start = null;
            }
        }
        if (start != null) {
            runs.add(new Run(new Span(start, window.span().to()), "window-ended"));
        }
        List<Episode> episodes =
                runs.stream().flatMap(run -> rule.of(run, List.of()).stream()).toList();
        String id = Kind.ENTRANCE_UNWATCHED.wireName() + "/" + plan.id() + "/" + entrance.id() + "/" + window.date()
                + "/" + window.name();
        Map<String, String> labels = Map.of(
                "campus", plan.id(),
                "entrance", entrance.id(),
                "date", window.date().toString(),
                "window", window.name());
        return episodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Course(id, Kind.ENTRANCE_UNWATCHED, labels, episodes, because));
    }

    /** Starts of the stretches in which nothing changes. */
    private static List<Instant> cuts(List<Entrance.Device> due, Span window, Devices devices, Silences silences) {
        TreeSet<Instant> cuts = new TreeSet<>(List.of(window.from()));
        for (Entrance.Device device : due) {
            cuts.addAll(devices.changes(device.id()));
            for (Span silence : silences.byFeed().getOrDefault(device.feed(), List.of())) {
                cuts.add(silence.from());
                cuts.add(silence.to());
            }
        }
        return cuts.stream().filter(window::contains).toList();
    }

    private static List<Reason> faults(List<Entrance.Device> due, Devices devices, Silences silences, Instant t) {
        List<Reason> faults = new ArrayList<>();
        for (Entrance.Device device : due) {
            Optional<DeviceReport> report = devices.at(device.id(), t);
            if (report.isEmpty()) {
                faults.add(Reason.of("device-never-online", device.id()));
            } else if (!report.get().working()) {
                boolean offline = report.get().type() == EventType.DEVICE_OFFLINE;
                faults.add(Reason.of(offline ? "device-offline" : "device-tampered", device.id()));
            }
            if (silences.isSilent(device.feed(), t)) {
                faults.add(Reason.of("device-feed-silent", device.id(), device.feed()));
            }
        }
        return faults;
    }
}
