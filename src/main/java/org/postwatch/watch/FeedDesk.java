package org.postwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.Heard;
import org.postwatch.incident.Course;
import org.postwatch.incident.FeedIncidents;
import org.postwatch.incident.Incident;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Span;

/** Listens to feeds: keeps the minutes in which each was heard, and works out its silences. */
final class FeedDesk {
    private final Ledger ledger;
    private final Deadlines deadlines;
    private final Incidents incidents;

    FeedDesk(Ledger ledger, Voice voice, Deadlines deadlines) {
        this.ledger = ledger;
        this.deadlines = deadlines;
        this.incidents = new Incidents(voice);
    }

    /**
     * A feed was heard in every minute of {@code [first, last]}. Nothing is written when that was known, as of nearly
     * every event it is.
     *
     * @return stretches in which the feed's silence is not what it was said to be
     */
    List<Span> hear(
            District district, DistrictIndex.Source source, long first, long last, Instant openFrom, Instant clock) {
        if (first == last && source.isLast(last)) {
            return List.of();
        }
        Feed feed = source.feed();
        Memory.OfFeed before = state(district, feed, openFrom);
        Heard heard = before.heard().with(first, last);
        source.heard(last);
        return heard == before.heard() ? List.of() : update(district, feed, before, heard, openFrom, clock);
    }

    /** Looks at a feed because of the clock or a new plan. */
    List<Span> look(District district, Feed feed, Instant openFrom, Instant clock) {
        Memory.OfFeed before = state(district, feed, openFrom);
        return update(district, feed, before, before.heard(), openFrom, clock);
    }

    private List<Span> update(
            District district, Feed feed, Memory.OfFeed before, Heard heard, Instant openFrom, Instant clock) {
        List<Span> expected = district.expected(feed, openFrom, clock);
        List<Span> silences = heard.silences(feed.limitMinutes(), expected, clock);
        silences = silences.stream().filter(s -> isOpen(s, openFrom)).toList();
        SortedMap<String, Incident> now = new TreeMap<>();
        Instant next = heard.nextJudgement(feed.limitMinutes(), expected, clock);
        for (Course course : FeedIncidents.of(district, feed, silences)) {
            course.asOf(clock).ifPresent(i -> now.put(i.id(), i));
            Instant change = course.next(clock);
            next = change.isBefore(next) ? change : next;
        }
        // A deadline that would only move later is left to fire and look again: most minutes then cost one write.
        boolean earlier = next.isBefore(before.deadline()) || !before.deadline().isAfter(clock);
        Instant deadline = earlier ? next : before.deadline();
        deadlines.move(Deadlines.Kind.FEED, key(district, feed), before.deadline(), deadline);
        incidents.say(district.id(), before.said(), now, clock);
        Memory.OfFeed after = new Memory.OfFeed(heard, silences, now, deadline);
        if (!after.equals(before)) {
            ledger.put(CoverageTables.FEEDS, key(district, feed), after);
        }
        return difference(before.silences(), silences);
    }

    /** Forgets the minutes before an instant, incidents that were over by then, and feeds that nobody lists any more. */
    void seal(District district, Instant openFrom) {
        ledger.scan(CoverageTables.FEEDS, district.id() + "/", (key, state) -> {
            Heard heard = state.heard().trimmed(Heard.minute(openFrom));
            boolean listed =
                    district.feeds().containsKey(key.substring(district.id().length() + 1));
            if (!listed && heard.bits().length == 0) {
                ledger.delete(CoverageTables.FEEDS, key);
                return;
            }
            SortedMap<String, Incident> said = new TreeMap<>(state.said());
            said.values()
                    .removeIf(i -> i.episodes()
                            .get(i.episodes().size() - 1)
                            .closed()
                            .filter(t -> t.isBefore(openFrom))
                            .isPresent());
            List<Span> silences =
                    state.silences().stream().filter(s -> isOpen(s, openFrom)).toList();
            ledger.put(CoverageTables.FEEDS, key, new Memory.OfFeed(heard, silences, said, state.deadline()));
        });
    }

    /** One that ends at the first open instant was ended by a word of the open days: it may be withdrawn with that word. */
    private static boolean isOpen(Span silence, Instant openFrom) {
        return !silence.to().isBefore(openFrom);
    }

    /** Minutes from an earlier instant on count again. */
    void reopen(District district, Instant openFrom) {
        ledger.scan(
                CoverageTables.FEEDS,
                district.id() + "/",
                (key, state) -> ledger.put(
                        CoverageTables.FEEDS,
                        key,
                        new Memory.OfFeed(
                                state.heard().reopened(Heard.minute(openFrom)),
                                state.silences(),
                                state.said(),
                                state.deadline())));
    }

    /** A feed that is in the documents no more is nobody's: what was said of it is withdrawn. */
    void forget(String district, String key, Instant clock) {
        ledger.get(CoverageTables.FEEDS, key).ifPresent(state -> {
            incidents.say(district, state.said(), new TreeMap<>(), clock);
            deadlines.move(Deadlines.Kind.FEED, key, state.deadline(), Memory.NEVER);
            // What was heard of it stays while its days are open: it may be listed again.
            ledger.put(
                    CoverageTables.FEEDS,
                    key,
                    new Memory.OfFeed(state.heard(), List.of(), new TreeMap<>(), Memory.NEVER));
        });
    }

    private Memory.OfFeed state(District district, Feed feed, Instant openFrom) {
        return ledger.get(CoverageTables.FEEDS, key(district, feed))
                .orElseGet(() -> new Memory.OfFeed(Heard.never(openFrom), List.of(), new TreeMap<>(), Memory.NEVER));
    }

    private static List<Span> difference(List<Span> before, List<Span> after) {
        List<Span> different = new ArrayList<>();
        before.stream().filter(s -> !after.contains(s)).forEach(different::add);
        after.stream().filter(s -> !before.contains(s)).forEach(different::add);
        return different;
    }

    private static String key(District district, Feed feed) {
        return district.id() + "/" + feed.source();
    }
}
