package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.FeedActivity;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.incident.FeedIncidents;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTimeline;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.StateStore;

/** Keeps the minutes in which each feed was active, and detects its silences. */
final class FeedMonitor {
    private static final int MINUTE_MS = 60_000;

    private final StateStore store;
    private final IncidentPublisher incidents;

    FeedMonitor(StateStore store, CoverageOutput output) {
        this.store = store;
        this.incidents = new IncidentPublisher(output);
    }

    /**
     * Records that a feed was active in the minute of an event; a heartbeat may cover earlier minutes. Nothing is
     * written if that is known, as for nearly all events.
     *
     * @return every campus, in the time in which the feed's silence is another than before
     */
    List<AffectedSpan> recordActivity(
            District district, DistrictCache.CachedFeed source, Event event, Instant stamp, Instant clock) {
        long last = FeedActivity.minuteOf(event.time());
        long first = event instanceof Heartbeat heartbeat ? firstWholeMinute(heartbeat, stamp, last) : last;
        if (first == last && source.isLastActiveMinute(last)) {
            return List.of();
        }
        Feed feed = source.feed();
        Instant openFrom = openFrom(district);
        EngineState.FeedState before = state(district, feed, openFrom);
        // All minutes at once: after the last one alone the feed would count as silent before it.
        FeedActivity activity = before.activity().withActivity(first, last);
        source.setLastActiveMinute(last);
        return activity == before.activity()
                ? List.of()
                : affectedCampuses(
                        district, update(district, feed, before, activity, openFrom, clock), openFrom, clock);
    }

    /**
     * The first minute that lies whole in the span of a heartbeat, or the last minute if there is none. What is too old
     * for an event is left out.
     */
    private static long firstWholeMinute(Heartbeat heartbeat, Instant stamp, long last) {
        Instant earliest = stamp.minus(EventAdmission.MAX_LATENESS);
        return heartbeat
                .completeSince()
                .map(since -> since.isBefore(earliest) ? earliest : since)
                .map(since -> Math.min(last, FeedActivity.minuteOf(since.plusMillis(MINUTE_MS - 1))))
                .orElse(last);
    }

    /** Detects the silence of a feed as of the clock; returns every campus, as {@link #recordActivity}. */
    List<AffectedSpan> evaluate(District district, Feed feed, Instant clock) {
        Instant openFrom = openFrom(district);
        return affectedCampuses(district, update(district, feed, openFrom, clock), openFrom, clock);
    }

    /** A feed that is not listed any more has no silence. */
    void withdrawUnlisted(District district, Instant clock) {
        store.scan(CoverageTables.FEED_STATE, DistrictKey.prefix(district.id()), (key, state) -> {
            if (!isListed(district, key)) {
                withdraw(district.id(), key, state, clock);
            }
        });
    }

    /** Detects the silences of all feeds; the caller evaluates every campus. */
    void evaluateAll(District district, Instant clock) {
        Instant openFrom = openFrom(district);
        district.feeds().values().forEach(feed -> update(district, feed, openFrom, clock));
    }

    private List<TimeSpan> update(District district, Feed feed, Instant openFrom, Instant clock) {
        EngineState.FeedState before = state(district, feed, openFrom);
        return update(district, feed, before, before.activity(), openFrom, clock);
    }

    /** Returns the time in which the silence is another than before. */
    private List<TimeSpan> update(
            District district,
            Feed feed,
            EngineState.FeedState before,
            FeedActivity activity,
            Instant openFrom,
            Instant clock) {
        List<TimeSpan> expected = district.expectedSpans(feed, openFrom, clock);
        List<TimeSpan> silences = activity.silences(feed.limitMinutes(), expected, clock).stream()
                .filter(silence -> isOpen(silence, openFrom))
                .toList();
        SortedMap<String, Incident> now = new TreeMap<>();
        Instant next = activity.nextDetection(feed.limitMinutes(), expected, clock);
        for (IncidentTimeline timeline : FeedIncidents.of(district, feed, silences)) {
            timeline.asOf(clock).ifPresent(incident -> now.put(incident.id(), incident));
            Instant change = timeline.nextChange(clock);
            next = change.isBefore(next) ? change : next;
        }
        // A deadline that would only move to a later time stays, and its timer sets it again: most minutes then cost
        // one write.
        boolean earlier = next.isBefore(before.deadline()) || !before.deadline().isAfter(clock);
        Instant deadline = earlier ? next : before.deadline();
        incidents.publishDifferences(district.id(), before.incidents(), now, clock);
        EngineState.FeedState after = new EngineState.FeedState(activity, silences, now, deadline);
        if (!after.equals(before)) {
            store.put(CoverageTables.FEED_STATE, key(district, feed), after);
        }
        return changedSpans(before.silences(), silences);
    }

