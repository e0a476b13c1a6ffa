package org.postwatch.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.coverage.DeviceHistory;
import org.postwatch.coverage.FeedSilences;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.DeviceReport;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.TimeSpan;

/** One incident per entrance and campus window: any device due there was not known to work for the grace. */
public final class EntranceIncidents {
    private EntranceIncidents() {}

    public static List<IncidentTimeline> of(
            District district, CampusPlan plan, LocalDate date, DeviceHistory devices, FeedSilences silences) {
        List<IncidentTimeline> courses = new ArrayList<>();
        EpisodeRule rule = new EpisodeRule(
                district.severities(),
                district.settings().entranceLadder(),
                district.settings().entranceGrace());
        for (Entrance entrance : plan.versionOn(date).entrances()) {
            List<Entrance.Device> due = entrance.devices().stream()
                    .filter(d -> d.isRequiredOn(date))
                    .toList();
            if (due.isEmpty()) {
                continue;
            }
            for (DutyWindow window : DutyWindows.ofCampus(plan, date)) {
                timeline(plan, entrance, due, window, rule, devices, silences).ifPresent(courses::add);
            }
        }
        return courses;
    }

    private static Optional<IncidentTimeline> timeline(
            CampusPlan plan,
            Entrance entrance,
            List<Entrance.Device> due,
            DutyWindow window,
            EpisodeRule rule,
            DeviceHistory devices,
            FeedSilences silences) {
        List<FaultSpan> runs = new ArrayList<>();
        List<IncidentTimeline.ReasonChange> reasonChanges = new ArrayList<>();
        Instant start = null;
        for (Instant t : boundaries(due, window.span(), devices, silences)) {
            List<Reason> faults = faults(due, devices, silences, t);
            if (!faults.isEmpty()) {
                start = start == null ? t : start;
                reasonChanges.add(new IncidentTimeline.ReasonChange(t, faults));
            } else if (start != null) {
                runs.add(new FaultSpan(new TimeSpan(start, t), "working"));
                start = null;
            }
        }
        if (start != null) {
            runs.add(new FaultSpan(new TimeSpan(start, window.span().to()), "window-ended"));
        }
        List<Episode> episodes = runs.stream()
                .flatMap(run -> rule.evaluate(run, List.of()).stream())
                .toList();
        String id = IncidentId.of(
                        IncidentKind.ENTRANCE_UNWATCHED, plan.id(), entrance.id(), window.date(), window.name())
                .text();
        Map<String, String> labels = Map.of(
                "campus", plan.id(),
                "entrance", entrance.id(),
                "date", window.date().toString(),
                "window", window.name());
        return episodes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new IncidentTimeline(id, IncidentKind.ENTRANCE_UNWATCHED, labels, episodes, reasonChanges));
    }

    /** Starts of the stretches in which nothing changes. */
    private static List<Instant> boundaries(
            List<Entrance.Device> due, TimeSpan window, DeviceHistory devices, FeedSilences silences) {
        TreeSet<Instant> cuts = new TreeSet<>(List.of(window.from()));
        for (Entrance.Device device : due) {
            cuts.addAll(devices.changeTimes(device.id()));
            for (TimeSpan silence : silences.byFeed().getOrDefault(device.feed(), List.of())) {
                cuts.add(silence.from());
                cuts.add(silence.to());
            }
        }
        return cuts.stream().filter(window::contains).toList();
    }

    private static List<Reason> faults(
            List<Entrance.Device> due, DeviceHistory devices, FeedSilences silences, Instant t) {
        List<Reason> faults = new ArrayList<>();
        for (Entrance.Device device : due) {
            Optional<DeviceReport> report = devices.latestAt(device.id(), t);
            if (report.isEmpty()) {
                faults.add(Reason.of(ReasonCode.DEVICE_NEVER_ONLINE, device.id()));
            } else if (!report.get().isWorking()) {
                faults.add(
                        Reason.of(ReasonCode.of("device-" + report.get().type().shortName()), device.id()));
            }
            if (silences.isSilent(device.feed(), t)) {
                faults.add(Reason.of(ReasonCode.DEVICE_FEED_SILENT, device.id(), device.feed()));
            }
        }
        return faults;
    }
}
