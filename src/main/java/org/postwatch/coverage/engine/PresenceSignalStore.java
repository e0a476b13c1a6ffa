package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.postwatch.coverage.OfficerLocation;
import org.postwatch.coverage.OfficerTimeline;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.event.PresenceSignal;
import org.postwatch.plan.District;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Officer;
import org.postwatch.state.StateStore;

/**
 * The presence signals of officers. Of the open days, the latest signals to arrive are stored with the officer and the others on
 * pages of their own, so that a badge that is read every minute is not rewritten whole every minute.
 *
 * <p>From the first to the last signal for which there is no room, the officer does not count as present, until a later check-in.
 * This is the safe side: an officer who is missing by mistake is looked for, one who counts by mistake is not.
 */
final class PresenceSignalStore {
    /** Signals of one officer in the open days: one a minute for three days and nights. */
    static final int MAX_SIGNALS = 5_000;

    private final StateStore store;
    private final PagedLists<DistrictKey, EngineState.SignalPage, PresenceSignal> lists;

    PresenceSignalStore(StateStore store) {
        this.store = store;
        this.lists = new PagedLists<>(
                store,
                CoverageTables.SIGNALS,
                CoverageTables.NAME_KEYS,
                EngineState.SignalPage::new,
                EngineState.SignalPage::signals);
    }

    /** Where an officer was; nowhere if the badge is not in the roster. */
    OfficerTimeline timeline(District district, String badge) {
        Officer officer = district.officers().get(badge);
        if (officer == null) {
            return OfficerTimeline.EMPTY;
        }
        DistrictKey key = key(district, badge);
        Duration max = district.settings().presenceMax();
        OfficerLocation sealed = stateOf(key).sealedLocation();
        List<PresenceSignal> signals = allSignals(key);
        return overflow(key)
                .map(u -> sealed.timeline(signalsBefore(u.from(), signals), officer, max)
                        .truncatedAt(u.from())
                        .followedBy(OfficerLocation.UNKNOWN.timeline(fromNextCheckIn(u.to(), signals), officer, max)))
                .orElseGet(() -> sealed.timeline(signals, officer, max));
    }

    /** Whether there is no room for a signal, and the officer does not count at its instant and after it anyway. */
    boolean isOverflowed(District district, PresenceSignal signal) {
        DistrictKey key = key(district, signal.badge());
        return isFull(key)
                && overflow(key)
                        .filter(u -> u.extendedTo(signal.time()).equals(u)
                                || !signal.time().isBefore(u.from())
                                        && fromNextCheckIn(u.to(), allSignals(key))
                                                .isEmpty())
                        .isPresent();
    }

    /** From when an officer with too many signals does not count. */
    Optional<Instant> overflowedFrom(District district, String badge) {
        return overflow(key(district, badge)).map(EngineState.OverflowSpan::from);
    }

    /** Returns false if there is no room: then the officer does not count at the signal's instant. */
    boolean add(District district, PresenceSignal signal) {
        DistrictKey key = key(district, signal.badge());
        EngineState.OfficerState known = stateOf(key);
        List<PresenceSignal> latest = new ArrayList<>(known.signals());
        if (isFull(key)) {
            Instant t = signal.time();
            Optional<EngineState.OverflowSpan> before = overflow(key);
            EngineState.OverflowSpan after =
                    before.orElse(new EngineState.OverflowSpan(t, t)).extendedTo(t);
            if (!before.equals(Optional.of(after))) {
                store.put(CoverageTables.SIGNAL_OVERFLOW, key, after);
            }
            return false;
        }
        if (latest.size() >= PagedLists.PAGE_SIZE) {
            lists.addAll(key, latest);
            latest.clear();
        }
        latest.add(signal);
        store.put(CoverageTables.OFFICER_STATE, key, new EngineState.OfficerState(known.sealedLocation(), latest));
        return true;
    }

    /** Removes the signal with the source and id of an event. */
    void remove(District district, String badge, Event event) {
        DistrictKey key = key(district, badge);
        EngineState.OfficerState known = stateOf(key);
        Predicate<PresenceSignal> which =
                signal -> signal.source().equals(event.source()) && signal.id().equals(event.id());
        List<PresenceSignal> latest = new ArrayList<>(known.signals());
        if (latest.removeIf(which)) {
            store.put(CoverageTables.OFFICER_STATE, key, new EngineState.OfficerState(known.sealedLocation(), latest));
        } else {
            lists.remove(key, which);
        }
    }

