package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.FeedActivity;
import org.postwatch.incident.FeedIncidents;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTimeline;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.StateStore;

/** Listens to feeds: keeps the minutes in which each was heard, and works out its silences. */
final class FeedMonitor {
    private final StateStore store;
    private final IncidentPublisher incidents;

    FeedMonitor(StateStore ledger, CoverageOutput voice) {
        this.store = ledger;
        this.incidents = new IncidentPublisher(voice);
    }

    /**
     * A feed was heard in every minute of {@code [first, last]}. Nothing is written when that was known, as of nearly
     * every event it is.
     *
     * @return stretches in which the feed's silence is not what it was said to be
     */
    List<TimeSpan> recordActivity(
            District district,
            DistrictCache.CachedFeed source,
            long first,
            long last,
            Instant openFrom,
            Instant clock) {
        if (first == last && source.isLastActiveMinute(last)) {
            return List.of();
        }
        Feed feed = source.feed();
        EngineState.FeedState before = state(district, feed, openFrom);
        FeedActivity heard = before.activity().withActivity(first, last);
        source.setLastActiveMinute(last);
        return heard == before.activity() ? List.of() : update(district, feed, before, heard, openFrom, clock);
    }

    /** Looks at a feed because of the clock or a new plan. */
    List<TimeSpan> evaluate(District district, Feed feed, Instant openFrom, Instant clock) {
        EngineState.FeedState before = state(district, feed, openFrom);
        return update(district, feed, before, before.activity(), openFrom, clock);
    }

    private List<TimeSpan> update(
            District district,
            Feed feed,
            EngineState.FeedState before,
            FeedActivity heard,
            Instant openFrom,
            Instant clock) {
        List<TimeSpan> expected = district.expectedSpans(feed, openFrom, clock);
        List<TimeSpan> silences = heard.silences(feed.limitMinutes(), expected, clock);
        silences = silences.stream().filter(s -> isOpen(s, openFrom)).toList();
        SortedMap<String, Incident> now = new TreeMap<>();
        Instant next = heard.nextDetection(feed.limitMinutes(), expected, clock);
        for (IncidentTimeline course : FeedIncidents.of(district, feed, silences)) {
            course.asOf(clock).ifPresent(i -> now.put(i.id(), i));
            Instant change = course.nextChange(clock);
            next = change.isBefore(next) ? change : next;
        }
        // A deadline that would only move later is left to fire and look again: most minutes then cost one write.
        boolean earlier = next.isBefore(before.deadline()) || !before.deadline().isAfter(clock);
        Instant deadline = earlier ? next : before.deadline();
        incidents.publishDifferences(district.id(), before.incidents(), now, clock);
        EngineState.FeedState after = new EngineState.FeedState(heard, silences, now, deadline);
        if (!after.equals(before)) {
            store.put(CoverageTables.FEED_STATE, key(district, feed), after);
        }
        return changedSpans(before.silences(), silences);
    }

    /** Forgets the minutes before an instant, incidents that were over by then, and feeds that nobody lists any more. */
    void seal(District district, Instant openFrom) {
        store.scan(CoverageTables.FEED_STATE, district.id() + "/", (key, state) -> {
            FeedActivity heard = state.activity().trimmedTo(FeedActivity.minuteOf(openFrom));
            boolean listed =
                    district.feeds().containsKey(key.substring(district.id().length() + 1));
            if (!listed && heard.bits().length == 0) {
                store.delete(CoverageTables.FEED_STATE, key);
                return;
            }
            SortedMap<String, Incident> said = new TreeMap<>(state.incidents());
            said.values()
                    .removeIf(i -> i.episodes()
                            .get(i.episodes().size() - 1)
                            .closedAt()
                            .filter(t -> t.isBefore(openFrom))
                            .isPresent());
            List<TimeSpan> silences =
                    state.silences().stream().filter(s -> isOpen(s, openFrom)).toList();
            store.put(
                    CoverageTables.FEED_STATE, key, new EngineState.FeedState(heard, silences, said, state.deadline()));
        });
    }

    /** One that ends at the first open instant was ended by a word of the open days: it may be withdrawn with that word. */
    private static boolean isOpen(TimeSpan silence, Instant openFrom) {
        return !silence.to().isBefore(openFrom);
    }

    /** Minutes from an earlier instant on count again. */
    void reopen(District district, Instant openFrom) {
        store.scan(
                CoverageTables.FEED_STATE,
                district.id() + "/",
                (key, state) -> store.put(
                        CoverageTables.FEED_STATE,
                        key,
                        new EngineState.FeedState(
                                state.activity().extendedBackTo(FeedActivity.minuteOf(openFrom)),
                                state.silences(),
                                state.incidents(),
                                state.deadline())));
    }

    /** A feed that is in the documents no more is nobody's: what was said of it is withdrawn. */
    void withdraw(String district, String key, Instant clock) {
        store.get(CoverageTables.FEED_STATE, key).ifPresent(state -> {
            incidents.publishDifferences(district, state.incidents(), new TreeMap<>(), clock);
            // What was heard of it stays while its days are open: it may be listed again.
            store.put(
                    CoverageTables.FEED_STATE,
                    key,
                    new EngineState.FeedState(state.activity(), List.of(), new TreeMap<>(), EngineState.NEVER));
        });
    }

    private EngineState.FeedState state(District district, Feed feed, Instant openFrom) {
        return store.get(CoverageTables.FEED_STATE, key(district, feed))
                .orElseGet(() -> new EngineState.FeedState(
                        FeedActivity.none(openFrom), List.of(), new TreeMap<>(), EngineState.NEVER));
    }

    private static List<TimeSpan> changedSpans(List<TimeSpan> before, List<TimeSpan> after) {
        List<TimeSpan> different = new ArrayList<>();
        before.stream().filter(s -> !after.contains(s)).forEach(different::add);
        after.stream().filter(s -> !before.contains(s)).forEach(different::add);
        return different;
    }

    private static String key(District district, Feed feed) {
        return district.id() + "/" + feed.source();
    }
}
