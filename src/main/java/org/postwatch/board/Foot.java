package org.postwatch.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    /** Collects it. */
    static final class Latest {
        private final Map<Entry.Outcome, Integer> counts = new EnumMap<>(Entry.Outcome.class);
        private final Deque<Line> last = new ArrayDeque<>();

        void count(Entry.Outcome outcome) {
            counts.merge(outcome, 1, Integer::sum);
        }

        void add(News news, Wording wording) {
            if (last.size() == LINES_MAX) {
                last.removeFirst();
            }
            last.add(new Line(
                    news.mark().tone,
                    wording.time(news.at()),
                    news.district() + "/" + news.recipient(),
                    news.said(wording)));
        }

        Foot foot() {
            return new Foot(counts, new ArrayList<>(last));
        }
    }

    int count(Entry.Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
