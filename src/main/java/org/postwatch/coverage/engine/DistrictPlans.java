package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.EffectiveShift;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.state.StateStore;

/** The plans of a district with its campuses, which may be in several zones. */
record DistrictPlans(District district, Map<String, CampusPlan> plans) {

    static DistrictPlans read(StateStore store, District district) {
        Map<String, CampusPlan> plans = new TreeMap<>();
        store.scan(
                CoverageTables.CAMPUSES, DistrictKey.prefix(district.id()), (key, plan) -> plans.put(plan.id(), plan));
        return new DistrictPlans(district, plans);
    }

    /** The first instant of a date at any campus. */
    Instant startOf(LocalDate date) {
        Instant start = date.atStartOfDay(district.zone()).toInstant();
        for (CampusPlan plan : plans.values()) {
            Instant local = date.atStartOfDay(plan.zone()).toInstant();
            start = local.isBefore(start) ? local : start;
        }
        return start;
    }

    /** The later of a date's end at any campus and the end of its last window. */
    Instant endOf(LocalDate date) {
        Instant end = date.plusDays(1).atStartOfDay(district.zone()).toInstant();
        for (CampusPlan plan : plans.values()) {
            Instant local = date.plusDays(1).atStartOfDay(plan.zone()).toInstant();
            end = local.isAfter(end) ? local : end;
            for (DutyWindow window : DutyWindows.ofCampus(plan, date)) {
                end = window.span().to().isAfter(end) ? window.span().to() : end;
            }
        }
        return end;
    }

    /** A shift as it was planned last; a shift before the first day of the plan does not count. */
    Optional<ShiftPlanned> effectiveShift(EngineState.ShiftState shift) {
        return EffectiveShift.ofChanges(shift.changes(), district.settings().shiftGrace())
                .map(EffectiveShift::planned)
                .filter(planned -> isMonitored(plans.get(planned.campus()), planned));
    }

    private boolean isMonitored(CampusPlan plan, ShiftPlanned shift) {
        return plan != null && !LocalDate.ofInstant(shift.from(), plan.zone()).isBefore(district.firstDay());
    }
}