    /** Replaces the signals before the open days with the location that follows from them. */
    void seal(District district, String badge, Instant openFrom) {
        DistrictKey key = key(district, badge);
        EngineState.OfficerState known = stateOf(key);
        Duration max = district.settings().presenceMax();
        List<PresenceSignal> signals = allSignals(key);
        List<PresenceSignal> over = signalsBefore(openFrom, signals);
        Optional<EngineState.OverflowSpan> overflow = overflow(key);
        Officer officer = district.officers().getOrDefault(badge, unlistedOfficer(badge));
        OfficerLocation sealed = overflow.filter(u -> u.from().isBefore(openFrom))
                .map(u -> OfficerLocation.UNKNOWN.afterSignals(fromNextCheckIn(u.to(), over), officer, max))
                .orElseGet(() -> known.sealedLocation().afterSignals(over, officer, max));
        List<PresenceSignal> open = new ArrayList<>(signals);
        open.removeIf(signal -> signal.time().isBefore(openFrom));
        if (!over.isEmpty() || !sealed.equals(known.sealedLocation())) {
            write(key, sealed, open);
        }
        // Kept until a check-in after it is sealed itself: without one, an officer who returns would have an unknown
        // duty.
        overflow.filter(u -> u.to().isBefore(openFrom)
                        && !fromNextCheckIn(u.to(), over).isEmpty())
                .ifPresent(u -> store.delete(CoverageTables.SIGNAL_OVERFLOW, key));
    }

    /** An officer who is not in the roster today, perhaps by mistake: the location is known, but no duty unless a signal names it. */
    private static Officer unlistedOfficer(String badge) {
        return new Officer(badge, "", District.OWN_AGENCY, Set.of(), List.of(), List.of(), LocalDateTimeRange.ALWAYS);
    }

    private static List<PresenceSignal> signalsBefore(Instant t, List<PresenceSignal> signals) {
        return signals.stream().filter(signal -> signal.time().isBefore(t)).toList();
    }

    /** The signals after an instant from the next check-in on: a return before it would continue an unknown duty. */
    private static List<PresenceSignal> fromNextCheckIn(Instant t, List<PresenceSignal> signals) {
        return signals.stream()
                .filter(signal -> signal.time().isAfter(t))
                .sorted(OfficerLocation.SIGNAL_ORDER)
                .dropWhile(signal -> signal.kind() != PresenceSignal.SignalKind.CHECKED_IN)
                .toList();
    }

    /** The campuses that an officer's signals may affect, even if the officer is not in the roster today. */
    Set<String> campusesOf(District district, String badge) {
        DistrictKey key = key(district, badge);
        Set<String> campuses = new TreeSet<>();
        OfficerLocation sealed = stateOf(key).sealedLocation();
        sealed.stay().ifPresent(stay -> campuses.add(stay.campus()));
        sealed.calledAway().ifPresent(away -> campuses.add(away.campus()));
        allSignals(key).forEach(signal -> campuses.add(signal.campus()));
        return campuses;
    }

    private void write(DistrictKey key, OfficerLocation sealed, List<PresenceSignal> open) {
        if (lists.size(key) > 0) {
            lists.delete(key);
        }
        int latest = Math.max(0, open.size() - PagedLists.PAGE_SIZE);
        lists.addAll(key, open.subList(0, latest));
        store.put(
                CoverageTables.OFFICER_STATE,
                key,
                new EngineState.OfficerState(sealed, open.subList(latest, open.size())));
    }

    private boolean isFull(DistrictKey key) {
        return stateOf(key).signals().size() + lists.size(key) >= MAX_SIGNALS;
    }

    private EngineState.OfficerState stateOf(DistrictKey key) {
        return store.get(CoverageTables.OFFICER_STATE, key).orElse(EngineState.OfficerState.NEW);
    }

    private Optional<EngineState.OverflowSpan> overflow(DistrictKey key) {
        return store.get(CoverageTables.SIGNAL_OVERFLOW, key);
    }

    private List<PresenceSignal> allSignals(DistrictKey key) {
        List<PresenceSignal> latest = stateOf(key).signals();
        if (lists.size(key) == 0) {
            return latest;
        }
        List<PresenceSignal> all = lists.read(key);
        all.addAll(latest);
        return all;
    }

    private static DistrictKey key(District district, String badge) {
        return new DistrictKey(district.id(), badge);
    }
}
