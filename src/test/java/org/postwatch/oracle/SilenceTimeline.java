package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;

/** Which feed is silent when: one answer for each minute from the plan's first day on to a little past the clock. */
final class SilenceTimeline {
    private static final long MINUTE_MS = 60_000;

    /**
     * A maximal run of silence.
     *
     * @param end absent when nothing ends it
     * @param by what ends it: a word, the end of the feed's hours or of its dates
     */
    record SilentSpan(Instant since, Optional<Instant> end, String closeReason) {
        boolean contains(Instant t) {
            return !t.isBefore(since) && (end.isEmpty() || t.isBefore(end.get()));
        }
    }

    private final District district;
    private final List<Event> admitted;
    private final long clockMinute;
    private final Map<String, FeedHours> hours = new HashMap<>();
    private final Map<String, boolean[]> silentMinutes = new HashMap<>();
    private final Map<String, List<SilentSpan>> silences = new HashMap<>();

    SilenceTimeline(World world, List<Event> admitted) {
        this.district = world.district();
        this.admitted = admitted;
        this.clockMinute = minute(world.clock());
        for (Feed f : district.feeds().values()) {
            silentMinutes.put(f.source(), silentMinutes(f));
            silences.put(f.source(), silentSpans(f));
        }
    }

    boolean isSilent(String source, Instant t) {
        return silences.get(source).stream().anyMatch(s -> s.contains(t));
    }

    /** Before it no feed is silent: it is not there yet, the plan has not begun, or the district is hardly watched. */
    private Instant from(Feed feed) {
        Instant from = feed.dates().start(district.zone());
        Instant plan = district.firstDay().atStartOfDay(district.zone()).toInstant();
        Instant watched = district.monitoredFrom().plusSeconds(60L * feed.limitMinutes());
        return Stream.of(from, plan, watched).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Since when a feed that is silent at t is so. */
    Instant silentSince(String source, Instant t) {
        return silences.get(source).stream()
                .filter(s -> s.contains(t))
                .findFirst()
                .orElseThrow()
                .since();
    }

    List<SilentSpan> silences(String source) {
        return silences.get(source);
    }

    private List<SilentSpan> silentSpans(Feed feed) {
        Instant from = from(feed);
        Instant retirement = feed.dates().end(district.zone());
        boolean[] minutes = silentMinutes.get(feed.source());
        List<SilentSpan> runs = new ArrayList<>();
        for (int m = 0; m < minutes.length; m++) {
            if (!minutes[m]) {
                continue;
            }
            int end = m;
            while (end < minutes.length && minutes[end]) {
                end++;
            }
            Instant since = m == 0 ? from : start(minute(from) + m);
            Instant over = end == minutes.length ? Instant.MAX : start(minute(from) + end);
            String by = !over.isBefore(retirement)
                    ? "retired"
                    : over.equals(Instant.MAX) || hours.get(feed.source()).contains(over) ? "heard" : "hours-ended";
            Instant until = over.isBefore(retirement) ? over : retirement;
            if (since.isBefore(until)) {
                runs.add(new SilentSpan(since, until.equals(Instant.MAX) ? Optional.empty() : Optional.of(until), by));
            }
            m = end;
        }
        return runs;
    }

    /** Every instant at which this feed falls silent or is heard again. */
    List<Instant> boundaries(String source) {
        List<Instant> changes = new ArrayList<>();
        for (SilentSpan s : silences(source)) {
            changes.add(s.since());
            s.end().ifPresent(changes::add);
        }
        return changes;
    }

    private boolean[] silentMinutes(Feed feed) {
        List<Event> own =
                admitted.stream().filter(e -> e.source().equals(feed.source())).toList();
        long first = minute(from(feed));
        // An event may be a minute ahead of its stamp; after that nothing is heard, but hours end within a week.
        int ahead = feed.hours().isAlways() ? 3 : 8 * 24 * 60;
        int known = (int) Math.max(1, clockMinute + ahead - first);
        int limit = feed.limitMinutes();
        FeedHours open = new FeedHours(feed, district.zone(), date(first - limit), date(first + known));
        hours.put(feed.source(), open);
        boolean[] heard = new boolean[known + limit];
        for (Event e : own) {
            for (long minute : minutesHeard(e)) {
                long i = minute - first + limit;
                if (i >= 0 && i < heard.length) {
                    heard[(int) i] = true;
                }
            }
        }
        boolean[] expected = new boolean[known + limit];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = open.contains(start(first - limit + i));
        }
        boolean[] silent = new boolean[known];
        for (int m = 0; m < known; m++) {
            if (first + m < clockMinute) {
                silent[m] = true;
                for (int back = 0; back <= limit; back++) {
                    // Minutes outside its hours do not count against it.
                    silent[m] &= !heard[limit + m - back] && expected[limit + m - back];
                }
            } else {
                // Not over yet, hence not judged: heard, or as the minute before it.
                silent[m] = !heard[limit + m] && expected[limit + m] && m > 0 && silent[m - 1];
            }
        }
        return silent;
    }

    private LocalDate date(long minute) {
        return start(minute).atZone(district.zone()).toLocalDate();
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
