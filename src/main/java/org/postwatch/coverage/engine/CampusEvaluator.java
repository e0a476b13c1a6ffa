package org.postwatch.coverage.engine;

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
import org.postwatch.incident.CoverageForecast;
import org.postwatch.incident.CoverageIncidents;
import org.postwatch.incident.EntranceIncidents;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTimeline;
import org.postwatch.incident.NoShowIncidents;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Post;
import org.postwatch.state.StateStore;

/**
 * Evaluates days of a campus: computes their coverage and incidents as of the clock, publishes what has changed, and stores when
 * something changes next.
 */
final class CampusEvaluator {
    private final StateStore store;
    private final IncidentPublisher incidents;
    private final TriggerStore triggers;
    private final DeviceReportStore reports;
    private final PresenceSignalStore signals;
    private final CampusPublisher publisher;
    private final GapCache gaps;

    CampusEvaluator(
            StateStore store,
            CoverageOutput output,
            TriggerStore triggers,
            DeviceReportStore reports,
            PresenceSignalStore signals,
            GapCache gaps) {
        this.store = store;
        this.incidents = new IncidentPublisher(output);
        this.publisher = new CampusPublisher(store, output);
        this.triggers = triggers;
        this.reports = reports;
        this.signals = signals;
        this.gaps = gaps;
    }

    /** What is known of a campus at the clock. */
    CampusEvaluationContext context(District district, CampusPlan plan, Instant clock) {
        return new CampusEvaluationContext(store, signals, district, plan, clock);
    }

    /** Evaluates some dates of a campus; dates that are sealed or beyond the forecast are left out. */
    void evaluate(District district, String campusId, Collection<LocalDate> dates, Instant clock) {
        Optional<CampusPlan> plan = store.get(CoverageTables.CAMPUSES, new CampusKey(district.id(), campusId));
        Optional<EngineState.DistrictState> open = store.get(CoverageTables.DISTRICT_STATE, district.id());
        if (plan.isEmpty() || open.isEmpty()) {
            return;
        }
        CampusEvaluationContext context = context(district, plan.get(), clock);
        LocalDate last = context.today().plusDays(district.settings().forecastDays());
        TreeSet<LocalDate> evaluated = new TreeSet<>(dates);
        LocalDate first = open.get().firstEvaluated();
        evaluated.removeIf(d -> d.isBefore(first) || d.isAfter(last));
        for (LocalDate date : evaluated) {
            evaluateDay(context, date);
        }
        incidents.publishDifferences(district.id(), context.published, context.current, clock);
        if (evaluated.contains(context.today())
                || evaluated.contains(context.today().minusDays(1))) {
            publisher.publishCampus(context);
        }
    }

    private void evaluateDay(CampusEvaluationContext context, LocalDate date) {
        CampusDayKey key = context.campusKey.on(date);
        EngineState.CampusDayState before =
                store.get(CoverageTables.CAMPUS_DAYS, key).orElse(EngineState.CampusDayState.NEW);
        boolean started = !date.isAfter(context.today());
        Map<String, List<CoverageInterval>> timeline = started ? context.timeline(date) : Map.of();
        if (started) {
            gaps.put(key, timeline.values());
        }
        List<IncidentTimeline> timelines = started ? incidentTimelines(context, date, timeline) : List.of();
        SortedMap<String, Incident> now = new TreeMap<>();
        timelines.forEach(incident -> incident.asOf(context.clock).ifPresent(i -> now.put(i.id(), i)));
        Instant next = nextChange(context.clock, timeline, timelines);
        if (started) {
            next = context.nextShiftGraceEnd(date, next);
        }
        next = addForecast(context, date, now, next);
        context.published.putAll(before.incidents());
        context.current.putAll(now);
        SortedMap<String, EngineState.PublishedRevision> posts = publisher.publishDays(context, date, timeline, before);
        EngineState.CampusDayState after = new EngineState.CampusDayState(posts, now, next);
        if (!after.equals(before)) {
            store.put(CoverageTables.CAMPUS_DAYS, key, after);
        }
    }

    /** Adds the incidents that are expected and not open yet; returns when something changes next. */
    private static Instant addForecast(
            CampusEvaluationContext context, LocalDate date, SortedMap<String, Incident> now, Instant next) {
        if (date.isBefore(context.today().minusDays(1))) {
            return next;
        }
        Instant earliest = next;
        for (CoverageForecast.ForecastIncident expected :
                CoverageForecast.of(context.district, context.plan, date, context.shifts, context.clock)) {
            Instant end = expected.window().span().to();
            boolean added = now.putIfAbsent(expected.incident().id(), expected.incident()) == null;
            if (added && !date.isAfter(context.today()) && end.isBefore(earliest)) {
                earliest = end;
            }
        }
        return earliest;
    }

    private List<IncidentTimeline> incidentTimelines(
            CampusEvaluationContext context, LocalDate date, Map<String, List<CoverageInterval>> timeline) {
        List<IncidentTimeline> timelines = new ArrayList<>();
        List<EscalationTrigger> triggers = triggersAround(context, date, timeline);
        for (Post post : context.plan.versionOn(date).posts()) {
            timelines.addAll(CoverageIncidents.of(
                    context.district, context.plan, post, date, timeline.getOrDefault(post.id(), List.of()), triggers));
        }
        timelines.addAll(EntranceIncidents.of(
                context.district,
                context.plan,
                date,
                reports.devicesOf(context.campusKey),
                context.evidence.silences()));
        timelines.addAll(NoShowIncidents.of(context.district, context.plan, date, context.shifts, context.evidence));
        return timelines;
    }

    /** Windows may cross midnight, so the triggers of the days before and after count, too. */
    private List<EscalationTrigger> triggersAround(
            CampusEvaluationContext context, LocalDate date, Map<String, List<CoverageInterval>> timeline) {
        if (timeline.values().stream()
                .flatMap(List::stream)
                .noneMatch(interval -> interval.state().isGap())) {
            // Triggers matter in gaps only.
            return List.of();
        }
        List<EscalationTrigger> found = new ArrayList<>();
        for (LocalDate day : List.of(date.minusDays(1), date, date.plusDays(1))) {
            found.addAll(triggers.triggersOn(context.campusKey.on(day)));
        }
        return found;
    }

    private static Instant nextChange(
            Instant clock, Map<String, List<CoverageInterval>> timeline, List<IncidentTimeline> timelines) {
        Instant next = EngineState.NEVER;
        for (List<CoverageInterval> intervals : timeline.values()) {
            for (CoverageInterval interval : intervals) {
                next = EngineState.earlierAfter(clock, interval.from(), next);
                next = EngineState.earlierAfter(clock, interval.to().orElse(EngineState.NEVER), next);
            }
        }
        for (IncidentTimeline incident : timelines) {
            next = EngineState.earlierAfter(clock, incident.nextChange(clock), next);
        }
        return next;
    }
}
