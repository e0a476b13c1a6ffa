package org.postwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.oracle.CaseTime.at;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.replay.HostileLineGenerator.HostileLine;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.SupersededEventJson;
import org.postwatch.wire.TopicValue;

/**
 * A school day among thousands of broken and dishonest records, through a real broker: each of them is found among the
 * dead letters as it came, and the day brings exactly what it brings without them.
 */
class HostileInputIT {
    private static final long SEED = 20260914;
    private static final int HOSTILE_BETWEEN = 7;

    private final World world = CaseWorld.monday()
            .northEntrance("2026-09-14")
            .feed("mute", Set.<EventType>of())
            .world();
    private final EventWriter writer = new EventWriter();

    @TempDir
    Path directory;

    @Test
    void hostile_input_is_rejected_unchanged_and_does_not_affect_other_events() throws Exception {
        List<EventRecording.RecordedLine> good = goodDay();
        List<String> expected = new ArrayList<>();
        List<EventRecording.RecordedLine> all = new ArrayList<>();
        HostileLineGenerator hostile =
                new HostileLineGenerator(SEED, world.campuses().get("A"));
        for (EventRecording.RecordedLine line : good) {
            all.add(line);
            addConflicting(line, all, expected);
            for (int i = 0; i < HOSTILE_BETWEEN; i++) {
                HostileLine next = hostile.next(line.stamp());
                all.add(next.line());
                expected.add(deadLetter(
                        next.reason(),
                        next.line().topic(),
                        next.line().key(),
                        next.line().value()));
            }
        }
        assertThat(expected.size()).isGreaterThan(3_000);

        ReplayResult without = replay("without", good);
        ReplayResult with = replay("with", all);

        assertThat(without.deadLetters()).isEmpty();
        assertThat(facts(with)).isEqualTo(facts(without)).hasSizeGreaterThan(5);
        List<String> letters = with.deadLetters().stream()
                .map(l -> deadLetter(l.why().reason(), l.why().topic(), l.key(), l.value()))
                .toList();
        assertThat(without(expected, letters)).as("not rejected").isEmpty();
        assertThat(without(letters, expected)).as("rejected without need").isEmpty();
    }

    /** A feed that contradicts itself: of two events of one id and stamp the smaller hash stands, whichever is read first. */
    private void addConflicting(
            EventRecording.RecordedLine line, List<EventRecording.RecordedLine> all, List<String> expected) {
        if (!new String(line.value(), StandardCharsets.UTF_8).contains("postwatch.officer.")) {
            return;
        }
        byte[] loser =
                HostileLineGenerator.paddedToLoseConflict(line.value(), HostileLineGenerator.sha256(line.value()));
        EventRecording.RecordedLine other =
                new EventRecording.RecordedLine(line.topic(), line.key(), loser, line.stamp());
        if (all.size() % 2 == 0) {
            all.add(other);
            expected.add(deadLetter("conflicting", line.topic(), line.key(), loser));
        } else {
            // It had been taken in, and gives way: what is rejected is where it lies.
            all.add(all.size() - 1, other);
            Event event = ((DecodeResult.DecodedEvent) new EventReader().read(line.key(), line.value())).event();
            expected.add(deadLetter(
                    "conflicting",
                    line.topic(),
                    line.key(),
                    SupersededEventJson.write(event.origin(), event.type(), event.time())));
        }
    }

    /** Each as often as it occurs. */
    private static List<String> without(List<String> lines, List<String> others) {
        Map<String, Integer> left = new HashMap<>();
        others.forEach(line -> left.merge(line, 1, Integer::sum));
        return lines.stream()
                .filter(line -> left.merge(line, -1, Integer::sum) < 0)
                .toList();
    }

