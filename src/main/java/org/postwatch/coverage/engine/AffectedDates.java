package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.StateStore;

/** Finds the dates that are to be evaluated for what is affected. */
final class AffectedDates {
    private final StateStore store;
    private final CampusCache campusCache;
    private final GapCache gaps;

    AffectedDates(StateStore store, CampusCache campusCache, GapCache gaps) {
        this.store = store;
        this.campusCache = campusCache;
        this.gaps = gaps;
    }

    /** The dates by campus; none is empty. */
    SortedMap<String, SortedSet<LocalDate>> of(District district, List<AffectedSpan> affected, Instant clock) {
        SortedMap<String, SortedSet<LocalDate>> dates = new TreeMap<>();
        for (AffectedSpan one : affected) {
            campusCache
                    .find(district.id(), one.campus())
                    .ifPresent(campus -> dates.computeIfAbsent(one.campus(), id -> new TreeSet<>())
                            .addAll(datesOf(district, campus, one, clock)));
        }
        dates.values().removeIf(Set::isEmpty);
        return dates;
    }

    private Collection<LocalDate> datesOf(
            District district, CampusCache.CachedCampus campus, AffectedSpan affected, Instant clock) {
        TimeSpan span = affected.span();
        return switch (affected.evidence()) {
            case OBSERVATION -> observedDates(district, campus, span, clock);
            case SHIFT -> overlapping(span, campus.plan().zone());
            case TRIGGER -> triggeredDates(district, campus.plan(), span.from());
        };
    }

    /** Local dates whose windows may overlap a stretch of time; no window is longer than a day. */
    static List<LocalDate> overlapping(TimeSpan span, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(span.from(), zone).minusDays(1);
        LocalDate last = LocalDate.ofInstant(span.to(), zone);
        return first.datesUntil(last.plusDays(1)).toList();
    }

    /** The future is left out: a timer evaluates it when it comes, and a stretch that begins in it gets its timer here. */
    private Collection<LocalDate> observedDates(
            District district, CampusCache.CachedCampus campus, TimeSpan span, Instant clock) {
        Instant to = span.to().isBefore(clock) ? span.to() : clock;
        TimeSpan known = new TimeSpan(span.from(), (to.isAfter(span.from()) ? to : span.from()).plusMillis(1));
        Set<LocalDate> dates = campus.datesDuring(known);
        addDatesOfShifts(district, campus.plan(), known, dates);
        return dates;
    }

    /** Adds the dates of shifts, as they were ever planned, in which their officer may arrive in a stretch of time. */
    private void addDatesOfShifts(District district, CampusPlan plan, TimeSpan span, Collection<LocalDate> dates) {
        Duration grace = district.settings().shiftGrace();
        Optional<EngineState.CampusState> campus =
                store.get(CoverageTables.CAMPUS_STATE, new CampusKey(district.id(), plan.id()));
        for (String shift : campus.orElse(EngineState.CampusState.NEW).shifts()) {
            store.get(CoverageTables.SHIFTS, new DistrictKey(district.id(), shift))
                    .ifPresent(changes -> changes.changes().forEach(change -> {
                        if (change instanceof ShiftPlanned planned && isDuring(planned, grace, span)) {
                            dates.add(LocalDate.ofInstant(planned.from(), plan.zone()));
                        }
                    }));
        }
    }

    /** A shift counts from its start to the end of its grace, or to its own end. */
    private static boolean isDuring(ShiftPlanned shift, Duration grace, TimeSpan span) {
        Instant graceEnd = shift.from().plus(grace);
        Instant to = graceEnd.isAfter(shift.to()) ? graceEnd : shift.to();
        return !to.isBefore(span.from()) && shift.from().isBefore(span.to());
    }

    /**
     * None if the instant is known to be in no gap. Gaps are known as of the last evaluation; a date whose gaps this record
     * changes is evaluated for that reason already.
     */
    private List<LocalDate> triggeredDates(District district, CampusPlan plan, Instant t) {
        CampusKey campus = new CampusKey(district.id(), plan.id());
        LocalDate date = LocalDate.ofInstant(t, plan.zone());
        LocalDate before = date.minusDays(1);
        boolean outside = gaps.isOutsideGaps(campus.on(date), t)
                && (before.isBefore(firstEvaluated(district)) || gaps.isOutsideGaps(campus.on(before), t));
        return outside ? List.of() : List.of(before, date);
    }

    private LocalDate firstEvaluated(District district) {
        return store.get(CoverageTables.DISTRICT_STATE, district.id())
                .map(EngineState.DistrictState::firstEvaluated)
                .orElse(LocalDate.MIN);
    }
}
