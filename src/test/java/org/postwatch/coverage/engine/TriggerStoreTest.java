package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.state.InMemoryStateStore;

class TriggerStoreTest {
    private static final LocalDate DATE = LocalDate.of(2026, 9, 14);
    private static final Instant BELL = Instant.parse("2026-09-14T13:30:00Z");

    private static final CampusDayKey A = new CampusKey("d", "A").on(DATE);
    private static final CampusDayKey B = new CampusKey("d", "B").on(DATE);
    private final InMemoryStateStore store = new InMemoryStateStore();
    private TriggerStore triggers = new TriggerStore(store);

    @Test
    void a_door_that_chatters_within_one_second_rewrites_only_a_short_page() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(triggers.add(A, trigger(i % 1_000))).isTrue();
        }
        assertThat(triggers.triggersOn(A)).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(pageSizes()).hasSize(32).allMatch(held -> held <= PagedLists.PAGE_SIZE);
    }

    @Test
    void a_removed_trigger_stays_removed_after_a_restart() {
        for (int i = 0; i < 100; i++) {
            triggers.add(A, trigger(i));
            triggers.add(B, trigger(i));
        }
        assertThat(triggers.remove(A, trigger(40))).isTrue();
        assertThat(triggers.remove(A, trigger(40))).isFalse();
        for (int i = 96; i < 100; i++) {
            // All of the last row.
            assertThat(triggers.remove(A, trigger(i))).isTrue();
        }
        triggers = new TriggerStore(store);
        for (int i = 200; i < 300; i++) {
            triggers.add(A, trigger(i));
        }
        assertThat(triggers.triggersOn(A)).hasSize(195).doesNotHaveDuplicates().doesNotContain(trigger(40));
        assertThat(triggers.triggersOn(B)).hasSize(100);

        triggers.delete(A);
        assertThat(triggers.triggersOn(A)).isEmpty();
        assertThat(triggers.triggersOn(B)).hasSize(100);
    }

    @Test
    void pages_keyed_by_quarter_hour_are_still_appended_to() {
        store.put(
                CoverageTables.TRIGGERS,
                new PageKey<>(A, (int) (BELL.getEpochSecond() / 900) - 1_000_000),
                new EngineState.TriggerPage(List.of(trigger(1), trigger(2))));
        for (int i = 3; i < 100; i++) {
            assertThat(triggers.add(A, trigger(i))).isTrue();
        }
        assertThat(triggers.triggersOn(A)).hasSize(99).doesNotHaveDuplicates();
        assertThat(triggers.remove(A, trigger(1))).isTrue();
        assertThat(triggers.triggersOn(A)).hasSize(98);
    }

    private List<Integer> pageSizes() {
        List<Integer> held = new ArrayList<>();
        store.scan(
                CoverageTables.TRIGGERS,
                PageKey.prefix(CoverageTables.DAY_KEYS, A),
                (key, row) -> held.add(row.triggers().size()));
        return held;
    }

    private static EscalationTrigger trigger(int millis) {
        return new EscalationTrigger(BELL.plusMillis(millis), EventType.DOOR_HELD_OPEN);
    }
}
