package org.postwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.incident.Trigger;

class TriggersTest {
    private static final LocalDate DATE = LocalDate.of(2026, 9, 14);
    private static final Instant BELL = Instant.parse("2026-09-14T13:30:00Z");

    private final MemoryLedger ledger = new MemoryLedger();
    private Triggers triggers = new Triggers(ledger);

    @Test
    void a_door_that_chatters_within_one_second_rewrites_a_short_row_only() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(triggers.add("d/A", DATE, trigger(i % 1_000))).isTrue();
        }
        assertThat(triggers.of("d/A", DATE)).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(rows()).hasSize(32).allMatch(held -> held <= Rows.ROW_MAX);
    }

    @Test
    void what_is_taken_out_is_gone_and_nothing_else_also_after_a_restart() {
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
        triggers = new Triggers(ledger);
        for (int i = 200; i < 300; i++) {
            triggers.add("d/A", DATE, trigger(i));
        }
        assertThat(triggers.of("d/A", DATE))
                .hasSize(195)
                .doesNotHaveDuplicates()
                .doesNotContain(trigger(40));
        assertThat(triggers.of("d/B", DATE)).hasSize(100);

        triggers.forget("d/A", DATE);
        assertThat(triggers.of("d/A", DATE)).isEmpty();
        assertThat(triggers.of("d/B", DATE)).hasSize(100);
    }

    @Test
    void rows_that_were_named_by_their_quarter_of_an_hour_are_gone_on_with() {
        ledger.put(
                CoverageTables.TRIGGERS,
                "d/A/" + DATE + "/" + BELL.getEpochSecond() / 900,
                new Memory.OfTriggers(List.of(trigger(1), trigger(2))));
        for (int i = 3; i < 100; i++) {
            assertThat(triggers.add("d/A", DATE, trigger(i))).isTrue();
        }
        assertThat(triggers.of("d/A", DATE)).hasSize(99).doesNotHaveDuplicates();
        assertThat(triggers.remove("d/A", DATE, trigger(1))).isTrue();
        assertThat(triggers.of("d/A", DATE)).hasSize(98);
    }

    private List<Integer> rows() {
        List<Integer> held = new ArrayList<>();
        ledger.scan(
                CoverageTables.TRIGGERS,
                "d/A/" + DATE + "/",
                (key, row) -> held.add(row.triggers().size()));
        return held;
    }

    private static Trigger trigger(int millis) {
        return new Trigger(BELL.plusMillis(millis), EventType.DOOR_HELD_OPEN);
    }
}
