package org.postwatch.state;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The timers of an engine in order of their deadlines, in memory: {@link TimedStateStore} derives them from what is stored. */
public final class TimerIndex<K extends Enum<K> & TimerKind> {
    private final Map<K, TreeSet<DueTimer<K>>> timers;
    /** Due timers that failed, with the instant until which they wait. */
    private final Map<DueTimer<K>, Instant> postponed = new HashMap<>();

    TimerIndex(Class<K> kinds) {
        timers = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            timers.put(
                    kind,
                    new TreeSet<>(Comparator.comparing((DueTimer<K> timer) -> timer.at())
                            .thenComparing(DueTimer::key)));
        }
    }

    void reschedule(K kind, String key, Instant from, Instant to) {
        if (from.equals(to)) {
            return;
        }
        if (!from.equals(TimerKind.NEVER)) {
            DueTimer<K> before = new DueTimer<>(from, kind, key);
            timers.get(kind).remove(before);
            postponed.remove(before);
        }
        if (!to.equals(TimerKind.NEVER)) {
            timers.get(kind).add(new DueTimer<>(to, kind, key));
        }
    }

    /**
     * Runs timers whose deadline is at or before the clock, the earliest first. One that fails is postponed: everything else
     * that is due must not wait for it.
     *
     * @param limit runs at most so many; the others stay due
     * @return whether more may be due
     * @throws FailureBackoff.EvaluationFailedException when one fails
     */
    public boolean runDue(
            Set<K> kinds, Instant clock, int limit, FailureBackoff backoff, Consumer<DueTimer<K>> action) {
        resumePostponed(clock);
        List<DueTimer<K>> due = due(kinds, clock, limit);
        while (postponeFailed(due, clock, backoff)) {
            due = due(kinds, clock, limit);
        }
        due.forEach(timer -> backoff.run(timer.unit(), clock, () -> action.accept(timer)));
        return due.size() == limit;
    }

    private List<DueTimer<K>> due(Set<K> kinds, Instant clock, int limit) {
        return kinds.stream()
                .flatMap(kind -> timers.get(kind).stream()
                        .takeWhile(timer -> !timer.at().isAfter(clock))
                        .limit(limit))
                .sorted(Comparator.comparing((DueTimer<K> timer) -> timer.at())
                        .thenComparing(DueTimer::kind)
                        .thenComparing(DueTimer::key))
                .limit(limit)
                .toList();
    }

    /** Returns whether there was one. */
    private boolean postponeFailed(List<DueTimer<K>> due, Instant clock, FailureBackoff backoff) {
        boolean any = false;
        for (DueTimer<K> timer : due) {
            Optional<Instant> until = backoff.retryAt(timer.unit()).filter(clock::isBefore);
            if (until.isPresent()) {
                timers.get(timer.kind()).remove(timer);
                postponed.put(timer, until.get());
                any = true;
            }
        }
        return any;
    }

    private void resumePostponed(Instant clock) {
        if (postponed.isEmpty()) {
            return;
        }
        List<DueTimer<K>> resumed = postponed.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(clock))
                .map(Map.Entry::getKey)
                .toList();
        resumed.forEach(timer -> {
            postponed.remove(timer);
            timers.get(timer.kind()).add(timer);
        });
    }
}
