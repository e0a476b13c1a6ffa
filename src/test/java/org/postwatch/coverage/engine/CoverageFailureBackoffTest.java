package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.oracle.CaseTime.at;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageState;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.state.FailureBackoff;
import org.postwatch.state.FailureBackoff.EvaluationFailedException;
import org.postwatch.state.InMemoryStateStore;

/** A campus that cannot be looked at holds up its own transaction once, the others never again, and is tried later. */
class CoverageFailureBackoffTest {
    private final World world = CaseWorld.monday().world();
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final Map<String, Instant> failures = new HashMap<>();
    private boolean broken = true;

    private final RecordingCoverageOutput output = new RecordingCoverageOutput() {
        @Override
        public void publishCampus(CampusCoverage now) {
            if (broken && now.campus().equals("A") && now.state() != CoverageState.NOT_REQUIRED) {
                throw new IllegalStateException("nobody planned this");
            }
            super.publishCampus(now);
        }
    };

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

    @BeforeEach
    void plan() {
        CoverageEngine watch = newEngine();
        watch.tick(at("07:00"), Optional.empty());
        watch.applyPlan(world.district(), at("07:00"));
        CampusPlan a = world.campuses().get("A");
        watch.applyPlan(world.district().id(), a, at("07:00"));
        watch.applyPlan(world.district().id(), copyOf(a, "B"), at("07:00"));
        watch.tick(at("07:10"), Optional.empty());
    }

    @Test
    void a_failed_timer_is_postponed_and_the_others_run() {
        assertThatThrownBy(() -> newEngine().tick(at("07:30"), Optional.empty()))
                .isInstanceOf(EvaluationFailedException.class)
                .hasMessageContaining("days case/A/2026-09-14");

        CoverageEngine anew = newEngine();
        anew.tick(at("07:31"), Optional.empty());
        assertThat(output.campuses.get("B").state()).isNotEqualTo(CoverageState.NOT_REQUIRED);
        assertThat(output.campuses.get("A").state()).isEqualTo(CoverageState.NOT_REQUIRED);
        anew.tick(at("07:44"), Optional.empty());
        assertThat(failures).containsOnlyKeys("days case/A/2026-09-14");
    }

    @Test
    void a_failed_timer_is_retried_after_15_minutes() {
        assertThatThrownBy(() -> newEngine().tick(at("07:30"), Optional.empty()))
                .isInstanceOf(EvaluationFailedException.class);
        CoverageEngine anew = newEngine();
        anew.tick(at("07:31"), Optional.empty());
        broken = false;

        anew.tick(at("07:45").minusMillis(1), Optional.empty());
        assertThat(output.campuses.get("A").state()).isEqualTo(CoverageState.NOT_REQUIRED);
        anew.tick(at("07:45"), Optional.empty());
        assertThat(output.campuses.get("A").state()).isNotEqualTo(CoverageState.NOT_REQUIRED);
    }

    @Test
    void remaining_timers_run_in_slices() {
        broken = false;
        CoverageEngine watch = new CoverageEngine(store, output, 1, backoff);
        boolean more = watch.tick(at("07:40"), Optional.empty());
        int slices = 1;
        while (more) {
            more = watch.runDueTimers(1);
            slices++;
        }
        assertThat(slices).isGreaterThan(2);
        assertThat(new TreeMap<>(output.campuses).values())
                .allMatch(campus -> campus.state() != CoverageState.NOT_REQUIRED)
                .hasSize(2);
    }

    /** As after a restart: all that is left is in the ledger. */
    private CoverageEngine newEngine() {
        return new CoverageEngine(store, output, 100, backoff);
    }

    private static CampusPlan copyOf(CampusPlan plan, String id) {
        TreeMap<LocalDate, Campus> versions = new TreeMap<>();
        plan.versions()
                .forEach((from, c) ->
                        versions.put(from, new Campus(id, c.name(), c.zone(), c.posts(), c.entrances(), c.schedule())));
        return new CampusPlan(id, versions);
    }
}
