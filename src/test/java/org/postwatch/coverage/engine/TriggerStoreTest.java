package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.state.InMemoryStateStore;

class TriggerStoreTest {
    private static final LocalDate DATE = LocalDate.of(2026, 9, 14);
    private static final Instant BELL = Instant.parse("2026-09-14T13:30:00Z");

    private final InMemoryStateStore store = new InMemoryStateStore();
    private TriggerStore triggers = new TriggerStore(store);

    @Test
    void a_door_that_chatters_within_one_second_rewrites_only_a_short_page() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(triggers.add("d/A", DATE, trigger(i % 1_000))).isTrue();
        }
        assertThat(triggers.triggersOn("d/A", DATE)).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(pageSizes()).hasSize(32).allMatch(held -> held <= PagedLists.PAGE_SIZE);
    }

    @Test
    void a_removed_trigger_stays_removed_after_a_restart() {
        for (int i = 0; i < 100; i++) {
            triggers.add("d/A", DATE, trigger(i));
            triggers.add("d/B", DATE, trigger(i));
        }
        assertThat(triggers.remove("d/A", DATE, trigger(40))).isTrue();
        assertThat(triggers.remove("d/A", DATE, trigger(40))).isFalse();
        for (int i = 96; i < 100; i++) {
            // All of the last row.
            assertThat(triggers.remove("d/A", DATE, trigger(i))).isTrue();
        }
        triggers = new TriggerStore(store);
        for (int i = 200; i < 300; i++) {
            triggers.add("d/A", DATE, trigger(i));
        }
        assertThat(triggers.triggersOn("d/A", DATE))
                .hasSize(195)
                .doesNotHaveDuplicates()
                .doesNotContain(trigger(40));
        assertThat(triggers.triggersOn("d/B", DATE)).hasSize(100);

        triggers.delete("d/A", DATE);
        assertThat(triggers.triggersOn("d/A", DATE)).isEmpty();
        assertThat(triggers.triggersOn("d/B", DATE)).hasSize(100);
    }

    @Test
    void pages_keyed_by_quarter_hour_are_still_appended_to() {
        store.put(
                CoverageTables.TRIGGERS,
                "d/A/" + DATE + "/" + BELL.getEpochSecond() / 900,
                new EngineState.TriggerPage(List.of(trigger(1), trigger(2))));
        for (int i = 3; i < 100; i++) {
            assertThat(triggers.add("d/A", DATE, trigger(i))).isTrue();
        }
        assertThat(triggers.triggersOn("d/A", DATE)).hasSize(99).doesNotHaveDuplicates();
        assertThat(triggers.remove("d/A", DATE, trigger(1))).isTrue();
        assertThat(triggers.triggersOn("d/A", DATE)).hasSize(98);
    }

    private List<Integer> pageSizes() {
        List<Integer> held = new ArrayList<>();
        store.scan(
                CoverageTables.TRIGGERS,
                "d/A/" + DATE + "/",
                (key, row) -> held.add(row.triggers().size()));
        return held;
    }

    private static EscalationTrigger trigger(int millis) {
        return new EscalationTrigger(BELL.plusMillis(millis), EventType.DOOR_HELD_OPEN);
    }
}
