package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.AgreementIncidents;
import org.postwatch.incident.Course;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Shift;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Window;
import org.postwatch.plan.Windows;

/** What a district does as a whole: its agreements lapse, and its dates seal one after the other. */
final class DistrictDesk {
    /** A date seals so long after the later of its local end and the end of its last window. */
    static final Duration SEAL_AFTER = Duration.ofHours(49);

    /** No window of a date reaches further than this beyond the start of the next one at any campus. */
    private static final Duration WINDOW_REACH_MAX = Duration.ofHours(50);

    /** Days before the first one from which events may still come: two, and one for zones. */
    private static final int LATE_DAYS = 3;

    private final Ledger ledger;
    private final Deadlines deadlines;
    private final Incidents incidents;
    private final CampusDesk campuses;
    private final FeedDesk feeds;
    private final Reports reports;
    private final Signs signs;
    private final Identities identities;
    /** By district, the end of its last sealed date, worked out once for each. */
    private final Map<String, Instant> sealedTo = new HashMap<>();

    private boolean sealing = true;

    DistrictDesk(
            Ledger ledger,
            Voice voice,
            Deadlines deadlines,
            CampusDesk campuses,
            FeedDesk feeds,
            Reports reports,
            Signs signs,
            Identities identities) {
        this.signs = signs;
        this.ledger = ledger;
        this.deadlines = deadlines;
        this.incidents = new Incidents(voice);
        this.campuses = campuses;
        this.feeds = feeds;
        this.reports = reports;
        this.identities = identities;
    }

    /**
     * Opens a district that was never seen. Events of two days before may still come; of these days nothing is said.
     */
    Memory.OfDistrict open(District district, Memory.Clock clock) {
        Instant from = clock.keepOpenFrom().filter(clock.time()::isAfter).orElse(clock.time());
        LocalDate today = LocalDate.ofInstant(from, district.zone());
        LocalDate firstOpen = today.minusDays(LATE_DAYS);
        LocalDate watched = watched(district).orElse(today);
        Memory.OfDistrict state = new Memory.OfDistrict(
                firstOpen,
                startOf(district, firstOpen),
                watched.isAfter(district.first()) ? watched : district.first(),
                new TreeMap<>(),
                new TreeMap<>(),
                Memory.NEVER);
        ledger.put(CoverageTables.DISTRICT_STATE, district.id(), state);
        return state;
    }

    /** The first date whose windows may reach into the time from which on a district is watched, in any zone. */
    private static Optional<LocalDate> watched(District district) {
        return district.watchedFrom().equals(Instant.MIN)
                ? Optional.empty()
                : Optional.of(LocalDate.ofInstant(district.watchedFrom(), district.zone())
                        .minusDays(2));
    }

    /** A first day that was moved earlier is looked at from today on; what was said of earlier days stays. */
    void watchFrom(District district, Memory.Clock clock) {
        Memory.OfDistrict state =
                ledger.get(CoverageTables.DISTRICT_STATE, district.id()).orElseThrow();
        LocalDate today = LocalDate.ofInstant(clock.time(), district.zone());
        LocalDate first = today.isAfter(district.first()) ? today : district.first();
        if (state.watchedFrom().isAfter(first)) {
            ledger.put(
                    CoverageTables.DISTRICT_STATE,
                    district.id(),
                    new Memory.OfDistrict(
                            state.firstOpen(),
                            state.openFrom(),
                            first,
                            state.said(),
                            state.relied(),
                            state.deadline()));
        }
    }

    /**
     * Whether dates may be sealed from here on.
     *
     * @return whether they may now and might not before, so that some may be due
     */
    boolean maySeal(boolean now) {
        boolean again = now && !sealing;
        sealing = now;
        return again;
    }

    /**
     * The clock was set back. If it had sealed today, today is open again: what residue the sealed dates left is there, what
     * happened between is not (a rebuild from the inputs has it). Dates before today stay as they were said.
     */
    void reopen(District district, Instant clock) {
        sealedTo.remove(district.id());
        Map<String, CampusPlan> plans = plans(district);
        plans.values().forEach(plan -> campuses.forgetAhead(district, plan, clock));
        Optional<Memory.OfDistrict> known = ledger.get(CoverageTables.DISTRICT_STATE, district.id());
        LocalDate today = LocalDate.ofInstant(clock, district.zone());
        if (known.filter(state -> state.firstOpen().isAfter(today)).isEmpty()) {
            return;
        }
        Memory.OfDistrict state = known.get();
        Instant openFrom = startOf(district, plans, today);
        feeds.reopen(district, openFrom);
        LocalDate watchedFrom = state.watchedFrom().isAfter(today) ? today : state.watchedFrom();
        ledger.put(
                CoverageTables.DISTRICT_STATE,
                district.id(),
                new Memory.OfDistrict(today, openFrom, watchedFrom, state.said(), state.relied(), state.deadline()));
    }

