package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.Track;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sign;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Settings;
import org.postwatch.plan.Span;

/** Keeps who was there and who was planned to be, and has looked at again what that bears on. */
final class StaffingDesk {
    private final Ledger ledger;
    private final WatchClock clock;
    private final CampusIndex index;
    private final CampusDesk campuses;
    private final DistrictDesk districts;

    StaffingDesk(Ledger ledger, WatchClock clock, CampusIndex index, CampusDesk campuses, DistrictDesk districts) {
        this.ledger = ledger;
        this.clock = clock;
        this.index = index;
        this.campuses = campuses;
        this.districts = districts;
    }

    /** Adds a sign of an officer, or takes back the one with the source and id of {@code without}. */
    Verdict sign(District district, String badge, Sign added, Event without) {
        String key = district.id() + "/" + badge;
        Memory.OfOfficer before = ledger.get(Table.OFFICERS, key).orElse(Memory.OfOfficer.NEW);
        List<Sign> signs = new ArrayList<>(before.signs());
        signs.removeIf(s -> without != null && s.source().equals(without.source()) && s.id().equals(without.id()));
        if (added != null) {
            signs.add(added);
            Memory.OfCampus campus = campusState(district, added.campus());
            if (!campus.badges().contains(badge)) {
                putCampus(district, added.campus(), campus, with(campus.badges(), badge), campus.shifts());
            }
        }
        Memory.OfOfficer after = new Memory.OfOfficer(before.sealed(), signs);
        ledger.put(Table.OFFICERS, key, after);
        Officer officer = district.officers().get(badge);
        if (officer != null) {
            Track was = before.sealed()
                    .track(before.signs(), officer, district.settings().presenceMax());
            Track is = after.sealed()
                    .track(after.signs(), officer, district.settings().presenceMax());
            Map<String, List<Span>> touched = new TreeMap<>();
            for (Track.Touched one : Track.difference(was, is)) {
                touched.computeIfAbsent(one.campus(), c -> new ArrayList<>()).add(one.span());
            }
            touched.forEach((campus, spans) -> index.find(district.id(), campus)
                    .ifPresent(entry -> campuses.lookAround(district, entry, spans, clock.time())));
        }
        return Verdict.TAKEN;
    }

    /** Adds a change of a shift, or takes back the one with the source and id of {@code without}. */
    Verdict shift(District district, String shift, Event added, Event without) {
        String key = district.id() + "/" + shift;
        List<Event> changes = new ArrayList<>(
                ledger.get(Table.SHIFTS, key).map(Memory.OfShift::changes).orElse(List.of()));
        Collection<Event> both = new ArrayList<>(changes);
        changes.removeIf(c -> without != null && c.source().equals(without.source()) && c.id().equals(without.id()));
        if (added != null) {
            changes.add(added);
            both.add(added);
        }
        if (changes.isEmpty()) {
            ledger.delete(Table.SHIFTS, key);
        } else {
            ledger.put(Table.SHIFTS, key, new Memory.OfShift(changes));
        }
        Map<String, TreeSet<LocalDate>> dates = new HashMap<>();
        for (Event change : both) {
            if (change instanceof ShiftPlanned planned) {
                Memory.OfCampus campus = campusState(district, planned.campus());
                if (!campus.shifts().contains(shift)) {
                    putCampus(district, planned.campus(), campus, campus.badges(), with(campus.shifts(), shift));
                }
                inSight(district, planned)
                        .ifPresent(span -> ledger.get(Table.CAMPUSES, district.id() + "/" + planned.campus())
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

    /** What of a shift lies in days that are open or may be forecast: a feed may plan one of ten thousand years. */
    private Optional<Span> inSight(District district, ShiftPlanned shift) {
        Instant open = openFrom(district);
        Instant last = clock.time().plus(Duration.ofDays(Settings.FORECAST_DAYS_MAX + 2));
        Instant from = shift.from().isAfter(open) ? shift.from() : open;
        Instant to = shift.to().isBefore(last) ? shift.to() : last;
        return from.isBefore(to) ? Optional.of(new Span(from, to)) : Optional.empty();
    }

    private Memory.OfCampus campusState(District district, String campus) {
        return ledger.get(Table.CAMPUS_STATE, district.id() + "/" + campus).orElse(Memory.OfCampus.NEW);
    }

    private void putCampus(
            District district,
            String campus,
            Memory.OfCampus state,
            SortedSet<String> badges,
            SortedSet<String> shifts) {
        ledger.put(
                Table.CAMPUS_STATE,
                district.id() + "/" + campus,
                new Memory.OfCampus(badges, shifts, state.devices(), state.now(), state.rolledTo(), state.deadline()));
    }

    private static SortedSet<String> with(SortedSet<String> set, String one) {
        TreeSet<String> more = new TreeSet<>(set);
        more.add(one);
        return more;
    }

    private Instant openFrom(District district) {
        return ledger.get(Table.DISTRICT_STATE, district.id()).orElseThrow().openFrom();
    }
}
