package org.postwatch.coverage.engine;

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
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageTimeline;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.CoverageForecast;
import org.postwatch.incident.CoverageIncidents;
import org.postwatch.incident.EntranceIncidents;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTimeline;
import org.postwatch.incident.NoShowIncidents;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Post;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.StateStore;

/** Looks at the days of one campus: works out what now holds, says what changed, and notes when to look again. */
final class CampusEvaluator {
    private final StateStore store;
    private final CoverageOutput output;
    private final IncidentPublisher incidents;
    private final TriggerStore triggers;
    private final DeviceReportStore reports;
    private final PresenceSignalStore signals;
    private final CampusPublisher publisher;
    private final GapCache gaps = new GapCache();

    CampusEvaluator(
            StateStore ledger,
            CoverageOutput voice,
            TriggerStore triggers,
            DeviceReportStore reports,
            PresenceSignalStore signs) {
        this.signals = signs;
        this.triggers = triggers;
        this.reports = reports;
        this.store = ledger;
        this.output = voice;
        this.publisher = new CampusPublisher(ledger, voice);
        this.incidents = new IncidentPublisher(voice);
    }

    /** Whether an instant lies in a gap of some post, as far as is known without a look; if in doubt it does. */
    boolean isGap(District district, String campusId, Instant t) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = store.get(CoverageTables.CAMPUSES, key);
        Optional<EngineState.DistrictState> open = store.get(CoverageTables.DISTRICT_STATE, district.id());
        if (plan.isEmpty() || open.isEmpty()) {
            return true;
        }
        LocalDate date = LocalDate.ofInstant(t, plan.get().zone());
        LocalDate before = date.minusDays(1);
        boolean none = gaps.isOutsideGaps(key, date, t)
                && (before.isBefore(firstEvaluatedDate(open.get())) || gaps.isOutsideGaps(key, before, t));
        return !none;
    }

    /** Looks at some dates of a campus again; dates that are sealed or out of sight are left out. */
    void evaluate(District district, String campusId, Collection<LocalDate> dates, Instant clock) {
        Optional<CampusPlan> plan = store.get(CoverageTables.CAMPUSES, district.id() + "/" + campusId);
        Optional<EngineState.DistrictState> open = store.get(CoverageTables.DISTRICT_STATE, district.id());
        if (plan.isEmpty() || open.isEmpty()) {
            return;
        }
        CampusEvaluationContext look = new CampusEvaluationContext(store, signals, district, plan.get(), clock);
        LocalDate last = look.today().plusDays(district.settings().forecastDays());
        TreeSet<LocalDate> seen = new TreeSet<>(dates);
        LocalDate first = firstEvaluatedDate(open.get());
        seen.removeIf(d -> d.isBefore(first) || d.isAfter(last));
        for (LocalDate date : seen) {
            evaluateDay(look, date);
        }
        incidents.publishDifferences(district.id(), look.published, look.current, clock);
        if (seen.contains(look.today()) || seen.contains(look.today().minusDays(1))) {
            publisher.publishCampus(look);
        }
    }

    /**
     * Looks at a campus again because something that bears on it is not what it was in these stretches of time. It
     * matters in windows and in shifts, up to the clock: of what lies ahead there is a deadline, and a
     * stretch that begins ahead gets one.
     */
    void evaluateAffected(
            District district, CampusCache.CachedCampus campus, Collection<TimeSpan> spans, Instant clock) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        for (TimeSpan span : spans) {
            Instant to = span.to().isBefore(clock) ? span.to() : clock;
            TimeSpan known = new TimeSpan(span.from(), (to.isAfter(span.from()) ? to : span.from()).plusMillis(1));
            dates.addAll(campus.datesDuring(known));
            addDatesOfShifts(district, campus.plan(), known, dates);
        }
        if (!dates.isEmpty()) {
            evaluate(district, campus.plan().id(), dates, clock);
        }
    }

    /** The dates on which shifts begin, as they ever were planned, in which their officer may come in a stretch of time. */
    private void addDatesOfShifts(District district, CampusPlan plan, TimeSpan span, Collection<LocalDate> dates) {
        EngineState.CampusState campus = store.get(CoverageTables.CAMPUS_STATE, district.id() + "/" + plan.id())
                .orElse(EngineState.CampusState.NEW);
        for (String shift : campus.shifts()) {
            store.get(CoverageTables.SHIFTS, district.id() + "/" + shift)
                    .ifPresent(changes -> changes.changes().forEach(change -> {
                        if (change instanceof ShiftPlanned planned
                                && isDuring(planned, district.settings().shiftGrace(), span)) {
                            dates.add(LocalDate.ofInstant(planned.from(), plan.zone()));
                        }
                    }));
        }
    }

    /** From its start to the end of its grace, or its own. */
    private static boolean isDuring(ShiftPlanned shift, Duration grace, TimeSpan span) {
        Instant awaited = shift.from().plus(grace);
        Instant to = awaited.isAfter(shift.to()) ? awaited : shift.to();
        return !to.isBefore(span.from()) && shift.from().isBefore(span.to());
    }

    /** The first date of which something may still change what is said. */
    private static LocalDate firstEvaluatedDate(EngineState.DistrictState open) {
        return open.firstOpen().isAfter(open.monitoredFrom()) ? open.firstOpen() : open.monitoredFrom();
    }

    /** Looks at every date of a campus that is open or in sight, and sees to it that new ones come into sight. */
    void evaluateAllDates(District district, String campusId, Instant clock) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = store.get(CoverageTables.CAMPUSES, key);
        Optional<EngineState.DistrictState> open = store.get(CoverageTables.DISTRICT_STATE, district.id());
        if (plan.isPresent() && open.isPresent()) {
            rollOver(district, plan.get(), clock);
            LocalDate last = LocalDate.ofInstant(clock, plan.get().zone())
                    .plusDays(district.settings().forecastDays());
            List<LocalDate> dates = new ArrayList<>();
            for (LocalDate date = firstEvaluatedDate(open.get()); !date.isAfter(last); date = date.plusDays(1)) {
                dates.add(date);
            }
            evaluate(district, campusId, dates, clock);
        }
    }

    /** The clock was set back: what was said of dates that are out of sight again is withdrawn. */
    void withdrawBeyondForecast(District district, CampusPlan plan, Instant clock) {
        CampusEvaluationContext look = new CampusEvaluationContext(store, signals, district, plan, clock);
        LocalDate last = look.today().plusDays(district.settings().forecastDays());
        store.scan(CoverageTables.CAMPUS_DAYS, look.key + "/", (key, day) -> {
            LocalDate date = LocalDate.parse(key.substring(look.key.length() + 1));
            if (date.isAfter(last)) {
                incidents.publishDifferences(district.id(), day.incidents(), new TreeMap<>(), clock);
                SortedMap<String, EngineState.PublishedRevision> posts =
                        publisher.publishDays(look, date, Map.of(), day);
                store.put(
                        CoverageTables.CAMPUS_DAYS,
                        key,
                        new EngineState.CampusDayState(posts, new TreeMap<>(), EngineState.NEVER));
            }
        });
    }

    /** A local midnight has passed: today, and the date that the forecast now reaches, come into sight. */
    void evaluateAtMidnight(District district, String campusId, Instant clock) {
        Optional<CampusPlan> plan = store.get(CoverageTables.CAMPUSES, district.id() + "/" + campusId);
        if (plan.isPresent()) {
            LocalDate from = rollOver(district, plan.get(), clock);
            LocalDate today = LocalDate.ofInstant(clock, plan.get().zone());
            List<LocalDate> dates = new ArrayList<>();
            for (LocalDate d = from.isBefore(today.minusDays(1)) ? from : today.minusDays(1);
                    !d.isAfter(today.plusDays(district.settings().forecastDays()));
                    d = d.plusDays(1)) {
                dates.add(d);
            }
            evaluate(district, campusId, dates, clock);
        }
    }

    /** Notes the next local midnight; returns the date up to which the last one had rolled. */
    private LocalDate rollOver(District district, CampusPlan plan, Instant clock) {
        String key = district.id() + "/" + plan.id();
        EngineState.CampusState campus =
                store.get(CoverageTables.CAMPUS_STATE, key).orElse(EngineState.CampusState.NEW);
        LocalDate today = LocalDate.ofInstant(clock, plan.zone());
        Instant midnight = today.plusDays(1).atStartOfDay(plan.zone()).toInstant();
        store.put(
                CoverageTables.CAMPUS_STATE,
                key,
                new EngineState.CampusState(
                        campus.badges(), campus.shifts(), campus.devices(), campus.publishedDigest(), today, midnight));
        return campus.lastRollover().equals(LocalDate.MIN) ? today : campus.lastRollover();
    }

    private void evaluateDay(CampusEvaluationContext look, LocalDate date) {
        String key = look.key + "/" + date;
        EngineState.CampusDayState before =
                store.get(CoverageTables.CAMPUS_DAYS, key).orElse(EngineState.CampusDayState.NEW);
        boolean begun = !date.isAfter(look.today());
        Map<String, List<CoverageInterval>> timeline = begun ? look.timeline(date) : Map.of();
        if (begun) {
            gaps.put(look.key, date, timeline.values());
        }
        List<IncidentTimeline> courses = begun ? incidentTimelines(look, date, timeline) : List.of();
        SortedMap<String, Incident> now = new TreeMap<>();
        courses.forEach(course -> course.asOf(look.clock).ifPresent(i -> now.put(i.id(), i)));
        Instant next = nextChange(look.clock, timeline, courses);
        if (begun) {
            next = look.nextShiftGraceEnd(date, next);
        }
        if (!date.isBefore(look.today().minusDays(1))) {
            for (CoverageForecast.ForecastIncident expected :
                    CoverageForecast.of(look.district, look.plan, date, look.shifts, look.clock)) {
                Instant end = expected.window().span().to();
                if (now.putIfAbsent(expected.incident().id(), expected.incident()) == null) {
                    next = begun && end.isBefore(next) ? end : next;
                }
            }
        }
        look.published.putAll(before.incidents());
        look.current.putAll(now);
        SortedMap<String, EngineState.PublishedRevision> posts = publisher.publishDays(look, date, timeline, before);
        EngineState.CampusDayState after = new EngineState.CampusDayState(posts, now, next);
        if (!after.equals(before)) {
            store.put(CoverageTables.CAMPUS_DAYS, key, after);
        }
    }

    private List<IncidentTimeline> incidentTimelines(
            CampusEvaluationContext look, LocalDate date, Map<String, List<CoverageInterval>> timeline) {
        List<IncidentTimeline> courses = new ArrayList<>();
        List<EscalationTrigger> triggers = triggersAround(look, date, timeline);
        for (Post post : look.plan.versionOn(date).posts()) {
            courses.addAll(CoverageIncidents.of(
                    look.district, look.plan, post, date, timeline.getOrDefault(post.id(), List.of()), triggers));
        }
        courses.addAll(EntranceIncidents.of(
                look.district, look.plan, date, reports.devicesOf(look.key), look.evidence.silences()));
        courses.addAll(NoShowIncidents.of(look.district, look.plan, date, look.shifts, look.evidence));
        return courses;
    }

    /** A window over midnight makes the days beside bear on this one's triggers. */
    private List<EscalationTrigger> triggersAround(
            CampusEvaluationContext look, LocalDate date, Map<String, List<CoverageInterval>> timeline) {
        if (timeline.values().stream()
                .flatMap(List::stream)
                .noneMatch(interval -> interval.state().isGap())) {
            // They matter in gaps only.
            return List.of();
        }
        List<EscalationTrigger> found = new ArrayList<>();
        for (LocalDate day : List.of(date.minusDays(1), date, date.plusDays(1))) {
            found.addAll(triggers.triggersOn(look.key, day));
        }
        return found;
    }

    private static Instant nextChange(
            Instant clock, Map<String, List<CoverageInterval>> timeline, List<IncidentTimeline> courses) {
        Instant next = EngineState.NEVER;
        for (List<CoverageInterval> intervals : timeline.values()) {
            for (CoverageInterval interval : intervals) {
                next = EngineState.earlierAfter(clock, interval.from(), next);
                next = EngineState.earlierAfter(clock, interval.to().orElse(EngineState.NEVER), next);
            }
        }
        for (IncidentTimeline course : courses) {
            next = EngineState.earlierAfter(clock, course.nextChange(clock), next);
        }
        return next;
    }

    /** Says a date's days for the last time, as final, and drops its state. */
    void seal(District district, String campusId, LocalDate date, Instant clock) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = store.get(CoverageTables.CAMPUSES, key);
        Optional<EngineState.CampusDayState> day = store.get(CoverageTables.CAMPUS_DAYS, key + "/" + date);
        if (plan.isPresent() && day.isPresent()) {
            Map<String, List<CoverageInterval>> timeline =
                    new CampusEvaluationContext(store, signals, district, plan.get(), clock).timeline(date);
            day.get()
                    .revisions()
                    .forEach((post, said) -> output.publishDay(new PostDayIntervals(
                            district.id(),
                            campusId,
                            post,
                            date,
                            said.revision() + 1,
                            true,
                            CoverageTimeline.asOf(timeline.getOrDefault(post, List.of()), clock))));
            store.delete(CoverageTables.CAMPUS_DAYS, key + "/" + date);
        }
        gaps.invalidate(key, date);
        triggers.delete(key, date.minusDays(1));
    }
}
