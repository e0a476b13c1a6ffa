package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;

/** How many changes of one shift are kept. A roster that is sent anew every hour plans the same shift for weeks. */
final class ShiftChangeCompactor {
    /** With so many kept, what is said again and again is thinned out. */
    static final int MAX_REPEATS = 50;

    /** Of what is said again and again in the open days something is kept at least so often. */
    static final Duration REPEAT_INTERVAL = Duration.ofHours(1);

    /** Beyond, a shift can be cancelled only. */
    static final int MAX_PLANS = 400;

    static final int MAX_CHANGES = 500;

    private ShiftChangeCompactor() {}

    /** Whether there is no room for the last of so many. */
    static boolean isOverLimit(int changes, Event last) {
        return changes > (last instanceof ShiftPlanned ? MAX_PLANS : MAX_CHANGES);
    }

    /**
     * The same without those between two that say the same: what stands is the same without them. It matters only in the
     * open days, when another change comes late and belongs between: then that stands until the next that was kept.
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