    /** Looks again at the next tick: once, however many of a district's campuses and shifts change until then. */
    void lookSoon(District district, Memory.Clock clock) {
        sealedTo.remove(district.id());
        ledger.get(CoverageTables.DISTRICT_STATE, district.id())
                .filter(state -> state.deadline().isAfter(clock.time()))
                .ifPresent(state -> {
                    deadlines.move(Deadlines.Kind.DISTRICT, district.id(), state.deadline(), clock.time());
                    ledger.put(
                            CoverageTables.DISTRICT_STATE,
                            district.id(),
                            new Memory.OfDistrict(
                                    state.firstOpen(),
                                    state.openFrom(),
                                    state.watchedFrom(),
                                    state.said(),
                                    state.relied(),
                                    clock.time()));
                });
    }

    /**
     * The first instant on which no sealed date bears: the later of the first open date's start and the end of the last
     * window of the date before, which may reach into it. Facts at earlier instants are final.
     */
    Instant finalTo(District district, Instant t) {
        Memory.OfDistrict state =
                ledger.get(CoverageTables.DISTRICT_STATE, district.id()).orElseThrow();
        if (!t.isBefore(state.openFrom().plus(WINDOW_REACH_MAX))) {
            return state.openFrom();
        }
        Instant end = sealedTo.computeIfAbsent(
                district.id(),
                id -> end(district, plans(district), state.firstOpen().minusDays(1)));
        return end.isAfter(state.openFrom()) ? end : state.openFrom();
    }

    /** Looks at agreements, and seals what is due; notes when to look again. */
    void look(District district, Memory.Clock clock) {
        sealedTo.remove(district.id());
        Optional<Memory.OfDistrict> known = ledger.get(CoverageTables.DISTRICT_STATE, district.id());
        if (known.isEmpty()) {
            return;
        }
        Memory.OfDistrict state = known.get();
        Map<String, CampusPlan> plans = plans(district);
        Instant seal = sealAt(district, plans, state.firstOpen());
        while (!plans.isEmpty() && !seal.isAfter(clock.time()) && maySeal(district, plans, state.firstOpen(), clock)) {
            state = seal(district, plans, state, clock.time());
            seal = sealAt(district, plans, state.firstOpen());
        }
        List<Course> courses = AgreementIncidents.of(district, plans, shifts(district, plans), state.relied());
        SortedMap<String, Incident> said = new TreeMap<>();
        Instant next = !plans.isEmpty() && seal.isAfter(clock.time()) ? seal : Memory.NEVER;
        for (Course course : courses) {
            course.asOf(clock.time()).ifPresent(i -> said.put(i.id(), i));
            Instant change = course.next(clock.time());
            next = change.isBefore(next) ? change : next;
        }
        incidents.say(district.id(), state.said(), said, clock.time());
        deadlines.move(Deadlines.Kind.DISTRICT, district.id(), state.deadline(), next);
        Memory.OfDistrict after = new Memory.OfDistrict(
                state.firstOpen(),
                startOf(district, state.firstOpen()),
                state.watchedFrom(),
                said,
                state.relied(),
                next);
        if (!after.equals(known.get())) {
            ledger.put(CoverageTables.DISTRICT_STATE, district.id(), after);
        }
    }

    private Map<String, CampusPlan> plans(District district) {
        Map<String, CampusPlan> plans = new TreeMap<>();
        ledger.scan(CoverageTables.CAMPUSES, district.id() + "/", (key, plan) -> plans.put(plan.id(), plan));
        return plans;
    }

    /** Every shift of the district as it was last planned. */
    private List<ShiftPlanned> shifts(District district, Map<String, CampusPlan> plans) {
        List<ShiftPlanned> shifts = new ArrayList<>();
        ledger.scan(
                CoverageTables.SHIFTS,
                district.id() + "/",
                (key, shift) -> standing(district, plans, shift).ifPresent(shifts::add));
        return shifts;
    }

    /** A shift as it was last planned; before the plan's first day it is nobody's concern. */
    private static Optional<ShiftPlanned> standing(
            District district, Map<String, CampusPlan> plans, Memory.OfShift shift) {
        return Shift.standing(shift.changes(), district.settings().shiftGrace())
                .map(Shift::plan)
                .filter(plan -> plans.containsKey(plan.campus())
                        && !LocalDate.ofInstant(
                                        plan.from(), plans.get(plan.campus()).zone())
                                .isBefore(district.first()));
    }

    private Instant sealAt(District district, Map<String, CampusPlan> plans, LocalDate date) {
        return end(district, plans, date).plus(SEAL_AFTER);
    }

    /** The later of a date's end at any campus and the end of its last window. */
    private static Instant end(District district, Map<String, CampusPlan> plans, LocalDate date) {
        Instant end = date.plusDays(1).atStartOfDay(district.zone()).toInstant();
        for (CampusPlan plan : plans.values()) {
            Instant local = date.plusDays(1).atStartOfDay(plan.zone()).toInstant();
            end = local.isAfter(end) ? local : end;
            for (Window window : Windows.ofCampus(plan, date)) {
                end = window.span().to().isAfter(end) ? window.span().to() : end;
            }
        }
        return end;
    }

