package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageTimeline;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.state.StateStore;

/** The days of a campus in the course of time: a day is evaluated once the forecast reaches it, and sealed in the end. */
final class CampusDays {
    private final StateStore store;
    private final CoverageOutput output;
    private final CampusEvaluator evaluator;
    private final CampusPublisher publisher;
    private final IncidentPublisher incidents;
    private final TriggerStore triggers;
    private final GapCache gaps;

    CampusDays(
            StateStore store, CoverageOutput output, CampusEvaluator evaluator, TriggerStore triggers, GapCache gaps) {
        this.store = store;
        this.output = output;
        this.evaluator = evaluator;
        this.publisher = new CampusPublisher(store, output);
        this.incidents = new IncidentPublisher(output);
        this.triggers = triggers;
        this.gaps = gaps;
    }

    /** Evaluates every date of a campus from the first that is not sealed to the last of the forecast. */
    void evaluateAll(District district, CampusPlan plan, Instant clock) {
        store.get(CoverageTables.DISTRICT_STATE, district.id()).ifPresent(state -> {
            rollOver(district, plan, clock);
            evaluateFrom(district, plan, state.firstEvaluated(), clock);
        });
    }

    /** A local midnight has passed: evaluates yesterday, today and the date that the forecast now reaches. */
    void evaluateAtMidnight(District district, CampusPlan plan, Instant clock) {
        LocalDate last = rollOver(district, plan, clock);
        LocalDate yesterday = LocalDate.ofInstant(clock, plan.zone()).minusDays(1);
        evaluateFrom(district, plan, last.isBefore(yesterday) ? last : yesterday, clock);
    }

    private void evaluateFrom(District district, CampusPlan plan, LocalDate first, Instant clock) {
        LocalDate end = lastOfForecast(district, plan, clock).plusDays(1);
        List<LocalDate> dates = first.isBefore(end) ? first.datesUntil(end).toList() : List.of();
        evaluator.evaluate(district, plan.id(), dates, clock);
    }

    private static LocalDate lastOfForecast(District district, CampusPlan plan, Instant clock) {
        return LocalDate.ofInstant(clock, plan.zone())
                .plusDays(district.settings().forecastDays());
    }

    /** Stores the next local midnight; returns the date of the roll-over before. */
    private LocalDate rollOver(District district, CampusPlan plan, Instant clock) {
        CampusKey key = new CampusKey(district.id(), plan.id());
        EngineState.CampusState campus =
                store.get(CoverageTables.CAMPUS_STATE, key).orElse(EngineState.CampusState.NEW);
        LocalDate today = LocalDate.ofInstant(clock, plan.zone());
        Instant midnight = today.plusDays(1).atStartOfDay(plan.zone()).toInstant();
        store.put(CoverageTables.CAMPUS_STATE, key, campus.withRollover(today, midnight));
        return campus.lastRollover().equals(LocalDate.MIN) ? today : campus.lastRollover();
    }

    /** The clock was set back: withdraws what was published of dates that are beyond the forecast again. */
    void withdrawBeyondForecast(District district, CampusPlan plan, Instant clock) {
        CampusEvaluationContext context = evaluator.context(district, plan, clock);
        LocalDate last = lastOfForecast(district, plan, clock);
        store.scan(CoverageTables.CAMPUS_DAYS, new CampusKey(district.id(), plan.id()).prefix(), (key, day) -> {
            LocalDate date = key.date();
            if (date.isAfter(last)) {
                incidents.publishDifferences(district.id(), day.incidents(), new TreeMap<>(), clock);
                store.put(
                        CoverageTables.CAMPUS_DAYS,
                        key,
                        new EngineState.CampusDayState(
                                publisher.publishDays(context, date, Map.of(), day),
                                new TreeMap<>(),
                                EngineState.NEVER));
            }
        });
    }

    /** Evaluates a date for the last time, publishes its days as final and deletes its state. */
    void seal(District district, CampusPlan plan, LocalDate date, Instant clock) {
        // After a long pause its own timers may not have run yet: everything is published before it is final.
        evaluator.evaluate(district, plan.id(), List.of(date), clock);
        CampusDayKey day = new CampusKey(district.id(), plan.id()).on(date);
        Optional<EngineState.CampusDayState> state = store.get(CoverageTables.CAMPUS_DAYS, day);
        if (state.isPresent()) {
            publishFinal(district, plan, date, state.get(), clock);
            store.delete(CoverageTables.CAMPUS_DAYS, day);
        }
        gaps.remove(day);
        triggers.delete(day.campus().on(date.minusDays(1)));
    }

    private void publishFinal(
            District district, CampusPlan plan, LocalDate date, EngineState.CampusDayState day, Instant clock) {
        Map<String, List<CoverageInterval>> timeline =
                evaluator.context(district, plan, clock).timeline(date);
        day.revisions()
                .forEach((post, published) -> output.publishDay(new PostDayIntervals(
                        district.id(),
                        plan.id(),
                        post,
                        date,
                        published.revision() + 1,
                        true,
                        CoverageTimeline.asOf(timeline.getOrDefault(post, List.of()), clock))));
    }
}
