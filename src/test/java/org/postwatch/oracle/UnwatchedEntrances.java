package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.oracle.DutyWindows.DutyWindow;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Entrance;

/** One incident for each entrance and window of the campus in which a device that is due does not work. */
final class UnwatchedEntrances {
    private final World world;
    private final CampusPlan plan;
    private final SilenceTimeline feeds;
    private final List<DeviceReport> reports;

    UnwatchedEntrances(World world, CampusPlan plan, List<Event> standing, SilenceTimeline feeds) {
        this.world = world;
        this.plan = plan;
        this.feeds = feeds;
        reports = standing.stream()
                .filter(DeviceReport.class::isInstance)
                .map(DeviceReport.class::cast)
                .filter(r -> r.campus().equals(plan.id()))
                .sorted(Event.ORDER)
                .toList();
    }

    List<Incident> all() {
        List<Incident> all = new ArrayList<>();
        for (LocalDate date : Coverage.dates(world, plan)) {
            for (DutyWindow w : DutyWindows.ofCampus(plan, date)) {
                plan.versionOn(date).entrances().forEach(e -> add(e, w, all));
            }
        }
        return all;
    }

    private void add(Entrance entrance, DutyWindow w, List<Incident> all) {
        DistrictSettings settings = world.district().settings();
        EpisodeRule rule = new EpisodeRule(world, settings.entranceGrace(), settings.entranceLadder(), List.of());
        List<Episode> episodes = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        Instant from = null;
        for (Instant t : instants(entrance, w)) {
            boolean fault = t.isBefore(w.to()) && !faults(entrance, w, t).isEmpty();
            if (fault && from == null) {
                from = t;
            } else if (!fault && from != null) {
                rule.evaluate(from, t, t.isBefore(w.to()) ? "working" : "window-ended")
                        .ifPresent(episode -> {
                            episodes.add(episode);
                            reasons.clear();
                            reasons.addAll(faults(entrance, w, earlier(t.minusMillis(1), world.clock())));
                        });
                from = null;
            }
        }
        if (!episodes.isEmpty()) {
            String id = "entrance-unwatched/%s/%s/%s/%s".formatted(plan.id(), entrance.id(), w.date(), w.name());
            all.add(Incident.of(id, IncidentKind.ENTRANCE_UNWATCHED, Map.of(), episodes, reasons));
        }
    }

    /** The window's bounds and every instant in it at which a device may change. */
    private SortedSet<Instant> instants(Entrance entrance, DutyWindow w) {
        SortedSet<Instant> instants = new TreeSet<>();
        reports.forEach(r -> instants.add(r.time()));
        entrance.devices().forEach(d -> instants.addAll(feeds.boundaries(d.feed())));
        instants.removeIf(t -> !w.contains(t));
        instants.add(w.from());
        instants.add(w.to());
        return instants;
    }

    /** Why the devices that are due do not work at t. */
    private List<Reason> faults(Entrance entrance, DutyWindow w, Instant t) {
        List<Reason> faults = new ArrayList<>();
        for (Entrance.Device d : entrance.devices()) {
            if (!d.isRequiredOn(w.date())) {
                continue;
            }
            EventType latest = null;
            for (DeviceReport r : reports) {
                if (r.device().equals(d.id()) && !r.time().isAfter(t)) {
                    latest = r.type();
                }
            }
            if (latest == null) {
                faults.add(Reason.of(ReasonCode.DEVICE_NEVER_ONLINE, d.id()));
            } else if (latest != EventType.DEVICE_ONLINE) {
                faults.add(Reason.of(
                        latest == EventType.DEVICE_OFFLINE ? ReasonCode.DEVICE_OFFLINE : ReasonCode.DEVICE_TAMPERED,
                        d.id()));
            }
            if (feeds.isSilent(d.feed(), t)) {
                faults.add(Reason.of(ReasonCode.DEVICE_FEED_SILENT, d.id(), d.feed()));
            }
        }
        return faults;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
