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
 * What officers and feeds said of where officers are. Of the open days the latest signs to arrive lie with the officer, all
 * before them in rows of their own: a badge that is read every minute is not rewritten whole every minute.
 *
 * <p>From the first to the last of the signs that find no room nothing is believed of their officer, who then has to be
 * there anew: whoever is wrongly missed is looked for, and whoever wrongly counts is not.
 */
final class PresenceSignalStore {
    /** Of one officer in the open days: one a minute finds room, for three days and nights. */
    static final int MAX_SIGNALS = 5_000;

    private final StateStore store;
    private final PagedLists<EngineState.SignalPage, PresenceSignal> lists;

    PresenceSignalStore(StateStore ledger) {
        this.store = ledger;
        this.lists = new PagedLists<>(
                ledger, CoverageTables.SIGNALS, EngineState.SignalPage::new, EngineState.SignalPage::signals);
    }

    /** Where an officer was; nowhere, when the roster knows nobody with that badge. */
    OfficerTimeline timeline(District district, String badge) {
        Officer officer = district.officers().get(badge);
        if (officer == null) {
            return OfficerTimeline.EMPTY;
        }
        String key = key(district, badge);
        Duration max = district.settings().presenceMax();
        OfficerLocation sealed = stateOf(key).sealedLocation();
        List<PresenceSignal> signs = allSignals(key);
        return overflow(key)
                .map(u -> sealed.timeline(signalsBefore(u.from(), signs), officer, max)
                        .truncatedAt(u.from())
                        .followedBy(OfficerLocation.UNKNOWN.timeline(fromNextCheckIn(u.to(), signs), officer, max)))
                .orElseGet(() -> sealed.timeline(signs, officer, max));
    }

    /** Whether a sign finds no room, and nothing is believed of its instant and after it anyway. */
    boolean isOverflowed(District district, PresenceSignal sign) {
        String key = key(district, sign.badge());
        return isFull(key)
                && overflow(key)
                        .filter(u -> u.extendedTo(sign.time()).equals(u)
                                || !sign.time().isBefore(u.from())
                                        && fromNextCheckIn(u.to(), allSignals(key))
                                                .isEmpty())
                        .isPresent();
    }

    /** From when on nothing is believed of an officer of whom too much was told. */
    Optional<Instant> overflowedFrom(District district, String badge) {
        return overflow(key(district, badge)).map(EngineState.OverflowSpan::from);
    }

    /** False when there is no room: then nothing is believed of the officer at its instant. */
    boolean add(District district, PresenceSignal sign) {
        String key = key(district, sign.badge());
        EngineState.OfficerState known = stateOf(key);
        List<PresenceSignal> latest = new ArrayList<>(known.signals());
        if (isFull(key)) {
            Instant t = sign.time();
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
        latest.add(sign);
        store.put(CoverageTables.OFFICER_STATE, key, new EngineState.OfficerState(known.sealedLocation(), latest));
        return true;
    }

    /** Takes back the sign with the source and id of an event. */
    void remove(District district, String badge, Event event) {
        String key = key(district, badge);
        EngineState.OfficerState known = stateOf(key);
        Predicate<PresenceSignal> which =
                sign -> sign.source().equals(event.source()) && sign.id().equals(event.id());
        List<PresenceSignal> latest = new ArrayList<>(known.signals());
        if (latest.removeIf(which)) {
            store.put(CoverageTables.OFFICER_STATE, key, new EngineState.OfficerState(known.sealedLocation(), latest));
        } else {
            lists.remove(key, which);
        }
    }

    /** Folds what lies before the open days into one whereabouts. */
    void seal(District district, String badge, Instant openFrom) {
        String key = key(district, badge);
        EngineState.OfficerState known = stateOf(key);
        Duration max = district.settings().presenceMax();
        List<PresenceSignal> signs = allSignals(key);
        List<PresenceSignal> over = signalsBefore(openFrom, signs);
        Optional<EngineState.OverflowSpan> unheard = overflow(key);
        Officer officer = district.officers().getOrDefault(badge, unlistedOfficer(badge));
        OfficerLocation sealed = unheard.filter(u -> u.from().isBefore(openFrom))
                .map(u -> OfficerLocation.UNKNOWN.afterSignals(fromNextCheckIn(u.to(), over), officer, max))
                .orElseGet(() -> known.sealedLocation().afterSignals(over, officer, max));
        List<PresenceSignal> open = new ArrayList<>(signs);
        open.removeIf(sign -> sign.time().isBefore(openFrom));
        if (!over.isEmpty() || !sealed.equals(known.sealedLocation())) {
            write(key, sealed, open);
        }
        // Kept until a check-in after it is sealed itself: else who returns would have a duty that nobody knows.
        unheard.filter(u -> u.to().isBefore(openFrom)
                        && !fromNextCheckIn(u.to(), over).isEmpty())
                .ifPresent(u -> store.delete(CoverageTables.SIGNAL_OVERFLOW, key));
    }

    /** Who is in no roster today, perhaps by mistake: where he was is known, but no duty that nobody named. */
    private static Officer unlistedOfficer(String badge) {
        return new Officer(badge, "", District.OWN_AGENCY, Set.of(), List.of(), List.of(), LocalDateTimeRange.ALWAYS);
    }

    private static List<PresenceSignal> signalsBefore(Instant t, List<PresenceSignal> signs) {
        return signs.stream().filter(sign -> sign.time().isBefore(t)).toList();
    }

    /** What came after an instant and does not speak of what was before: who returns has the duty of before. */
    private static List<PresenceSignal> fromNextCheckIn(Instant t, List<PresenceSignal> signs) {
        return signs.stream()
                .filter(sign -> sign.time().isAfter(t))
                .sorted(OfficerLocation.SIGNAL_ORDER)
                .dropWhile(sign -> sign.kind() != PresenceSignal.SignalKind.CHECKED_IN)
                .toList();
    }

    /** On which campuses an officer's signs may bear, also those of one who is in no roster today. */
    Set<String> campusesOf(District district, String badge) {
        String key = key(district, badge);
        Set<String> campuses = new TreeSet<>();
        OfficerLocation sealed = stateOf(key).sealedLocation();
        sealed.stay().ifPresent(stay -> campuses.add(stay.campus()));
        sealed.calledAway().ifPresent(away -> campuses.add(away.campus()));
        allSignals(key).forEach(sign -> campuses.add(sign.campus()));
        return campuses;
    }

    private void write(String key, OfficerLocation sealed, List<PresenceSignal> open) {
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

    private boolean isFull(String key) {
        return stateOf(key).signals().size() + lists.size(key) >= MAX_SIGNALS;
    }

    private EngineState.OfficerState stateOf(String key) {
        return store.get(CoverageTables.OFFICER_STATE, key).orElse(EngineState.OfficerState.NEW);
    }

    private Optional<EngineState.OverflowSpan> overflow(String key) {
        return store.get(CoverageTables.SIGNAL_OVERFLOW, key);
    }

    private List<PresenceSignal> allSignals(String key) {
        List<PresenceSignal> latest = stateOf(key).signals();
        if (lists.size(key) == 0) {
            return latest;
        }
        List<PresenceSignal> all = lists.read(key);
        all.addAll(latest);
        return all;
    }

    private static String key(District district, String badge) {
        return new DistrictKey(district.id(), badge).text();
    }
}
