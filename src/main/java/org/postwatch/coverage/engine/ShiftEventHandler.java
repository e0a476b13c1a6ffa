package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.EngineClock;
import org.postwatch.state.StateStore;

/** Stores the changes of planned shifts. */
final class ShiftEventHandler {
    /** Shifts that named one campus and may still affect it. */
    static final int MAX_SHIFTS = 4_000;

    private final StateStore store;
    private final EngineClock<EngineState.ClockState> clock;
    private final EventDeduplicator deduplicator;
    private final DistrictLifecycle districts;

    ShiftEventHandler(
            StateStore store,
            EngineClock<EngineState.ClockState> clock,
            EventDeduplicator deduplicator,
            DistrictLifecycle districts) {
        this.store = store;
        this.clock = clock;
        this.deduplicator = deduplicator;
        this.districts = districts;
    }

    /** Adds a change of a shift. */
    EventOutcome add(District district, String shift, Event change) {
        List<Event> before = changes(district, shift);
        List<Event> all = new ArrayList<>(before);
        all.add(change);
        List<Event> compacted = ShiftChangeCompactor.compact(all, openFrom(district));
        Optional<EventOutcome> overLimit = rejectOverLimit(district, shift, change, before.size(), compacted.size());
        if (overLimit.isPresent()) {
            return overLimit.get();
        }
        releaseRepeats(all, compacted);
        put(district, shift, compacted);
        return EventOutcome.accepted(affected(district, shift, all));
    }

    /** Removes the change with the source and id of an event. */
    List<AffectedSpan> remove(District district, String shift, Event other) {
        List<Event> before = changes(district, shift);
        List<Event> left = new ArrayList<>(before);
        left.removeIf(
                change -> change.source().equals(other.source()) && change.id().equals(other.id()));
        List<Event> compacted = ShiftChangeCompactor.compact(left, openFrom(district));
        releaseRepeats(left, compacted);
        put(district, shift, compacted);
        return affected(district, shift, before);
    }

    private List<Event> changes(District district, String shift) {
        return store.get(CoverageTables.SHIFTS, new DistrictKey(district.id(), shift))
                .map(EngineState.ShiftState::changes)
                .orElse(List.of());
    }

    private void put(District district, String shift, List<Event> changes) {
        DistrictKey key = new DistrictKey(district.id(), shift);
        if (changes.isEmpty()) {
            store.delete(CoverageTables.SHIFTS, key);
        } else {
            store.put(CoverageTables.SHIFTS, key, new EngineState.ShiftState(changes));
        }
        if (!district.agreements().isEmpty()) {
            districts.scheduleEvaluation(district, clock.reading());
        }
    }

    /** A repeat that is not kept leaves nothing behind, not even its identity: sent again it is a repeat again. */
    private void releaseRepeats(List<Event> all, List<Event> kept) {
        if (kept.size() < all.size()) {
            Set<Event> released = new LinkedHashSet<>(all);
            kept.forEach(released::remove);
            released.forEach(deduplicator::release);
        }
    }

    /** The campuses of all plans of a shift, which are to know the shift. */
    private List<AffectedSpan> affected(District district, String shift, List<Event> changes) {
        List<AffectedSpan> affected = new ArrayList<>();
        for (Event change : changes) {
            if (change instanceof ShiftPlanned planned) {
                EngineState.CampusState campus = campusState(district, planned.campus());
                if (!campus.shifts().contains(shift)) {
                    store.put(
                            CoverageTables.CAMPUS_STATE,
                            new CampusKey(district.id(), planned.campus()),
                            campus.withShift(shift));
                }
                evaluablePart(district, planned)
                        .ifPresent(span -> affected.add(AffectedSpan.planned(planned.campus(), span)));
            }
        }
        return affected;
    }

    /** The part of a shift in days that are open or in the forecast: a feed may plan a shift of ten thousand years. */
    private Optional<TimeSpan> evaluablePart(District district, ShiftPlanned shift) {
        Instant open = openFrom(district);
        Instant last = clock.time().plus(Duration.ofDays(DistrictSettings.MAX_FORECAST_DAYS + 2));
        Instant from = shift.from().isAfter(open) ? shift.from() : open;
        Instant to = shift.to().isBefore(last) ? shift.to() : last;
        return from.isBefore(to) ? Optional.of(new TimeSpan(from, to)) : Optional.empty();
    }

    /** Empty when there is room. */
    private Optional<EventOutcome> rejectOverLimit(
            District district, String shift, Event added, int before, int after) {
        if (added instanceof ShiftPlanned planned) {
            Set<String> known = campusState(district, planned.campus()).shifts();
            if (known.size() >= MAX_SHIFTS && !known.contains(shift)) {
                return Optional.of(EventOutcome.rejected(
                        "too-many", "campus '" + planned.campus() + "' has " + MAX_SHIFTS + " shifts already"));
            }
        }
        return after > before && ShiftChangeCompactor.isOverLimit(after, added)
                ? Optional.of(EventOutcome.rejected(
                        "too-many",
                        "shift '" + shift + "' has " + before + " changes already; beyond "
                                + ShiftChangeCompactor.MAX_PLANS + " it can be cancelled only, up to "
                                + ShiftChangeCompactor.MAX_CHANGES + " in all"))
                : Optional.empty();
    }

    private EngineState.CampusState campusState(District district, String campus) {
        return store.get(CoverageTables.CAMPUS_STATE, new CampusKey(district.id(), campus))
                .orElse(EngineState.CampusState.NEW);
    }

    private Instant openFrom(District district) {
        return store.get(CoverageTables.DISTRICT_STATE, district.id())
                .orElseThrow()
                .openFrom();
    }
}
