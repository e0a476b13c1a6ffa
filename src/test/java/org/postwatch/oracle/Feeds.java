package org.postwatch.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;

/** Which feed is silent when: one answer for each minute from the plan's first day on to a little past the clock. */
final class Feeds {
    private static final long MINUTE_MS = 60_000;

    /**
     * A maximal run of silence.
     *
     * @param end absent when nothing ends it
     * @param retired the feed's dates ended it, not a word
     */
    record Silence(Instant since, Optional<Instant> end, boolean retired) {}

    private final District district;
    private final List<Event> admitted;
    private final long clockMinute;
    private final Map<String, boolean[]> silentMinutes = new HashMap<>();
    private final Map<String, List<Silence>> silences = new HashMap<>();

    Feeds(World world, List<Event> admitted) {
        this.district = world.district();
        this.admitted = admitted;
        this.clockMinute = minute(world.clock());
        for (Feed f : district.feeds().values()) {
            silentMinutes.put(f.source(), silentMinutes(f));
            silences.put(f.source(), runs(f));
        }
    }

    boolean silent(String source, Instant t) {
        Feed feed = district.feeds().get(source);
        Instant from = district.expectedFrom(feed);
        boolean expected = !t.isBefore(from) && t.isBefore(feed.dates().end(district.zone()));
        boolean[] minutes = silentMinutes.get(source);
        // Past what is known nothing changes any more.
        int m = (int) Math.min(minute(t) - minute(from), minutes.length - 1);
        return expected && m >= 0 && minutes[m];
    }

    /** Since when a feed that is silent at t is so. */
    Instant silentSince(String source, Instant t) {
        return silences.get(source).stream()
                .filter(s -> !t.isBefore(s.since())
                        && (s.end().isEmpty() || t.isBefore(s.end().get())))
                .findFirst()
                .orElseThrow()
                .since();
    }

    List<Silence> silences(String source) {
        return silences.get(source);
    }

    private List<Silence> runs(Feed feed) {
        Instant from = district.expectedFrom(feed);
        Instant retirement = feed.dates().end(district.zone());
        boolean[] minutes = silentMinutes.get(feed.source());
        List<Silence> runs = new ArrayList<>();
        for (int m = 0; m < minutes.length; m++) {
            if (!minutes[m]) {
                continue;
            }
            int end = m;
            while (end < minutes.length && minutes[end]) {
                end++;
            }
            Instant since = m == 0 ? from : start(minute(from) + m);
            Instant heard = end == minutes.length ? Instant.MAX : start(minute(from) + end);
            boolean retired = !heard.isBefore(retirement);
            Instant until = retired ? retirement : heard;
            if (since.isBefore(until)) {
                runs.add(
                        new Silence(since, until.equals(Instant.MAX) ? Optional.empty() : Optional.of(until), retired));
            }
            m = end;
        }
        return runs;
    }

    /** Every instant at which this feed falls silent or is heard again. */
    List<Instant> changes(String source) {
        List<Instant> changes = new ArrayList<>();
        for (Silence s : silences(source)) {
            changes.add(s.since());
            s.end().ifPresent(changes::add);
        }
        return changes;
    }

    private boolean[] silentMinutes(Feed feed) {
        List<Event> own =
                admitted.stream().filter(e -> e.source().equals(feed.source())).toList();
        long first = minute(district.expectedFrom(feed));
        // An event may be a minute ahead of its stamp; after that nothing is heard.
        int known = (int) Math.max(1, clockMinute + 3 - first);
        int limit = feed.limitMinutes();
        boolean[] heard = new boolean[known + limit];
        for (Event e : own) {
            for (long minute : minutesHeard(e)) {
                long i = minute - first + limit;
                if (i >= 0 && i < heard.length) {
                    heard[(int) i] = true;
                }
            }
        }
        boolean[] silent = new boolean[known];
        for (int m = 0; m < known; m++) {
            if (first + m < clockMinute) {
                silent[m] = true;
                for (int back = 0; back <= limit; back++) {
                    silent[m] &= !heard[limit + m - back];
                }
            } else {
                // Not over yet, hence not judged: heard, or as the minute before it.
                silent[m] = !heard[limit + m] && m > 0 && silent[m - 1];
            }
        }
        return silent;
    }

    /** The minute of its time, and each that a heartbeat's span holds whole. */
    private static List<Long> minutesHeard(Event e) {
        List<Long> minutes = new ArrayList<>(List.of(minute(e.time())));
        if (e instanceof Heartbeat beat && beat.completeSince().isPresent()) {
            long sinceMs = beat.completeSince().get().toEpochMilli();
            for (long m = minute(e.time()) - 1; m * MINUTE_MS >= sinceMs; m--) {
                minutes.add(m);
            }
        }
        return minutes;
    }

    private static long minute(Instant t) {
        return Math.floorDiv(t.toEpochMilli(), MINUTE_MS);
    }

    private static Instant start(long minute) {
        return Instant.ofEpochMilli(minute * MINUTE_MS);
    }
}
