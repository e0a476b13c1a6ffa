package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.CampusDay;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.PostDay;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.Course;
import org.postwatch.incident.CoverageIncidents;
import org.postwatch.incident.EntranceIncidents;
import org.postwatch.incident.Forecast;
import org.postwatch.incident.Incident;
import org.postwatch.incident.NoShows;
import org.postwatch.incident.Trigger;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Post;
import org.postwatch.plan.Span;

/** Looks at the days of one campus: works out what now holds, says what changed, and notes when to look again. */
final class CampusDesk {
    private final Ledger ledger;
    private final Voice voice;
    private final Deadlines deadlines;
    private final Incidents incidents;
    private final Triggers triggers;
    private final Reports reports;
    private final Signs signs;
    private final CampusSaying saying;
    private final Gaps gaps = new Gaps();

    CampusDesk(Ledger ledger, Voice voice, Deadlines deadlines, Triggers triggers, Reports reports, Signs signs) {
        this.signs = signs;
        this.triggers = triggers;
        this.reports = reports;
        this.ledger = ledger;
        this.voice = voice;
        this.deadlines = deadlines;
        this.saying = new CampusSaying(ledger, voice);
        this.incidents = new Incidents(voice);
    }

    /** Whether an instant lies in a gap of some post, as far as is known without a look; if in doubt it does. */
    boolean isGap(District district, String campusId, Instant t) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = ledger.get(CoverageTables.CAMPUSES, key);
        Optional<Memory.OfDistrict> open = ledger.get(CoverageTables.DISTRICT_STATE, district.id());
        if (plan.isEmpty() || open.isEmpty()) {
            return true;
        }
        LocalDate date = LocalDate.ofInstant(t, plan.get().zone());
        LocalDate before = date.minusDays(1);
        boolean none = gaps.isNone(key, date, t) && (before.isBefore(first(open.get())) || gaps.isNone(key, before, t));
        return !none;
    }

    /** Looks at some dates of a campus again; dates that are sealed or out of sight are left out. */
    void look(District district, String campusId, Collection<LocalDate> dates, Instant clock) {
        Optional<CampusPlan> plan = ledger.get(CoverageTables.CAMPUSES, district.id() + "/" + campusId);
        Optional<Memory.OfDistrict> open = ledger.get(CoverageTables.DISTRICT_STATE, district.id());
        if (plan.isEmpty() || open.isEmpty()) {
            return;
        }
        CampusLook look = new CampusLook(ledger, signs, district, plan.get(), clock);
        LocalDate last = look.today().plusDays(district.settings().forecastDays());
        TreeSet<LocalDate> seen = new TreeSet<>(dates);
        LocalDate first = first(open.get());
        seen.removeIf(d -> d.isBefore(first) || d.isAfter(last));
        for (LocalDate date : seen) {
            day(look, date);
        }
        incidents.say(district.id(), look.said, look.holds, clock);
        if (seen.contains(look.today()) || seen.contains(look.today().minusDays(1))) {
            saying.now(look);
        }
    }

    /**
     * Looks at a campus again because something that bears on it is not what it was in these stretches of time. It
     * matters in windows and in shifts, up to the clock: of what lies ahead there is a deadline, and a
     * stretch that begins ahead gets one.
     */
    void lookAround(District district, CampusIndex.Entry campus, Collection<Span> spans, Instant clock) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        for (Span span : spans) {
            Instant to = span.to().isBefore(clock) ? span.to() : clock;
            Span known = new Span(span.from(), (to.isAfter(span.from()) ? to : span.from()).plusMillis(1));
            dates.addAll(campus.datesDuring(known));
            addDatesOfShifts(district, campus.plan(), known, dates);
        }
        if (!dates.isEmpty()) {
            look(district, campus.plan().id(), dates, clock);
        }
    }

    /** The dates on which shifts begin, as they ever were planned, in which their officer may come in a stretch of time. */
    private void addDatesOfShifts(District district, CampusPlan plan, Span span, Collection<LocalDate> dates) {
        Memory.OfCampus campus = ledger.get(CoverageTables.CAMPUS_STATE, district.id() + "/" + plan.id())
                .orElse(Memory.OfCampus.NEW);
        for (String shift : campus.shifts()) {
            ledger.get(CoverageTables.SHIFTS, district.id() + "/" + shift)
                    .ifPresent(changes -> changes.changes().forEach(change -> {
                        if (change instanceof ShiftPlanned planned
                                && isDuring(planned, district.settings().shiftGrace(), span)) {
                            dates.add(LocalDate.ofInstant(planned.from(), plan.zone()));
                        }
                    }));
        }
    }

    /** From its start to the end of its grace, or its own. */
    private static boolean isDuring(ShiftPlanned shift, Duration grace, Span span) {
        Instant awaited = shift.from().plus(grace);
        Instant to = awaited.isAfter(shift.to()) ? awaited : shift.to();
        return !to.isBefore(span.from()) && shift.from().isBefore(span.to());
    }

    /** The first date of which something may still change what is said. */
    private static LocalDate first(Memory.OfDistrict open) {
        return open.firstOpen().isAfter(open.watchedFrom()) ? open.firstOpen() : open.watchedFrom();
    }

    /** Looks at every date of a campus that is open or in sight, and sees to it that new ones come into sight. */
    void lookAtAll(District district, String campusId, Instant clock) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = ledger.get(CoverageTables.CAMPUSES, key);
        Optional<Memory.OfDistrict> open = ledger.get(CoverageTables.DISTRICT_STATE, district.id());
        if (plan.isPresent() && open.isPresent()) {
            roll(district, plan.get(), clock);
            LocalDate last = LocalDate.ofInstant(clock, plan.get().zone())
                    .plusDays(district.settings().forecastDays());
            List<LocalDate> dates = new ArrayList<>();
            for (LocalDate date = first(open.get()); !date.isAfter(last); date = date.plusDays(1)) {
                dates.add(date);
            }
            look(district, campusId, dates, clock);
        }
    }

    /** The clock was set back: what was said of dates that are out of sight again is withdrawn. */
    void forgetAhead(District district, CampusPlan plan, Instant clock) {
        CampusLook look = new CampusLook(ledger, signs, district, plan, clock);
        LocalDate last = look.today().plusDays(district.settings().forecastDays());
        ledger.scan(CoverageTables.DAYS, look.key + "/", (key, day) -> {
            LocalDate date = LocalDate.parse(key.substring(look.key.length() + 1));
            if (date.isAfter(last)) {
                incidents.say(district.id(), day.incidents(), new TreeMap<>(), clock);
                SortedMap<String, Memory.Said> posts = saying.days(look, date, Map.of(), day);
                deadlines.move(Deadlines.Kind.DAY, key, day.deadline(), Memory.NEVER);
                ledger.put(CoverageTables.DAYS, key, new Memory.OfDay(posts, new TreeMap<>(), Memory.NEVER));
            }
        });
    }

    /** A local midnight has passed: today, and the date that the forecast now reaches, come into sight. */
    void midnight(District district, String campusId, Instant clock) {
        Optional<CampusPlan> plan = ledger.get(CoverageTables.CAMPUSES, district.id() + "/" + campusId);
        if (plan.isPresent()) {
            LocalDate from = roll(district, plan.get(), clock);
            LocalDate today = LocalDate.ofInstant(clock, plan.get().zone());
            List<LocalDate> dates = new ArrayList<>();
            for (LocalDate d = from.isBefore(today.minusDays(1)) ? from : today.minusDays(1);
                    !d.isAfter(today.plusDays(district.settings().forecastDays()));
                    d = d.plusDays(1)) {
                dates.add(d);
            }
            look(district, campusId, dates, clock);
        }
    }

    /** Notes the next local midnight; returns the date up to which the last one had rolled. */
    private LocalDate roll(District district, CampusPlan plan, Instant clock) {
        String key = district.id() + "/" + plan.id();
        Memory.OfCampus campus = ledger.get(CoverageTables.CAMPUS_STATE, key).orElse(Memory.OfCampus.NEW);
        LocalDate today = LocalDate.ofInstant(clock, plan.zone());
        Instant midnight = today.plusDays(1).atStartOfDay(plan.zone()).toInstant();
        deadlines.move(Deadlines.Kind.CAMPUS, key, campus.deadline(), midnight);
        ledger.put(
                CoverageTables.CAMPUS_STATE,
                key,
                new Memory.OfCampus(campus.badges(), campus.shifts(), campus.devices(), campus.now(), today, midnight));
        return campus.rolledTo().equals(LocalDate.MIN) ? today : campus.rolledTo();
    }

    private void day(CampusLook look, LocalDate date) {
        String key = look.key + "/" + date;
        Memory.OfDay before = ledger.get(CoverageTables.DAYS, key).orElse(Memory.OfDay.NEW);
        boolean begun = !date.isAfter(look.today());
        Map<String, List<Interval>> timeline = begun ? look.timeline(date) : Map.of();
        if (begun) {
            gaps.put(look.key, date, timeline.values());
        }
        List<Course> courses = begun ? courses(look, date, timeline) : List.of();
        SortedMap<String, Incident> now = new TreeMap<>();
        courses.forEach(course -> course.asOf(look.clock).ifPresent(i -> now.put(i.id(), i)));
        Instant next = next(look.clock, timeline, courses);
        if (begun) {
            next = look.nextAwaited(date, next);
        }
        if (!date.isBefore(look.today().minusDays(1))) {
            for (Forecast.Expected expected : Forecast.of(look.district, look.plan, date, look.shifts, look.clock)) {
                Instant end = expected.window().span().to();
                if (now.putIfAbsent(expected.incident().id(), expected.incident()) == null) {
                    next = begun && end.isBefore(next) ? end : next;
                }
            }
        }
        look.said.putAll(before.incidents());
        look.holds.putAll(now);
        SortedMap<String, Memory.Said> posts = saying.days(look, date, timeline, before);
        deadlines.move(Deadlines.Kind.DAY, key, before.deadline(), next);
        Memory.OfDay after = new Memory.OfDay(posts, now, next);
        if (!after.equals(before)) {
            ledger.put(CoverageTables.DAYS, key, after);
        }
    }

    private List<Course> courses(CampusLook look, LocalDate date, Map<String, List<Interval>> timeline) {
        List<Course> courses = new ArrayList<>();
        List<Trigger> triggers = triggers(look, date, timeline);
        for (Post post : look.plan.on(date).posts()) {
            courses.addAll(CoverageIncidents.of(
                    look.district, look.plan, post, date, timeline.getOrDefault(post.id(), List.of()), triggers));
        }
        courses.addAll(
                EntranceIncidents.of(look.district, look.plan, date, reports.of(look.key), look.evidence.silences()));
        courses.addAll(NoShows.of(look.district, look.plan, date, look.shifts, look.evidence));
        return courses;
    }

    /** A window over midnight makes the days beside bear on this one's triggers. */
    private List<Trigger> triggers(CampusLook look, LocalDate date, Map<String, List<Interval>> timeline) {
        if (timeline.values().stream()
                .flatMap(List::stream)
                .noneMatch(interval -> interval.state().isGap())) {
            // They matter in gaps only.
            return List.of();
        }
        List<Trigger> found = new ArrayList<>();
        for (LocalDate day : List.of(date.minusDays(1), date, date.plusDays(1))) {
            found.addAll(triggers.of(look.key, day));
        }
        return found;
    }

    private static Instant next(Instant clock, Map<String, List<Interval>> timeline, List<Course> courses) {
        Instant next = Memory.NEVER;
        for (List<Interval> intervals : timeline.values()) {
            for (Interval interval : intervals) {
                next = Memory.earlierAfter(clock, interval.from(), next);
                next = Memory.earlierAfter(clock, interval.to().orElse(Memory.NEVER), next);
            }
        }
        for (Course course : courses) {
            next = Memory.earlierAfter(clock, course.next(clock), next);
        }
        return next;
    }

    /** Says a date's days for the last time, as final, and drops its state. */
    void seal(District district, String campusId, LocalDate date, Instant clock) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = ledger.get(CoverageTables.CAMPUSES, key);
        Optional<Memory.OfDay> day = ledger.get(CoverageTables.DAYS, key + "/" + date);
        if (plan.isPresent() && day.isPresent()) {
            Map<String, List<Interval>> timeline =
                    new CampusLook(ledger, signs, district, plan.get(), clock).timeline(date);
            day.get()
                    .posts()
                    .forEach((post, said) -> voice.day(new PostDay(
                            district.id(),
                            campusId,
                            post,
                            date,
                            said.revision() + 1,
                            true,
                            CampusDay.asOf(timeline.getOrDefault(post, List.of()), clock))));
            deadlines.move(Deadlines.Kind.DAY, key + "/" + date, day.get().deadline(), Memory.NEVER);
            ledger.delete(CoverageTables.DAYS, key + "/" + date);
        }
        gaps.forget(key, date);
        triggers.forget(key, date.minusDays(1));
    }
}
