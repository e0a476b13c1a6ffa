package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;

/** Limits the stored changes of a shift. A feed that sends its roster every hour plans the same shift again for weeks. */
final class ShiftChangeCompactor {
    /** Beyond so many, repeats are dropped. */
    static final int MAX_REPEATS = 50;

    /** In the open days a repeat is kept at least this often. */
    static final Duration REPEAT_INTERVAL = Duration.ofHours(1);

    /** Beyond so many, a shift can only be cancelled. */
    static final int MAX_PLANS = 400;

    static final int MAX_CHANGES = 500;

    private ShiftChangeCompactor() {}

    /** Whether the last of so many changes is one too many. */
    static boolean isOverLimit(int changes, Event last) {
        return changes > (last instanceof ShiftPlanned ? MAX_PLANS : MAX_CHANGES);
    }

    /**
     * The changes without those between two equal ones, which make no difference. This matters only if another change of the
     * open days arrives late and belongs between them: then that one counts until the next change that was kept.
     */
    static List<Event> compact(List<Event> changes, Instant openFrom) {
        if (changes.size() <= MAX_REPEATS) {
            return changes;
        }
        List<Event> kept = new ArrayList<>();
        for (Event change : changes.stream().sorted(Event.ORDER).toList()) {
            int last = kept.size() - 1;
            if (last > 0
                    && isSame(kept.get(last - 1), kept.get(last))
                    && isSame(kept.get(last), change)
                    && isWithinRepeatInterval(kept.get(last - 1).time(), change.time(), openFrom)) {
                kept.set(last, change);
            } else {
                kept.add(change);
            }
        }
        return kept;
    }

    private static boolean isWithinRepeatInterval(Instant one, Instant next, Instant openFrom) {
        return next.isBefore(openFrom) || !next.isAfter(one.plus(REPEAT_INTERVAL));
    }

    private static boolean isSame(Event one, Event other) {
        return one instanceof ShiftCancelled && other instanceof ShiftCancelled
                || one instanceof ShiftPlanned a
                        && other instanceof ShiftPlanned b
                        && a.equals(new ShiftPlanned(
                                a.origin(), b.shift(), b.badge(), b.campus(), b.from(), b.to(), b.duty()));
    }
}
