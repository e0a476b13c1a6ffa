package org.postwatch.coverage.engine;

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
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.plan.CampusKey;
import org.postwatch.state.InMemoryStateStore;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;

/** Of triggers a campus has ten thousand a day: what comes beyond is rejected, and the next day begins again. */
class TriggerLimitTest {
    private static final String DATE = "2026-09-14";

    private final World world = CaseWorld.monday().world();
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final RecordingCoverageOutput output = new RecordingCoverageOutput();
    private final CoverageEngine engine = new CoverageEngine(store, output, 100);

    @BeforeEach
    void fill() {
        Instant start = at("07:30");
        engine.tick(start, Optional.empty());
        engine.applyPlan(world.district(), start);
        world.campuses()
                .values()
                .forEach(plan -> engine.applyPlan(world.district().id(), plan, start));
        TriggerStore triggers = new TriggerStore(store);
        for (int i = 0; i < 9_990; i++) {
            Instant t = at("07:30").plusSeconds(i);
            triggers.add(
                    new CampusKey(world.district().id(), "A").on(LocalDate.parse(DATE)),
                    new EscalationTrigger(t, EventType.DOOR_HELD_OPEN));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(send("e-" + i, at("08:01").plusMillis(i))).isEqualTo(ProcessingResult.ACCEPTED);
        }
    }

    @Test
    void trigger_10001_is_rejected() {
        assertThat(send("one-more", at("08:10")))
                .isEqualTo(new ProcessingResult.Rejection(
                        "too-many", "campus 'A' has 10000 admissions and door events on " + DATE + " already"));
        assertThat(new TriggerStore(store)
                        .triggersOn(new CampusKey(world.district().id(), "A").on(LocalDate.parse(DATE))))
                .hasSize(10_000);

        assertThat(send("e-0", at("08:01"))).as("what was taken is known").isEqualTo(ProcessingResult.ACCEPTED);
        assertThat(send("outside", at("15:30"))).as("outside of windows").isEqualTo(ProcessingResult.ACCEPTED);
        assertThat(send("tomorrow", at("2026-09-15 08:00"))).isEqualTo(ProcessingResult.ACCEPTED);
    }

    private ProcessingResult send(String id, Instant t) {
        Event event = new EntranceEvent(
                new EventOrigin(world.district().id(), "doors", id, t), EventType.DOOR_HELD_OPEN, "A", "north");
        return engine.handleEvent(event, new RecordArrival(t, event.toString().getBytes(StandardCharsets.UTF_8), 0));
    }
}
