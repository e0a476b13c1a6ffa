package org.postwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.oracle.CaseTime.at;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.TopicValue;

/**
 * A feed that may speak goes wild, on a real broker: it reads one badge every four seconds and replans one shift every ten.
 * What finds no room is rejected, its officer is missed, and the other campus never notices.
 */
class OverflowingFeedIT {
    private static final int SIGNALS = 6_000;
    private static final int MAX_SIGNALS = 5_000;
    private static final int PLANS = 600;
    private static final int MAX_PLANS = 400;

    private final World world = CaseWorld.monday().campus("B").world();
    private final String district = world.district().id();
    private final EventWriter writer = new EventWriter();

    @TempDir
    Path directory;

    @Test
    void events_beyond_the_limit_are_rejected_and_other_feeds_are_unaffected() throws Exception {
        List<Event> calm = validEvents();
        List<Event> wild = new ArrayList<>(calm);
        for (int i = 0; i < SIGNALS; i++) {
            wild.add(signal("D-1", "B", at("02:00").plusSeconds(4L * i)));
        }
        for (int i = 0; i < PLANS; i++) {
            Instant t = at("02:00").plusSeconds(10L * i);
            Instant from = at("09:00").plusSeconds(60L * (i % 2));
            wild.add(new ShiftPlanned(
                    origin("plan-" + i, t), "s-1", "D-1", "B", from, from.plusSeconds(3_600), Optional.empty()));
        }

        ReplayResult without = replay("calm", calm);
        ReplayResult with = replay("wild", wild);

        assertThat(without.deadLetters()).isEmpty();
        Map<String, Long> letters = with.deadLetters().stream()
                .collect(Collectors.groupingBy(OverflowingFeedIT::about, Collectors.counting()));
        assertThat(letters)
                .isEqualTo(Map.of(
                        "too-many officer", (long) SIGNALS - MAX_SIGNALS, "too-many shift", (long) PLANS - MAX_PLANS));
        assertThat(intervals(with, "A"))
                .isEqualTo(intervals(without, "A"))
                .extracting(CoverageInterval::state)
                .containsExactly(CoverageState.COVERED);
        assertThat(intervals(with, "B"))
                .extracting(CoverageInterval::state)
                .containsExactly(CoverageState.COVERED, CoverageState.UNCOVERED);
        assertThat(intervals(with, "B").get(1).from())
                .as("the first sign that found no room")
                .isEqualTo(at("02:00").plusSeconds(4L * MAX_SIGNALS));
    }

    private static String about(ReplayResult.DeadLetter letter) {
        return letter.why().reason() + " " + letter.why().detail().split(" ")[0];
    }

    /** The feed is heard all day, and at campus A there is an officer. */
    private List<Event> validEvents() {
        List<Event> events = new ArrayList<>();
        for (Instant t = at("00:00"); !t.isAfter(at("16:00")); t = t.plusSeconds(240)) {
            events.add(new Heartbeat(origin("beat-" + t, t), Optional.empty()));
        }
        events.add(signal("D-2", "A", at("07:15")));
        return events;
    }

    private PresenceSignal signal(String badge, String campus, Instant t) {
        return new PresenceSignal(
                origin(badge + "-" + t, t), PresenceSignal.SignalKind.CHECKED_IN, badge, campus, Optional.empty());
    }

    private EventOrigin origin(String id, Instant t) {
        return new EventOrigin(district, "hr", id, t);
    }

    private ReplayResult replay(String name, List<Event> events) throws InterruptedException {
        List<ReplayPlans.PlanRecord> entries = new ArrayList<>();
        entries.add(new ReplayPlans.PlanRecord(PlanJson.key(district), PlanJson.encode(world.district())));
        world.campuses()
                .values()
                .forEach(p ->
                        entries.add(new ReplayPlans.PlanRecord(PlanJson.key(district, p.id()), PlanJson.encode(p))));
        List<EventRecording.RecordedLine> lines = events.stream()
                .sorted(Comparator.comparing(Event::time))
                .map(e -> new EventRecording.RecordedLine(
                        e.type().topic().topicName(),
                        district.getBytes(StandardCharsets.UTF_8),
                        writer.write(e),
                        e.time()))
                .toList();
        try (Replay replay = Replay.start(directory.resolve(name), 1, (step, done, whole) -> {})) {
            replay.runCoverage(
                    new ReplayPlans(List.of(district), entries),
                    new EventRecording(lines, at("00:00"), at("16:00")),
                    Optional.empty(),
                    1);
            return replay.result();
        }
    }

    private static List<CoverageInterval> intervals(ReplayResult outcome, String campus) {
        return outcome.intervals().values().stream()
                .map(TopicValue.INTERVALS::read)
                .filter(day ->
                        day.campus().equals(campus) && day.date().toString().equals("2026-09-14"))
                .findFirst()
                .orElseThrow()
                .intervals();
    }
}
