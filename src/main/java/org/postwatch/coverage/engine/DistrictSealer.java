package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.AgreementIncidents;
import org.postwatch.incident.EffectiveShift;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.District;
import org.postwatch.state.StateStore;

/** Seals dates of a district: publishes them as final, and deletes the evidence that later dates do not need. */
final class DistrictSealer {
    private final StateStore store;
    private final CampusDays days;
    private final FeedMonitor feeds;
    private final DeviceReportStore reports;
    private final PresenceSignalStore signals;
    private final EventDeduplicator deduplicator;

    DistrictSealer(
            StateStore store,
            CampusDays days,
            FeedMonitor feeds,
            DeviceReportStore reports,
            PresenceSignalStore signals,
            EventDeduplicator deduplicator) {
        this.store = store;
        this.days = days;
        this.feeds = feeds;
        this.reports = reports;
        this.signals = signals;
        this.deduplicator = deduplicator;
    }

    /** Makes the first open date final; returns the state of the district after it. */
    EngineState.DistrictState seal(DistrictPlans plans, EngineState.DistrictState state, Instant clock) {
        District district = plans.district();
        LocalDate next = state.firstOpen().plusDays(1);
        Instant openFrom = plans.startOf(next);
        plans.plans().values().forEach(plan -> days.seal(district, plan, state.firstOpen(), clock));
        feeds.seal(district, openFrom);
        TreeMap<String, SortedSet<String>> badges = sealOfficers(district, openFrom);
        TreeMap<String, SortedSet<String>> shifts = new TreeMap<>();
        List<ShiftPlanned> over = sealShifts(plans, openFrom, shifts);
        for (String campus : plans.plans().keySet()) {
            sealCampus(
                    new CampusKey(district.id(), campus),
                    badges.getOrDefault(campus, new TreeSet<>()),
                    shifts.getOrDefault(campus, new TreeSet<>()),
                    openFrom);
        }
        deduplicator.removeBefore(district.id(), openFrom);
        TreeMap<String, Instant> reliance = new TreeMap<>(state.firstReliance());
        AgreementIncidents.relianceStarts(district, over)
                .forEach((agreement, t) -> reliance.merge(agreement, t, (a, b) -> a.isBefore(b) ? a : b));
        return state.withFirstOpen(next, openFrom).withFirstReliance(reliance);
    }

    /** By campus, the officers that may still affect it. */
    private TreeMap<String, SortedSet<String>> sealOfficers(District district, Instant openFrom) {
        TreeMap<String, SortedSet<String>> byCampus = new TreeMap<>();
        store.scan(CoverageTables.OFFICER_STATE, DistrictKey.prefix(district.id()), (key, state) -> {
            String badge = key.name();
            signals.seal(district, badge, openFrom);
            signals.campusesOf(district, badge).forEach(campus -> add(byCampus, campus, badge));
        });
        return byCampus;
    }

    /** Deletes the shifts that are over and returns them; adds the others to the campuses that they may still affect. */
    private List<ShiftPlanned> sealShifts(
            DistrictPlans plans, Instant openFrom, TreeMap<String, SortedSet<String>> byCampus) {
        District district = plans.district();
        Duration grace = district.settings().shiftGrace();
        List<ShiftPlanned> over = new ArrayList<>();
        store.scan(CoverageTables.SHIFTS, DistrictKey.prefix(district.id()), (key, state) -> {
            if (isOver(state, grace, openFrom)) {
                plans.effectiveShift(state).ifPresent(over::add);
                store.delete(CoverageTables.SHIFTS, key);
            } else {
                campusesOf(state).forEach(campus -> add(byCampus, campus, key.name()));
            }
        });
        return over;
    }

    private static Set<String> campusesOf(EngineState.ShiftState shift) {
        Set<String> campuses = new TreeSet<>();
        for (Event change : shift.changes()) {
            if (change instanceof ShiftPlanned planned) {
                campuses.add(planned.campus());
            }
        }
        return campuses;
    }

    private static void add(TreeMap<String, SortedSet<String>> byCampus, String campus, String one) {
        byCampus.computeIfAbsent(campus, id -> new TreeSet<>()).add(one);
    }

    /** No change and no plan of it reaches into the open days; or it was cancelled before them, however far ahead it is. */
    private static boolean isOver(EngineState.ShiftState shift, Duration grace, Instant openFrom) {
        boolean past = shift.changes().stream().allMatch(change -> change.time().isBefore(openFrom));
        return past
                && (shift.changes().stream().noneMatch(change -> reachesInto(change, grace, openFrom))
                        || EffectiveShift.ofChanges(shift.changes(), grace).isEmpty());
    }

    private static boolean reachesInto(Event change, Duration grace, Instant openFrom) {
        return change instanceof ShiftPlanned planned
                && (planned.to().isAfter(openFrom)
                        || !planned.from().plus(grace).isBefore(openFrom));
    }

    private void sealCampus(CampusKey campus, SortedSet<String> badges, SortedSet<String> shifts, Instant openFrom) {
        store.get(CoverageTables.CAMPUS_STATE, campus)
                .ifPresent(state -> store.put(
                        CoverageTables.CAMPUS_STATE,
                        campus,
                        state.withStaffing(badges, shifts).withDevices(reports.seal(campus, openFrom))));
    }
}