    /** A replay holds dates open for which lines are still to come. */
    private boolean maySeal(District district, Map<String, CampusPlan> plans, LocalDate date, Memory.Clock clock) {
        return sealing
                && clock.keepOpenFrom()
                        .map(hold -> !end(district, plans, date).isAfter(hold))
                        .orElse(true);
    }

    /** The first instant of a date at any campus. */
    private Instant startOf(District district, LocalDate date) {
        return startOf(district, plans(district), date);
    }

    private static Instant startOf(District district, Map<String, CampusPlan> plans, LocalDate date) {
        Instant start = date.atStartOfDay(district.zone()).toInstant();
        for (CampusPlan plan : plans.values()) {
            Instant local = date.atStartOfDay(plan.zone()).toInstant();
            start = local.isBefore(start) ? local : start;
        }
        return start;
    }

    /** Makes a date final and keeps of it only what the next day needs. */
    private Memory.OfDistrict seal(
            District district, Map<String, CampusPlan> plans, Memory.OfDistrict state, Instant clock) {
        LocalDate next = state.firstOpen().plusDays(1);
        Instant openFrom = startOf(district, plans, next);
        for (String campus : plans.keySet()) {
            // After a long pause its own deadlines may still be waiting: what holds is said before it is final.
            campuses.look(district, campus, List.of(state.firstOpen()), clock);
            campuses.seal(district, campus, state.firstOpen(), clock);
        }
        feeds.seal(district, openFrom);
        Map<String, TreeSet<String>> badges = sealOfficers(district, openFrom);
        Map<String, TreeSet<String>> shifts = new TreeMap<>();
        List<ShiftPlanned> forgotten = sealShifts(district, plans, openFrom, shifts);
        TreeMap<String, Instant> relied = new TreeMap<>(state.relied());
        AgreementIncidents.reliedOn(district, forgotten)
                .forEach((run, t) -> relied.merge(run, t, (a, b) -> a.isBefore(b) ? a : b));
        for (String campus : plans.keySet()) {
            sealCampus(
                    district.id() + "/" + campus,
                    badges.getOrDefault(campus, new TreeSet<>()),
                    shifts.getOrDefault(campus, new TreeSet<>()),
                    openFrom);
        }
        identities.forgetBefore(district.id(), openFrom);
        return new Memory.OfDistrict(next, openFrom, state.watchedFrom(), state.said(), relied, state.deadline());
    }

    /** By campus, the officers that still bear on it. */
    private Map<String, TreeSet<String>> sealOfficers(District district, Instant openFrom) {
        Map<String, TreeSet<String>> byCampus = new TreeMap<>();
        ledger.scan(CoverageTables.OFFICERS, district.id() + "/", (key, state) -> {
            String badge = key.substring(district.id().length() + 1);
            signs.seal(district, badge, openFrom);
            signs.campuses(district, badge)
                    .forEach(campus -> byCampus.computeIfAbsent(campus, c -> new TreeSet<>())
                            .add(badge));
        });
        return byCampus;
    }

    /** Forgets the shifts that are over and returns them; fills in, by campus, those that still bear on it. */
    private List<ShiftPlanned> sealShifts(
            District district, Map<String, CampusPlan> plans, Instant openFrom, Map<String, TreeSet<String>> byCampus) {
        List<ShiftPlanned> forgotten = new ArrayList<>();
        Duration grace = district.settings().shiftGrace();
        ledger.scan(CoverageTables.SHIFTS, district.id() + "/", (key, state) -> {
            if (state.changes().stream().allMatch(c -> isOver(c, grace, openFrom))
                    || isCalledOff(state, grace, openFrom)) {
                standing(district, plans, state).ifPresent(forgotten::add);
                ledger.delete(CoverageTables.SHIFTS, key);
            } else {
                String shift = key.substring(district.id().length() + 1);
                for (Event change : state.changes()) {
                    if (change instanceof ShiftPlanned p) {
                        byCampus.computeIfAbsent(p.campus(), c -> new TreeSet<>())
                                .add(shift);
                    }
                }
            }
        });
        return forgotten;
    }

    /** Before the open days, and before it began: nothing comes of it any more, however far ahead it was. */
    private static boolean isCalledOff(Memory.OfShift shift, Duration grace, Instant openFrom) {
        return shift.changes().stream().allMatch(c -> c.time().isBefore(openFrom))
                && Shift.standing(shift.changes(), grace).isEmpty();
    }

    /** Neither the change nor the shift that it plans reaches into the open days. */
    private static boolean isOver(Event change, Duration grace, Instant openFrom) {
        return change.time().isBefore(openFrom)
                && !(change instanceof ShiftPlanned p
                        && (p.to().isAfter(openFrom) || !p.from().plus(grace).isBefore(openFrom)));
    }

    private void sealCampus(String key, TreeSet<String> badges, TreeSet<String> shifts, Instant openFrom) {
        ledger.get(CoverageTables.CAMPUS_STATE, key).ifPresent(state -> {
            Memory.OfCampus after = new Memory.OfCampus(
                    badges, shifts, reports.seal(key, openFrom), state.now(), state.rolledTo(), state.deadline());
            if (!after.equals(state)) {
                ledger.put(CoverageTables.CAMPUS_STATE, key, after);
            }
        });
    }
}
