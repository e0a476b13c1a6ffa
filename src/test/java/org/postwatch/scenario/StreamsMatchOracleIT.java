package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.Incident;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.FactLines;
import org.postwatch.oracle.Oracle;
import org.postwatch.oracle.RandomWorlds;
import org.postwatch.oracle.World;
import org.postwatch.replay.DistrictRenamer;
import org.postwatch.replay.EventRecording;
import org.postwatch.replay.Replay;
import org.postwatch.replay.ReplayPlans;
import org.postwatch.replay.ReplayResult;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.TopicValue;

/**
 * Random days through the real topology on a real broker know what the oracle knows: arrivals of all districts mixed and
 * shuffled, all state restored from the changelog in the middle, on one instance and on two. Worlds of one season share a
 * broker, each as a district of its own. Their number: {@code -Dstreamed=…}.
 */
class StreamsMatchOracleIT {
    private static final int WORLDS = Integer.getInteger("streamed", 120);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 500000"})
    void knowsTheSameFacts(int instances, long firstSeed) throws Exception {
        for (List<World> season : batches(firstSeed)) {
            Instant clock =
                    season.stream().map(World::clock).max(Instant::compareTo).orElseThrow();
            List<World> worlds = season.stream()
                    .map(w -> new World(w.district(), w.campuses(), w.arrivals(), clock))
                    .toList();
            ReplayResult outcome = play(worlds, clock, instances);
            for (World world : worlds) {
                assertThat(facts(outcome, world.district().id()))
                        .as("district %s", world.district().id())
                        .isEqualTo(Oracle.facts(world));
            }
        }
    }

    /** Worlds by the month of their first day: the clock that they share should not run for half a year. */
    private static List<List<World>> batches(long firstSeed) {
        Map<Integer, List<World>> seasons = new TreeMap<>();
        LongStream.range(firstSeed, firstSeed + WORLDS).forEach(seed -> {
            World world = DistrictRenamer.rename("w-" + seed, RandomWorlds.doubled(RandomWorlds.of(seed), seed));
            int season = world.district().firstDay().plusDays(10).getMonthValue() / 3;
            seasons.computeIfAbsent(season, s -> new ArrayList<>()).add(world);
        });
        return List.copyOf(seasons.values());
    }

    private ReplayResult play(List<World> worlds, Instant clock, int instances) throws InterruptedException {
        List<String> districts = new ArrayList<>();
        List<ReplayPlans.PlanRecord> entries = new ArrayList<>();
        List<EventRecording.RecordedLine> lines = new ArrayList<>();
        Instant first = clock;
        for (World world : worlds) {
            String district = world.district().id();
            districts.add(district);
            entries.add(new ReplayPlans.PlanRecord(PlanJson.key(district), PlanJson.encode(world.district())));
            world.campuses()
                    .values()
                    .forEach(plan -> entries.add(
                            new ReplayPlans.PlanRecord(PlanJson.key(district, plan.id()), PlanJson.encode(plan))));
            Instant begins = world.district()
                    .firstDay()
                    .minusDays(2)
                    .atStartOfDay(world.district().zone())
                    .toInstant();
            first = begins.isBefore(first) ? begins : first;
            for (Arrival arrival : world.arrivals()) {
                lines.add(line(district, arrival));
                Instant time = arrival.event().time();
                // What is late by its own stamp says nothing of when the days begin.
                boolean late = time.isBefore(arrival.stamp().minusSeconds(172_800));
                first = !late && time.isBefore(first) ? time : first;
                first = arrival.stamp().isBefore(first) ? arrival.stamp() : first;
            }
        }
        Collections.shuffle(lines, new Random(7));
        Path run = directory.resolve(instances + "-" + worlds.get(0).district().id());
        try (Replay replay = Replay.start(run, instances, (step, done, all) -> {})) {
            replay.runCoverage(
                    new ReplayPlans(districts, entries),
                    new EventRecording(lines, first, clock),
                    Optional.of(clock),
                    2);
            return replay.result();
        }
    }

    private static EventRecording.RecordedLine line(String district, Arrival arrival) {
        return new EventRecording.RecordedLine(
                arrival.event().type().topic().topicName(),
                district.getBytes(StandardCharsets.UTF_8),
                arrival.bytes(),
                arrival.stamp());
    }

    private static List<String> facts(ReplayResult outcome, String district) {
        List<String> lines = new ArrayList<>();
        for (byte[] value :
                outcome.intervals().subMap(district + "/", district + "0").values()) {
            PostDayIntervals day = TopicValue.INTERVALS.read(value);
            for (CoverageInterval interval : day.intervals()) {
                lines.add(FactLines.interval(day.campus(), day.post(), day.date(), interval));
            }
        }
        for (byte[] value :
                outcome.incidents().subMap(district + "/", district + "0").values()) {
            Incident incident = IncidentJson.read(value).incident();
            if (incident.kind().isDerived()) {
                lines.addAll(FactLines.incident(incident));
            }
        }
        return lines.stream().sorted().toList();
    }
}
