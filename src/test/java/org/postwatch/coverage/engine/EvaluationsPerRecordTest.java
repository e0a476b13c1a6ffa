package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.oracle.CaseTime.at;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.PresenceSignal.SignalKind;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.state.InMemoryStateStore;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;

/**
 * However much a record changes (it ends a feed's silence, takes the place of another record, adds evidence), each campus is
 * evaluated once for it. An evaluation reads the state of every feed of the district once, so reads of a feed that sends
 * nothing count the evaluations.
 */
class EvaluationsPerRecordTest {
    private static final String UNRELATED = "unrelated";
    private static final String DAY = "2026-09-14";

    private final World world = CaseWorld.monday()
            .campus("B")
            .northEntrance(DAY)
            .feed(UNRELATED, EnumSet.of(EventType.PERSON_SEEN))
            .world();
    private final String district = world.district().id();
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final RecordingCoverageOutput output = new RecordingCoverageOutput();
    private final CoverageEngine engine = new CoverageEngine(store, output, 100);

    /** Both campuses have been in their window for half an hour, without an officer, and every feed is silent. */
    @BeforeEach
    void silence() {
        Instant start = at("07:30");
        engine.tick(start, Optional.empty());
        engine.applyPlan(world.district(), start);
        world.campuses().values().forEach(plan -> engine.applyPlan(district, plan, start));
        engine.tick(at("08:00"), Optional.empty());
    }

    @Test
    void a_check_in_that_ends_the_silence_of_its_feed() {
        assertThat(evaluations(checkIn("c-1", "D-1", "A", "08:00"), "08:00"))
                .as("campus A for the check-in, and both for the feed")
                .isEqualTo(2);
        assertThat(output.campuses.get("A").state().isGap()).isFalse();
    }

    @Test
    void a_check_in_of_a_feed_that_was_not_silent() {
        evaluations(heartbeat("hr", "08:00"), "08:00");
        assertThat(evaluations(checkIn("c-1", "D-1", "A", "08:00"), "08:00")).isEqualTo(1);
    }

    @Test
    void a_check_in_that_takes_the_place_of_another() {
        evaluations(heartbeat("hr", "08:00"), "08:00");
        evaluations(checkIn("c-1", "D-1", "A", "08:00"), "08:00:10");
        assertThat(evaluations(checkIn("c-1", "D-2", "A", "08:00"), "08:00:05")).isEqualTo(1);
    }

    @Test
    void a_check_in_elsewhere() {
        evaluations(checkIn("c-1", "D-1", "A", "08:00"), "08:00");
        assertThat(evaluations(checkIn("c-2", "D-1", "B", "08:00:20"), "08:00:20"))
                .as("the campus that the officer left and the one that the officer came to")
                .isEqualTo(2);
    }

    @Test
    void a_device_report_that_ends_the_silence_of_its_feed() {
        Event offline =
                new DeviceReport(origin("doors", "r-1", "08:00"), EventType.DEVICE_OFFLINE, "A", "north-camera");
        assertThat(evaluations(offline, "08:00")).isEqualTo(2);
    }

    @Test
    void a_device_report_that_takes_the_place_of_another() {
        evaluations(
                new DeviceReport(origin("doors", "r-1", "08:00"), EventType.DEVICE_OFFLINE, "A", "north-camera"),
                "08:00:10");
        Event online = new DeviceReport(origin("doors", "r-1", "08:00"), EventType.DEVICE_ONLINE, "A", "north-buzzer");
        assertThat(evaluations(online, "08:00:05")).isEqualTo(1);
    }

    @Test
    void a_door_event_that_escalates_a_gap_and_ends_the_silence_of_its_feed() {
        evaluations(heartbeat("hr", "08:00"), "08:00");
        Event held = new EntranceEvent(origin("doors", "h-1", "08:00"), EventType.VISITOR_ADMITTED, "A", "north");
        assertThat(evaluations(held, "08:00")).isEqualTo(2);
    }

    @Test
    void a_shift_that_ends_the_silence_of_its_feed() {
        Event shift = new ShiftPlanned(
                origin("hr", "s-1", "08:00"), "s-1", "D-1", "A", at("07:45"), at("12:00"), Optional.empty());
        assertThat(evaluations(shift, "08:00")).isEqualTo(2);
    }

    private int evaluations(Event event, String stamp) {
        int before = store.reads(CoverageTables.FEED_STATE, new DistrictKey(district, UNRELATED));
        assertThat(engine.handleEvent(
                        event, new RecordArrival(at(stamp), event.toString().getBytes(StandardCharsets.UTF_8), 0)))
                .isEqualTo(ProcessingResult.ACCEPTED);
        return store.reads(CoverageTables.FEED_STATE, new DistrictKey(district, UNRELATED)) - before;
    }

    private Event checkIn(String id, String badge, String campus, String time) {
        return new PresenceSignal(origin("hr", id, time), SignalKind.CHECKED_IN, badge, campus, Optional.empty());
    }

    private Event heartbeat(String feed, String time) {
        return new Heartbeat(origin(feed, feed + time, time), Optional.empty());
    }

    private EventOrigin origin(String feed, String id, String time) {
        return new EventOrigin(district, feed, id, at(time));
    }
}
