package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.replay.EventRecording;
import org.postwatch.replay.Replay;
import org.postwatch.replay.ReplayPlans;
import org.postwatch.replay.ReplayResult;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.TopicValue;
import tools.jackson.databind.json.JsonMapper;

/** The shipped recordings, through a real broker, bring what was written beside them by hand. */
class ShippedDistrictsIT {
    @TempDir
    Path directory;

    static List<String> districts() {
        return ShippedDistrict.NAMES;
    }

    @ParameterizedTest
    @MethodSource("districts")
    void bringWhatIsWrittenBesideThem(String name) throws Exception {
        ShippedDistrict district = ShippedDistrict.read(name);
        ExpectedFile expected = district.expected();
        ReplayPlans plans = ReplayPlans.read(List.of(ShippedDistrict.documents(name)), AgencyClasses.SHIPPED);
        EventRecording recording =
                EventRecording.read(List.of(ShippedDistrict.events(name)), Optional.of(expected.until()));

        ReplayResult once = replay("once", plans, recording, expected, 1, true);

        assertThat(intervals(once)).isEqualTo(intervals(expected));
        assertThat(incidents(once)).isEqualTo(incidents(expected));
        assertThat(deadLetters(once)).isEqualTo(deadLetters(expected));
        assertThat(campuses(once))
                .allSatisfy((campus, state) -> assertThat(state)
                        .isEqualTo(expected.now()
                                .getOrDefault(campus, expected.now().get(ExpectedFile.EVERY_CAMPUS))
                                .name()));
        assertThat(incidents(once).keySet())
                .allSatisfy(id -> assertThat(expected.absent()).noneMatch(absent -> absent.forbids(id)));

        ReplayNotices day =
                ReplayNotices.of(name, district.zone(), once.notices(), once.disclosures(), once.transitions());
        new ExpectedNoticesCheck(day).check(district.notices());
        new PoliceDisclosureCheck(district).check(day, district.emergencies());

        ReplayResult again = replay("again", plans, shuffledAndDoubled(recording), expected, 2, false);

        assertThat(text(again.coverage())).isEqualTo(text(once.coverage()));
        assertThat(intervals(again)).isEqualTo(intervals(once));
        assertThat(facts(again)).isEqualTo(facts(once));
    }

    private ReplayResult replay(
            String run,
            ReplayPlans plans,
            EventRecording recording,
            ExpectedFile expected,
            int instances,
            boolean inOrder)
            throws InterruptedException {
        try (Replay replay = Replay.start(directory.resolve(run), instances, (step, done, all) -> {})) {
            replay.runCoverage(plans, recording, Optional.of(expected.until()), inOrder ? 1 : 2);
            // Who is notified when depends on what is known when: only in its order the recording is the day.
            if (inOrder) {
                replay.runNotification();
            }
            return replay.result();
        }
    }

    private static EventRecording shuffledAndDoubled(EventRecording recording) {
        Random random = new Random(42);
        List<EventRecording.RecordedLine> lines = new ArrayList<>(recording.lines());
        for (EventRecording.RecordedLine line : recording.lines()) {
            if (random.nextInt(10) == 0) {
                lines.add(line);
            }
        }
        Collections.shuffle(lines, random);
        return new EventRecording(lines, recording.first(), recording.last());
    }

    private static List<String> intervals(ReplayResult outcome) throws IOException {
        List<String> lines = new ArrayList<>();
        for (byte[] value : outcome.intervals().values()) {
            PostDayIntervals day = TopicValue.INTERVALS.read(value);
            for (CoverageInterval i : day.intervals()) {
                lines.add(day.campus() + "/" + day.post() + " " + day.date() + " " + i.from() + " "
                        + i.to().map(Object::toString).orElse("…") + " " + i.state() + " " + i.reasons());
            }
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> intervals(ExpectedFile expected) {
        List<String> lines = new ArrayList<>();
        for (ExpectedFile.ExpectedDay day : expected.days()) {
            for (ExpectedFile.ExpectedInterval i : day.list()) {
                lines.add(day.campus() + "/" + day.post() + " " + day.date() + " " + i.from() + " "
                        + i.to().map(Object::toString).orElse("…") + " " + i.state() + " " + i.reasons());
            }
        }
        return lines.stream().sorted().toList();
    }

    private static SortedMap<String, String> incidents(ReplayResult outcome) {
        SortedMap<String, String> lines = new TreeMap<>();
        for (byte[] value : outcome.incidents().values()) {
            Incident incident = IncidentJson.read(value).incident();
            StringBuilder line = new StringBuilder(incident.status().toString());
            for (Episode e : incident.episodes()) {
                line.append(" | ")
                        .append(e.openedAt())
                        .append(' ')
                        .append(e.closedAt())
                        .append(' ')
                        .append(e.closeReason());
                line.append(' ').append(e.severity());
            }
            lines.put(incident.id(), line.toString());
        }
        return lines;
    }

    private static SortedMap<String, String> incidents(ExpectedFile expected) {
        SortedMap<String, String> lines = new TreeMap<>();
        for (ExpectedFile.ExpectedIncident incident : expected.incidents()) {
            StringBuilder line = new StringBuilder(incident.status().toString());
            for (ExpectedFile.ExpectedEpisode e : incident.episodes()) {
                line.append(" | ")
                        .append(e.openedAt())
                        .append(' ')
                        .append(e.closedAt())
                        .append(' ')
                        .append(e.closeReason());
                line.append(' ').append(e.severity());
            }
            lines.put(incident.id(), line.toString());
        }
        return lines;
    }

    private static Map<String, String> facts(ReplayResult outcome) {
        SortedMap<String, byte[]> facts = new TreeMap<>(outcome.incidents());
        facts.values()
                .removeIf(value -> !IncidentJson.read(value).incident().kind().isDerived());
        return text(facts);
    }

    private static List<String> deadLetters(ReplayResult outcome) {
        return outcome.deadLetters().stream()
                .map(letter -> name(letter) + " " + letter.why().reason())
                .distinct()
                .sorted()
                .toList();
    }

    private static String name(ReplayResult.DeadLetter letter) {
        if (new EventReader().read(letter.key(), letter.value()) instanceof DecodeResult.DecodedEvent of) {
            return of.event().source() + " " + of.event().id();
        }
        var value = JsonMapper.shared().readTree(letter.value());
        return value.path("source").asString() + " " + value.path("id").asString();
    }

    private static List<String> deadLetters(ExpectedFile expected) {
        return expected.deadLetters().stream()
                .map(letter -> letter.source() + " " + letter.id() + " " + letter.reason())
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<String, String> campuses(ReplayResult outcome) {
        SortedMap<String, String> states = new TreeMap<>();
        for (byte[] value : outcome.coverage().values()) {
            var now = TopicValue.COVERAGE.read(value);
            states.put(now.campus(), now.state().wireName());
        }
        return states;
    }

    private static Map<String, String> text(SortedMap<String, byte[]> values) {
        SortedMap<String, String> text = new TreeMap<>();
        values.forEach((key, value) -> text.put(key, new String(value, StandardCharsets.UTF_8)));
        return text;
    }
}
