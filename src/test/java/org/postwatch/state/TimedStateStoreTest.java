package org.postwatch.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwatch.state.FailureBackoff.EvaluationFailedException;

/** Timers follow from the values that are stored, regardless of who writes them and when the store is opened. */
class TimedStateStoreTest {
    private static final StateTable<String, Job> JOBS = new StateTable<>("jobs", 'j', KeyFormat.DISTRICT, Job.class);
    private static final StateTable<String, Job> CHORES =
            new StateTable<>("chores", 'c', KeyFormat.DISTRICT, Job.class);
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final Instant NOON = Instant.parse("2026-09-14T12:00:00Z");

    private final InMemoryStateStore stored = new InMemoryStateStore();
    private final TimedStateStore<Kind> store = new TimedStateStore<>(stored, Kind.class);
    private final Map<String, Instant> failures = new HashMap<>();
    private final FailureBackoff backoff = new FailureBackoff() {
        @Override
        public void recordFailure(String unit, RuntimeException why, Instant until) {
            failures.put(unit, until);
        }

        @Override
        public Optional<Instant> retryAt(String unit) {
            return Optional.ofNullable(failures.get(unit));
        }
    };

    private record Job(Instant deadline, String what) {}

    private enum Kind implements TimerKind {
        CHORE(CHORES),
        JOB(JOBS);

        private final TimedTable<String, Job> timedTable;

        Kind(StateTable<String, Job> table) {
            timedTable = new TimedTable<>(table, Job::deadline);
        }

        @Override
        public TimedTable<?, ?> timedTable() {
            return timedTable;
        }
    }

    @Test
    void timers_run_at_their_deadline_in_order_of_time_kind_and_key() {
        store.put(JOBS, "b", new Job(NOON, ""));
        store.put(JOBS, "a", new Job(NOON, ""));
        store.put(CHORES, "z", new Job(NOON, ""));
        store.put(JOBS, "first", new Job(NOON.minusMillis(1), ""));
        store.put(JOBS, "never", new Job(TimerKind.NEVER, ""));
        assertThat(run(NOON.minusMillis(2))).isEmpty();
        assertThat(run(NOON)).containsExactly("jobs first", "chores z", "jobs a", "jobs b");
        assertThat(run(new TimedStateStore<>(stored, Kind.class), NOON))
                .as("after a restart")
                .containsExactly("jobs first", "chores z", "jobs a", "jobs b");
    }

    @Test
    void a_value_that_moves_or_goes_takes_its_timer_along() {
        store.put(JOBS, "a", new Job(NOON, ""));
        store.put(JOBS, "a", new Job(NOON.plusMillis(1), ""));
        assertThat(run(NOON)).isEmpty();
        assertThat(run(NOON.plusMillis(1))).containsExactly("jobs a");
        store.delete(JOBS, "a");
        assertThat(run(NOON.plusMillis(1))).isEmpty();
    }

    @Test
    void a_value_that_has_not_changed_is_not_written() {
        store.put(JOBS, "a", new Job(NOON, ""));
        store.put(JOBS, "a", new Job(NOON, ""));
        assertThat(stored.writes()).containsEntry("jobs", 1);
    }

    @Test
    void no_more_than_the_limit_run_and_some_kinds_run_alone() {
        store.put(JOBS, "a", new Job(NOON, ""));
        store.put(JOBS, "b", new Job(NOON, ""));
        List<String> ran = new ArrayList<>();
        boolean more = store.timers().runDue(ALL, NOON, 1, backoff, timer -> ran.add(timer.unit()));
        assertThat(more).isTrue();
        assertThat(ran).containsExactly("jobs a");
        assertThat(store.timers().runDue(EnumSet.of(Kind.CHORE), NOON, 1, backoff, timer -> ran.add(timer.unit())))
                .isFalse();
        assertThat(ran).hasSize(1);
    }

    @Test
    void a_timer_that_fails_holds_up_no_other_and_is_retried() {
        store.put(JOBS, "a", new Job(NOON, ""));
        store.put(JOBS, "b", new Job(NOON, ""));
        assertThatThrownBy(() -> store.timers().runDue(ALL, NOON, 9, backoff, timer -> {
                    throw new IllegalStateException("not foreseen");
                }))
                .isInstanceOf(EvaluationFailedException.class)
                .hasMessageContaining("jobs a");
        assertThat(run(NOON)).containsExactly("jobs b");
        Duration retry = FailureBackoff.RETRY_AFTER;
        assertThat(run(NOON.plus(retry).minusMillis(1))).containsExactly("jobs b");
        assertThat(run(NOON.plus(retry))).containsExactly("jobs a", "jobs b");
    }

    private List<String> run(Instant clock) {
        return run(store, clock);
    }

    private List<String> run(TimedStateStore<Kind> from, Instant clock) {
        List<String> ran = new ArrayList<>();
        from.timers().runDue(ALL, clock, 9, backoff, timer -> ran.add(timer.unit()));
        return ran;
    }
}
