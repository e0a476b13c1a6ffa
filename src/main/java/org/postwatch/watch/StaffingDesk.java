package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.Track;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sign;
import org.postwatch.plan.District;
import org.postwatch.plan.Settings;
import org.postwatch.plan.Span;

/** Keeps who was there and who was planned to be, and has looked at again what that bears on. */
final class StaffingDesk {
    /** Shifts that named one campus and may still bear on it. */
    static final int SHIFTS_MAX = 4_000;

    private final Ledger ledger;
    private final WatchClock clock;
    private final CampusIndex index;
    private final CampusDesk campuses;
    private final DistrictDesk districts;
    private final Identities identities;
    private final Signs signs;

    StaffingDesk(
            Ledger ledger,
            WatchClock clock,
            CampusIndex index,
            CampusDesk campuses,
            DistrictDesk districts,
            Identities identities,
            Signs signs) {
        this.identities = identities;
        this.signs = signs;
        this.ledger = ledger;
        this.clock = clock;
        this.index = index;
        this.campuses = campuses;
        this.districts = districts;
    }

    /** Adds a sign of an officer. */
    Verdict sign(District district, Sign sign) {
        if (signs.isUnheard(district, sign)) {
            signs.add(district, sign);
            return tooMany(district, sign);
        }
        Track before = signs.track(district, sign.badge());
        boolean room = signs.add(district, sign);
        Memory.OfCampus campus = campusState(district, sign.campus());
        if (room && !campus.badges().contains(sign.badge())) {
            putCampus(district, sign.campus(), campus, with(campus.badges(), sign.badge()), campus.shifts());
        }
        lookAround(district, sign.badge(), before);
        return room ? Verdict.TAKEN : tooMany(district, sign);
    }

    private Verdict tooMany(District district, Sign sign) {
        Instant from = signs.unheardFrom(district, sign.badge()).orElse(sign.time());
        return new Verdict.SetAside(
                "too-many",
                "officer '" + sign.badge() + "' has " + Signs.SIGNS_MAX
                        + " signs in the open days already, and counts as gone from " + from
                        + " on: until a day is sealed, and a check-in then finds room");
    }

    /** Takes back the sign with the source and id of an event. */
    void unsign(District district, String badge, Event event) {
        Track before = signs.track(district, badge);
        signs.remove(district, badge, event);
        lookAround(district, badge, before);
    }

    private void lookAround(District district, String badge, Track before) {
        Map<String, List<Span>> touched = new TreeMap<>();
        for (Track.Touched one : Track.difference(before, signs.track(district, badge))) {
            touched.computeIfAbsent(one.campus(), c -> new ArrayList<>()).add(one.span());
        }
        touched.forEach((campus, spans) -> index.find(district.id(), campus)
                .ifPresent(entry -> campuses.lookAround(district, entry, spans, clock.time())));
    }

    /** What is not kept leaves nothing behind, its identity neither: told once more it is a repeat once more. */
    private void forgetRepeats(List<? extends Event> all, List<? extends Event> kept) {
        if (kept.size() < all.size()) {
            Set<Event> gone = new LinkedHashSet<>(all);
            kept.forEach(gone::remove);
            gone.forEach(identities::release);
        }
    }