    private List<AffectedSpan> affectedCampuses(
            District district, List<TimeSpan> changed, Instant openFrom, Instant clock) {
        List<TimeSpan> open = changed.stream()
                .filter(span -> span.to().isAfter(openFrom) && !span.from().isAfter(clock))
                .map(span -> span.from().isAfter(openFrom) ? span : new TimeSpan(openFrom, span.to()))
                .toList();
        List<AffectedSpan> affected = new ArrayList<>();
        if (!open.isEmpty()) {
            store.scan(
                    CoverageTables.CAMPUSES,
                    DistrictKey.prefix(district.id()),
                    (key, plan) -> open.forEach(span -> affected.add(AffectedSpan.observed(plan.id(), span))));
        }
        return affected;
    }

    /**
     * Forgets minutes before an instant, incidents that were closed by then, and feeds that are not listed any more.
     */
    void seal(District district, Instant openFrom) {
        store.scan(CoverageTables.FEED_STATE, DistrictKey.prefix(district.id()), (key, state) -> {
            FeedActivity activity = state.activity().trimmedTo(FeedActivity.minuteOf(openFrom));
            if (!isListed(district, key) && activity.bits().length == 0) {
                store.delete(CoverageTables.FEED_STATE, key);
                return;
            }
            SortedMap<String, Incident> open = new TreeMap<>(state.incidents());
            open.values().removeIf(incident -> isClosedBefore(incident, openFrom));
            List<TimeSpan> silences = state.silences().stream()
                    .filter(silence -> isOpen(silence, openFrom))
                    .toList();
            store.put(
                    CoverageTables.FEED_STATE,
                    key,
                    new EngineState.FeedState(activity, silences, open, state.deadline()));
        });
    }

    private static boolean isClosedBefore(Incident incident, Instant t) {
        return incident.episodes()
                .get(incident.episodes().size() - 1)
                .closedAt()
                .filter(closed -> closed.isBefore(t))
                .isPresent();
    }

    /** A silence that ends at the first open instant was ended by an event of the open days, and may return with it. */
    private static boolean isOpen(TimeSpan silence, Instant openFrom) {
        return !silence.to().isBefore(openFrom);
    }

    /** Minutes from an earlier instant on count again. */
    void reopen(District district, Instant openFrom) {
        store.scan(
                CoverageTables.FEED_STATE,
                DistrictKey.prefix(district.id()),
                (key, state) -> store.put(
                        CoverageTables.FEED_STATE,
                        key,
                        new EngineState.FeedState(
                                state.activity().extendedBackTo(FeedActivity.minuteOf(openFrom)),
                                state.silences(),
                                state.incidents(),
                                state.deadline())));
    }

    /** Its activity is kept while its days are open: the feed may be listed again. */
    private void withdraw(String district, DistrictKey key, EngineState.FeedState state, Instant clock) {
        incidents.publishDifferences(district, state.incidents(), new TreeMap<>(), clock);
        store.put(
                CoverageTables.FEED_STATE,
                key,
                new EngineState.FeedState(state.activity(), List.of(), new TreeMap<>(), EngineState.NEVER));
    }

    private EngineState.FeedState state(District district, Feed feed, Instant openFrom) {
        return store.get(CoverageTables.FEED_STATE, key(district, feed))
                .orElseGet(() -> new EngineState.FeedState(
                        FeedActivity.none(openFrom), List.of(), new TreeMap<>(), EngineState.NEVER));
    }

    private Instant openFrom(District district) {
        return store.get(CoverageTables.DISTRICT_STATE, district.id())
                .orElseThrow()
                .openFrom();
    }

    private static List<TimeSpan> changedSpans(List<TimeSpan> before, List<TimeSpan> after) {
        List<TimeSpan> different = new ArrayList<>();
        before.stream().filter(span -> !after.contains(span)).forEach(different::add);
        after.stream().filter(span -> !before.contains(span)).forEach(different::add);
        return different;
    }

    private static boolean isListed(District district, DistrictKey key) {
        return district.feeds().containsKey(key.name());
    }

    private static DistrictKey key(District district, Feed feed) {
        return new DistrictKey(district.id(), feed.source());
    }
}
