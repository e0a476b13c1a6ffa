package org.postwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.oracle.CaseTime.at;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.incident.Trigger;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;

/** Of triggers a campus has ten thousand a day: what comes beyond is set aside, and the next day begins anew. */
class TooManyTest {
    private static final String DATE = "2026-09-14";

    private final World world = CaseWorld.monday().world();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Heeded heeded = new Heeded();
    private final Watch watch = new Watch(ledger, heeded, 100);

    @BeforeEach
    void fill() {
        Instant start = at("07:30");
        watch.tick(start, Optional.empty());
        watch.plan(world.district(), start);
        world.campuses().values().forEach(plan -> watch.plan(world.district().id(), plan, start));
        Triggers triggers = new Triggers(ledger);
        for (int i = 0; i < 9_990; i++) {
            Instant t = at("07:30").plusSeconds(i);
            triggers.add(world.district().id() + "/A", LocalDate.parse(DATE), new Trigger(t, EventType.DOOR_HELD_OPEN));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(tell("e-" + i, at("08:01").plusMillis(i))).isEqualTo(Verdict.TAKEN);
        }
    }

    @Test
    void the_ten_thousand_and_first_is_set_aside() {
        assertThat(tell("one-more", at("08:10")))
                .isEqualTo(new Verdict.SetAside(
                        "too-many", "campus 'A' has 10000 admissions and door events on " + DATE + " already"));
        assertThat(new Triggers(ledger).of(world.district().id() + "/A", LocalDate.parse(DATE)))
                .hasSize(10_000);

        assertThat(tell("e-0", at("08:01"))).as("what was taken is known").isEqualTo(Verdict.TAKEN);
        assertThat(tell("outside", at("15:30"))).as("outside of windows").isEqualTo(Verdict.TAKEN);
        assertThat(tell("tomorrow", at("2026-09-15 08:00"))).isEqualTo(Verdict.TAKEN);
    }

    private Verdict tell(String id, Instant t) {
        Event event = new EntranceEvent(
                new Origin(world.district().id(), "doors", id, t), EventType.DOOR_HELD_OPEN, "A", "north");
        return watch.event(event, new Receipt(t, event.toString().getBytes(StandardCharsets.UTF_8), 0));
    }
}
