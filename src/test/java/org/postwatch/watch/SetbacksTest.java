package org.postwatch.watch;

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
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.State;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.watch.Setbacks.LookFailed;

/** A campus that cannot be looked at holds up its own transaction once, the others never again, and is tried later. */
class SetbacksTest {
    private final World world = CaseWorld.monday().world();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Map<String, Instant> failed = new HashMap<>();
    private boolean broken = true;

    private final Heeded heeded = new Heeded() {
        @Override
        public void campus(CampusNow now) {
            if (broken && now.campus().equals("A") && now.state() != State.NOT_REQUIRED) {
                throw new IllegalStateException("nobody planned this");
            }
            super.campus(now);
        }
    };

    private final Setbacks setbacks = new Setbacks() {
        @Override
        public void failed(String unit, RuntimeException why, Instant until) {
            failed.put(unit, until);
        }

        @Override
        public Optional<Instant> until(String unit) {
            return Optional.ofNullable(failed.get(unit));
        }
    };

    @BeforeEach
    void plan() {
        Watch watch = watch();
        watch.tick(at("07:00"), Optional.empty());
        watch.plan(world.district(), at("07:00"));
        CampusPlan a = world.campuses().get("A");
        watch.plan(world.district().id(), a, at("07:00"));
        watch.plan(world.district().id(), likewise(a, "B"), at("07:00"));
        watch.tick(at("07:10"), Optional.empty());
    }

    @Test
    void the_second_time_it_is_left_alone_and_the_others_are_looked_at() {
        assertThatThrownBy(() -> watch().tick(at("07:30"), Optional.empty()))
                .isInstanceOf(LookFailed.class)
                .hasMessageContaining("day case/A/2026-09-14");

        Watch anew = watch();
        anew.tick(at("07:31"), Optional.empty());
        assertThat(heeded.campuses.get("B").state()).isNotEqualTo(State.NOT_REQUIRED);
        assertThat(heeded.campuses.get("A").state()).isEqualTo(State.NOT_REQUIRED);
        anew.tick(at("07:44"), Optional.empty());
        assertThat(failed).containsOnlyKeys("day case/A/2026-09-14");
    }

    @Test
    void a_quarter_of_an_hour_later_it_is_tried_again() {
        assertThatThrownBy(() -> watch().tick(at("07:30"), Optional.empty())).isInstanceOf(LookFailed.class);
        Watch anew = watch();
        anew.tick(at("07:31"), Optional.empty());
        broken = false;

        anew.tick(at("07:45").minusMillis(1), Optional.empty());
        assertThat(heeded.campuses.get("A").state()).isEqualTo(State.NOT_REQUIRED);
        anew.tick(at("07:45"), Optional.empty());
        assertThat(heeded.campuses.get("A").state()).isNotEqualTo(State.NOT_REQUIRED);
    }

    @Test
    void what_is_left_over_is_worked_off_in_slices() {
        broken = false;
        Watch watch = new Watch(ledger, heeded, 1, setbacks);
        boolean more = watch.tick(at("07:40"), Optional.empty());
        int slices = 1;
        while (more) {
            more = watch.work(1);
            slices++;
        }
        assertThat(slices).isGreaterThan(2);
        assertThat(new TreeMap<>(heeded.campuses).values())
                .allMatch(campus -> campus.state() != State.NOT_REQUIRED)
                .hasSize(2);
    }

    /** As after a restart: all that is left is in the ledger. */
    private Watch watch() {
        return new Watch(ledger, heeded, 100, setbacks);
    }

    private static CampusPlan likewise(CampusPlan plan, String id) {
        TreeMap<LocalDate, Campus> versions = new TreeMap<>();
        plan.versions()
                .forEach((from, c) ->
                        versions.put(from, new Campus(id, c.name(), c.zone(), c.posts(), c.entrances(), c.schedule())));
        return new CampusPlan(id, versions);
    }
}
