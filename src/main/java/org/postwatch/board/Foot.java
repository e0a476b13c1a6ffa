package org.postwatch.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.postwatch.routing.Entry;

/**
 * What goes out, as it is to be drawn below the districts.
 *
 * @param counts of decisions by what they were
 * @param last the latest lines, the oldest first
 */
public record Foot(Map<Entry.Outcome, Integer> counts, List<Line> last) {
    /** As many lines as a foot ever has room for. */
    static final int LINES_MAX = 10;

    /**
     * One line.
     *
     * @param who district and recipient
     */
    record Line(Tone tone, String time, String who, String said) {}

    public Foot {
        counts = Map.copyOf(counts);
        last = List.copyOf(last);
    }

    /** Before anything was said. */
    static final Foot EMPTY = new Foot(Map.of(), List.of());

    /** Collects it, in the order of the local times. */
    static final class Latest {
        private record Timed(Duration at, Line line) {}

        private final Map<Entry.Outcome, Integer> counts = new EnumMap<>(Entry.Outcome.class);
        private final List<Timed> last = new ArrayList<>();

        void count(Entry.Outcome outcome) {
            counts.merge(outcome, 1, Integer::sum);
        }

        void add(News news, SchoolDay day) {
            Wording wording = Wording.of(day);
            last.add(new Timed(
                    day.sinceMidnight(news.at()),
                    new Line(
                            news.mark().tone,
                            wording.time(news.at()),
                            news.district() + "/" + news.recipient(),
                            news.said(wording))));
            last.sort(Comparator.comparing(Timed::at));
            if (last.size() > LINES_MAX) {
                last.remove(0);
            }
        }

        Foot foot() {
            return new Foot(counts, last.stream().map(Timed::line).toList());
        }
    }

    int count(Entry.Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
