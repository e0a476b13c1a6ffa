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
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.IntervalsJson;
import org.postwatch.codec.PlanJson;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.State;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sign;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.topology.Topics;

/**
 * A feed that may speak goes wild, on a real broker: it reads one badge every four seconds and replans one shift every ten.
 * What finds no room is set aside, its officer is missed, and the other campus never notices.
 */
class WildFeedIT {
    private static final int SIGNS = 6_000;
    private static final int SIGNS_MAX = 5_000;
    private static final int PLANS = 600;
    private static final int PLANS_MAX = 400;

    private final World world = CaseWorld.monday().campus("B").world();
    private final String district = world.district().id();
    private final EventWriter writer = new EventWriter();

    @TempDir
    Path directory;

    @Test
    void is_set_aside_beyond_its_room_and_leaves_its_neighbours_untouched() throws Exception {
        List<Event> calm = calm();
        List<Event> wild = new ArrayList<>(calm);
        for (int i = 0; i < SIGNS; i++) {
            wild.add(sign("D-1", "B", at("02:00").plusSeconds(4L * i)));
        }
        for (int i = 0; i < PLANS; i++) {
            Instant t = at("02:00").plusSeconds(10L * i);
            Instant from = at("09:00").plusSeconds(60L * (i % 2));
            wild.add(new ShiftPlanned(
                    origin("plan-" + i, t), "s-1", "D-1", "B", from, from.plusSeconds(3_600), Optional.empty()));
        }

        Outcome without = replay("calm", calm);
        Outcome with = replay("wild", wild);

        assertThat(without.deadLetters()).isEmpty();
        Map<String, Long> letters =
                with.deadLetters().stream().collect(Collectors.groupingBy(WildFeedIT::about, Collectors.counting()));
        assertThat(letters)
                .isEqualTo(Map.of(
                        "too-many officer", (long) SIGNS - SIGNS_MAX, "too-many shift", (long) PLANS - PLANS_MAX));
        assertThat(intervals(with, "A"))
                .isEqualTo(intervals(without, "A"))
                .extracting(Interval::state)
                .containsExactly(State.COVERED);
        assertThat(intervals(with, "B")).extracting(Interval::state).containsExactly(State.COVERED, State.UNCOVERED);
        assertThat(intervals(with, "B").get(1).from())
                .as("the first sign that found no room")
                .isEqualTo(at("02:00").plusSeconds(4L * SIGNS_MAX));
    }

    private static String about(Outcome.DeadLetter letter) {
        return letter.why().reason() + " " + letter.why().detail().split(" ")[0];
    }

    /** The feed is heard all day, and at campus A there is an officer. */
    private List<Event> calm() {
        List<Event> events = new ArrayList<>();
        for (Instant t = at("00:00"); !t.isAfter(at("16:00")); t = t.plusSeconds(240)) {
            events.add(new Heartbeat(origin("beat-" + t, t), Optional.empty()));
        }
        events.add(sign("D-2", "A", at("07:15")));
        return events;
    }

    private Sign sign(String badge, String campus, Instant t) {
        return new Sign(origin(badge + "-" + t, t), Sign.Kind.CHECKED_IN, badge, campus, Optional.empty());
    }

    private Origin origin(String id, Instant t) {
        return new Origin(district, "hr", id, t);
    }

    private Outcome replay(String name, List<Event> events) throws InterruptedException {
        List<Plans.Entry> entries = new ArrayList<>();
        entries.add(new Plans.Entry(PlanJson.key(district), PlanJson.encode(world.district())));
        world.campuses()
                .values()
                .forEach(p -> entries.add(new Plans.Entry(PlanJson.key(district, p.id()), PlanJson.encode(p))));
        List<Recording.Line> lines = events.stream()
                .sorted(Comparator.comparing(Event::time))
                .map(e -> new Recording.Line(
                        Topics.of(e.type()), district.getBytes(StandardCharsets.UTF_8), writer.write(e), e.time()))
                .toList();
        try (Replay replay = Replay.start(directory.resolve(name), 1, (step, done, whole) -> {})) {
            replay.play(
                    new Plans(List.of(district), entries),
                    new Recording(lines, at("00:00"), at("16:00")),
                    Optional.empty(),
                    1);
            return replay.outcome();
        }
    }

    private static List<Interval> intervals(Outcome outcome, String campus) {
        return outcome.intervals().values().stream()
                .map(IntervalsJson::read)
                .filter(day ->
                        day.campus().equals(campus) && day.date().toString().equals("2026-09-14"))
                .findFirst()
                .orElseThrow()
                .intervals();
    }
}
