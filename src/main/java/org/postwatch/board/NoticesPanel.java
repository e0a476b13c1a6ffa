package org.postwatch.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.RecipientKey;

/**
 * What goes out, as it is to be drawn below the districts.
 *
 * @param counts of decisions by what they were
 * @param last the latest lines, the oldest first
 */
public record NoticesPanel(Map<DisclosureRecord.DisclosureOutcome, Integer> counts, List<NoticeRow> rows) {
    /** The maximum number of lines of the panel. */
    static final int MAX_ROWS = 10;

    /**
     * One line.
     *
     * @param who district and recipient
     */
    record NoticeRow(TextStyle style, String time, String recipient, String text) {}

    public NoticesPanel {
        counts = Map.copyOf(counts);
        rows = List.copyOf(rows);
    }

    /** The empty panel. */
    static final NoticesPanel EMPTY = new NoticesPanel(Map.of(), List.of());

    /** Collects it, in the order of the local times. */
    static final class NoticesCollector {
        private record Timed(Duration at, NoticeRow line) {}

        private final Map<DisclosureRecord.DisclosureOutcome, Integer> counts =
                new EnumMap<>(DisclosureRecord.DisclosureOutcome.class);
        private final List<Timed> rows = new ArrayList<>();

        void count(DisclosureRecord.DisclosureOutcome outcome) {
            counts.merge(outcome, 1, Integer::sum);
        }

        void add(NoticeLine line, SchoolDay day) {
            ConsoleFormat wording = ConsoleFormat.of(day);
            rows.add(new Timed(
                    day.sinceMidnight(line.at()),
                    new NoticeRow(
                            line.mark().style,
                            wording.formatTime(line.at()),
                            new RecipientKey(line.district(), line.recipient()).text(),
                            line.format(wording))));
            rows.sort(Comparator.comparing(Timed::at));
            if (rows.size() > MAX_ROWS) {
                rows.remove(0);
            }
        }

        NoticesPanel panel() {
            return new NoticesPanel(counts, rows.stream().map(Timed::line).toList());
        }
    }

    int count(DisclosureRecord.DisclosureOutcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