    private ReplayResult replay(String name, List<EventRecording.RecordedLine> lines) throws InterruptedException {
        List<ReplayPlans.PlanRecord> entries = new ArrayList<>();
        String district = world.district().id();
        entries.add(new ReplayPlans.PlanRecord(PlanJson.key(district), PlanJson.encode(world.district())));
        world.campuses()
                .values()
                .forEach(p ->
                        entries.add(new ReplayPlans.PlanRecord(PlanJson.key(district, p.id()), PlanJson.encode(p))));
        try (Replay replay = Replay.start(directory.resolve(name), 1, (step, done, whole) -> {})) {
            replay.runCoverage(
                    new ReplayPlans(List.of(district), entries),
                    new EventRecording(lines, at("00:00"), at("16:00")),
                    Optional.empty(),
                    1);
            return replay.result();
        }
    }

    /** A day with gaps, triggers, a shift, a camera that fails; two feeds that speak all the while, one that is mute. */
    private List<EventRecording.RecordedLine> goodDay() {
        List<Event> events = new ArrayList<>();
        for (Instant t = at("00:00"); !t.isAfter(at("16:00")); t = t.plusSeconds(240)) {
            events.add(new Heartbeat(origin("hr", "beat-" + t, t), Optional.empty()));
            events.add(new Heartbeat(origin("doors", "beat-" + t, t), Optional.empty()));
        }
        events.add(signal(PresenceSignal.SignalKind.CHECKED_IN, "D-1", "07:43"));
        events.add(signal(PresenceSignal.SignalKind.CALLED_AWAY, "D-1", "10:42"));
        events.add(signal(PresenceSignal.SignalKind.RETURNED, "D-1", "10:58"));
        events.add(signal(PresenceSignal.SignalKind.CALLED_AWAY, "D-1", "12:00"));
        events.add(signal(PresenceSignal.SignalKind.CHECKED_IN, "D-2", "12:25"));
        events.add(signal(PresenceSignal.SignalKind.CHECKED_OUT, "D-2", "15:12"));
        events.add(new ShiftPlanned(
                origin("hr", "shift", at("06:00")), "s-1", "D-2", "A", at("12:00"), at("15:00"), Optional.empty()));
        events.add(new DeviceReport(origin("doors", "b", at("06:00")), EventType.DEVICE_ONLINE, "A", "north-buzzer"));
        events.add(new DeviceReport(origin("doors", "c", at("09:00")), EventType.DEVICE_ONLINE, "A", "north-camera"));
        events.add(new EntranceEvent(origin("doors", "v", at("12:03")), EventType.VISITOR_ADMITTED, "A", "north"));
        events.add(new EntranceEvent(origin("doors", "h", at("10:45")), EventType.DOOR_HELD_OPEN, "A", "north"));
        events.sort(Comparator.comparing(Event::time));
        return events.stream()
                .map(e -> new EventRecording.RecordedLine(
                        e.type().topic().topicName(),
                        world.district().id().getBytes(StandardCharsets.UTF_8),
                        writer.write(e),
                        e.time()))
                .toList();
    }

    private PresenceSignal signal(PresenceSignal.SignalKind kind, String badge, String time) {
        return new PresenceSignal(origin("hr", badge + time, at(time)), kind, badge, "A", Optional.empty());
    }

    private EventOrigin origin(String source, String id, Instant t) {
        return new EventOrigin(world.district().id(), source, id, t);
    }

    /** Coverage, intervals and incidents as texts by key; how often they were said is no fact. */
    private static SortedMap<String, String> facts(ReplayResult outcome) {
        SortedMap<String, String> facts = new TreeMap<>();
        outcome.coverage().forEach((key, value) -> facts.put(key, new String(value, StandardCharsets.UTF_8)));
        outcome.incidents()
                .forEach((key, value) ->
                        facts.put(key, IncidentJson.read(value).incident().toString()));
        outcome.intervals().forEach((key, value) -> {
            PostDayIntervals day = TopicValue.INTERVALS.read(value);
            facts.put(key, day.sealed() + " " + day.intervals());
        });
        return facts;
    }

    private static String deadLetter(String reason, String topic, byte[] key, byte[] value) {
        return "%-22s %-26s key %s, value %s"
                .formatted(
                        reason,
                        topic,
                        key == null ? "none" : new String(key, StandardCharsets.UTF_8),
                        value == null
                                ? "none"
                                : value.length + " bytes "
                                        + HexFormat.of().formatHex(HostileLineGenerator.sha256(value), 0, 6));
    }
}
