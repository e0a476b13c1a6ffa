package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.Absence;
import org.postwatch.coverage.CoverageEvidence;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageTimeline;
import org.postwatch.coverage.FeedSilences;
import org.postwatch.coverage.OfficerTimeline;
import org.postwatch.coverage.Presence;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.Incident;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.StateStore;

/** One evaluation of a campus: the evidence and shifts of all its dates, read once. */
final class CampusEvaluationContext {
    private final StateStore store;
    final District district;
    final CampusPlan plan;
    final CampusKey campusKey;
    final EngineState.CampusState campus;
    final CoverageEvidence evidence;
    final Map<String, List<Event>> shifts;
    final Instant clock;
    final Map<LocalDate, Map<String, List<CoverageInterval>>> timelines = new HashMap<>();

    /** Incidents of all evaluated dates, as published and as they are now: a shift that moves takes its no-show along. */
    final SortedMap<String, Incident> published = new TreeMap<>();

    final SortedMap<String, Incident> current = new TreeMap<>();

    CampusEvaluationContext(
            StateStore store, PresenceSignalStore signals, District district, CampusPlan plan, Instant clock) {
        this.store = store;
        this.district = district;
        this.plan = plan;
        this.campusKey = new CampusKey(district.id(), plan.id());
        this.clock = clock;
        this.campus = store.get(CoverageTables.CAMPUS_STATE, campusKey).orElse(EngineState.CampusState.NEW);
        this.evidence = evidence(signals);
        this.shifts = shifts();
    }

    private CoverageEvidence evidence(PresenceSignalStore signals) {
        List<Presence> presences = new ArrayList<>();
        List<Absence> absences = new ArrayList<>();
        for (String badge : campus.badges()) {
            OfficerTimeline timeline = signals.timeline(district, badge);
            timeline.presences().stream()
                    .filter(p -> p.campus().equals(plan.id()))
                    .forEach(presences::add);
            timeline.absences().stream()
                    .filter(a -> a.campus().equals(plan.id()))
                    .forEach(absences::add);
        }
        return new CoverageEvidence(presences, absences, silences(presences));
    }

    private Map<String, List<Event>> shifts() {
        Map<String, List<Event>> result = new TreeMap<>();
        for (String shift : campus.shifts()) {
            store.get(CoverageTables.SHIFTS, new DistrictKey(district.id(), shift))
                    .ifPresent(changes -> result.put(shift, changes.changes()));
        }
        return result;
    }

    Map<String, List<CoverageInterval>> timeline(LocalDate date) {
        return timelines.computeIfAbsent(date, d -> CoverageTimeline.compute(district, plan, d, evidence));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock, plan.zone());
    }

    /** The next end of the grace of any shift of a date, or {@code before} if that is earlier. */
    Instant nextShiftGraceEnd(LocalDate date, Instant before) {
        Instant next = before;
        for (List<Event> changes : shifts.values()) {
            for (Event change : changes) {
                if (change instanceof ShiftPlanned planned
                        && LocalDate.ofInstant(planned.from(), plan.zone()).equals(date)) {
                    next = EngineState.earlierAfter(
                            clock, planned.from().plus(district.settings().shiftGrace()), next);
                }
            }
        }
        return next;
    }

    /** A feed that is named but not in the documents counts as silent. */
    private FeedSilences silences(List<Presence> presences) {
        Map<String, List<TimeSpan>> byFeed = new HashMap<>();
        for (String feed : district.feeds().keySet()) {
            store.get(CoverageTables.FEED_STATE, new DistrictKey(district.id(), feed))
                    .ifPresent(state -> byFeed.put(feed, state.silences()));
        }
        Set<String> named = new HashSet<>();
        presences.forEach(presence -> named.addAll(presence.reportedBy()));
        for (Campus version : plan.versions().values()) {
            version.posts().forEach(post -> named.addAll(post.feeds()));
            version.entrances().forEach(entrance -> entrance.devices().forEach(device -> named.add(device.feed())));
        }
        named.removeAll(district.feeds().keySet());
        Instant firstDay = district.firstDay().atStartOfDay(district.zone()).toInstant();
        Instant first = firstDay.isAfter(district.monitoredFrom()) ? firstDay : district.monitoredFrom();
        named.forEach(feed -> byFeed.put(feed, List.of(new TimeSpan(first, Instant.MAX))));
        return new FeedSilences(byFeed);
    }
}