    /** Adds a change of a shift, or takes back the one with the source and id of {@code without}. */
    Verdict shift(District district, String shift, Event added, Event without) {
        String key = district.id() + "/" + shift;
        List<Event> before = ledger.get(CoverageTables.SHIFTS, key)
                .map(Memory.OfShift::changes)
                .orElse(List.of());
        List<Event> all = new ArrayList<>(before);
        all.removeIf(c -> without != null && c.source().equals(without.source()) && c.id().equals(without.id()));
        Collection<Event> both = new ArrayList<>(before);
        if (added != null) {
            all.add(added);
            both.add(added);
        }
        List<Event> changes = ShiftChanges.withoutRepeats(all, openFrom(district));
        if (added != null) {
            Optional<Verdict> tooMany = tooMany(district, shift, added, before.size(), changes.size());
            if (tooMany.isPresent()) {
                return tooMany.get();
            }
        }
        forgetRepeats(all, changes);
        if (changes.isEmpty()) {
            ledger.delete(CoverageTables.SHIFTS, key);
        } else {
            ledger.put(CoverageTables.SHIFTS, key, new Memory.OfShift(changes));
        }
        Map<String, TreeSet<LocalDate>> dates = new HashMap<>();
        for (Event change : both) {
            if (change instanceof ShiftPlanned planned) {
                Memory.OfCampus campus = campusState(district, planned.campus());
                if (!campus.shifts().contains(shift)) {
                    putCampus(district, planned.campus(), campus, campus.badges(), with(campus.shifts(), shift));
                }
                inSight(district, planned)
                        .ifPresent(span -> ledger.get(CoverageTables.CAMPUSES, district.id() + "/" + planned.campus())
                                .ifPresent(plan -> dates.computeIfAbsent(planned.campus(), c -> new TreeSet<>())
                                        .addAll(EvidenceDesk.dates(span, plan.zone()))));
            }
        }
        dates.forEach((campus, days) -> campuses.look(district, campus, days, clock.time()));
        if (!district.agreements().isEmpty()) {
            districts.lookSoon(district, clock.now());
        }
        return Verdict.TAKEN;
    }

    /** Empty when there is room. */
    private Optional<Verdict> tooMany(District district, String shift, Event added, int before, int after) {
        if (added instanceof ShiftPlanned planned) {
            SortedSet<String> known = campusState(district, planned.campus()).shifts();
            if (known.size() >= SHIFTS_MAX && !known.contains(shift)) {
                return Optional.of(new Verdict.SetAside(
                        "too-many", "campus '" + planned.campus() + "' has " + SHIFTS_MAX + " shifts already"));
            }
        }
        return after > before && ShiftChanges.isTooMany(after, added)
                ? Optional.of(new Verdict.SetAside(
                        "too-many",
                        "shift '" + shift + "' has " + before + " changes already; beyond " + ShiftChanges.PLANS_MAX
                                + " it can be cancelled only, up to " + ShiftChanges.CHANGES_MAX + " in all"))
                : Optional.empty();
    }

    /** What of a shift lies in days that are open or may be forecast: a feed may plan one of ten thousand years. */
    private Optional<Span> inSight(District district, ShiftPlanned shift) {
        Instant open = openFrom(district);
        Instant last = clock.time().plus(Duration.ofDays(Settings.FORECAST_DAYS_MAX + 2));
        Instant from = shift.from().isAfter(open) ? shift.from() : open;
        Instant to = shift.to().isBefore(last) ? shift.to() : last;
        return from.isBefore(to) ? Optional.of(new Span(from, to)) : Optional.empty();
    }

    private Memory.OfCampus campusState(District district, String campus) {
        return ledger.get(CoverageTables.CAMPUS_STATE, district.id() + "/" + campus)
                .orElse(Memory.OfCampus.NEW);
    }

    private void putCampus(
            District district,
            String campus,
            Memory.OfCampus state,
            SortedSet<String> badges,
            SortedSet<String> shifts) {
        ledger.put(
                CoverageTables.CAMPUS_STATE,
                district.id() + "/" + campus,
                new Memory.OfCampus(badges, shifts, state.devices(), state.now(), state.rolledTo(), state.deadline()));
    }

    private static SortedSet<String> with(SortedSet<String> set, String one) {
        TreeSet<String> more = new TreeSet<>(set);
        more.add(one);
        return more;
    }

    private Instant openFrom(District district) {
        return ledger.get(CoverageTables.DISTRICT_STATE, district.id())
                .orElseThrow()
                .openFrom();
    }
}
