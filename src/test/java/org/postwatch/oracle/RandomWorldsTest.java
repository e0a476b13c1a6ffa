package org.postwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random worlds have in them what they are for, and the oracle itself does not depend on the order of arrival. */
class RandomWorldsTest {
    private static final int SEEDS = 500;

    /** Made by construction: in a good share of the seeds. */
    private static final List<String> OFTEN = List.of(
            "DST day",
            "over-midnight window",
            "several posts",
            "officers at several campuses",
            "agreement decided in mid-window",
            "plan versions in force",
            "rejected: conflicting",
            "duplicates",
            "incident: feed-silent",
            "two zones",
            "head-count 2",
            "touching windows",
            "early release",
            "holiday",
            "special event",
            "clock in mid-window",
            "window in a DST night",
            "stamps out of order",
            "delayed by hours",
            "milliseconds",
            "an officer's signs at one instant",
            "two episodes",
            "expected",
            "state: COVERED",
            "state: UNKNOWN",
            "state: UNCOVERED",
            "incident: coverage",
            "incident: entrance-unwatched",
            "incident: no-show",
            "incident: agreement-lapsing");

    /** Rarer, but there. */
    private static final List<String> SOMETIMES = List.of(
            "state: ALTERNATIVE",
            "closed by: covered",
            "closed by: window-ended",
            "closed by: working",
            "closed by: heard",
            "closed by: retired",
            "closed by: hours-ended",
            "watched from mid-window",
            "closed by: arrived",
            "closed by: cancelled",
            "closed by: shift-ended",
            "closed by: renewed",
            "closed by: lifted",
            "closed by: lapsed",
            "reason: disqualifying-affiliation",
            "reason: agreement-not-in-force",
            "reason: agreement-suspended",
            "reason: called-away",
            "reason: covered-by",
            "reason: credential-expired",
            "reason: credential-missing",
            "reason: device-feed-silent",
            "reason: device-never-online",
            "reason: device-offline",
            "reason: device-tampered",
            "reason: duty-unknown",
            "reason: exception",
            "reason: fills-other-post",
            "reason: kind-not-accepted",
            "reason: no-agreement",
            "reason: nobody-present",
            "reason: off-roster",
            "reason: other-duty",
            "reason: presence-doubtful",
            "reason: too-few",
            "rejected: future",
            "rejected: late",
            "rejected: malformed",
            "rejected: source-not-authorised",
            "rejected: unknown-campus",
            "rejected: unknown-device",
            "rejected: unknown-district",
            "rejected: unknown-entrance",
            "rejected: unknown-feed",
            "rejected: unknown-officer");

    @Test
    void haveEverythingThatMattersOftenEnough() {
        Map<String, Integer> counts = new TreeMap<>();
        LongStream.range(0, SEEDS)
                .mapToObj(RandomWorlds::of)
                .flatMap(w -> RandomWorlds.traits(w).stream())
                .forEach(trait -> counts.merge(trait, 1, Integer::sum));
        assertThat(OFTEN)
                .allSatisfy(t -> assertThat(counts)
                        .hasEntrySatisfying(t, n -> assertThat(n).as(t).isGreaterThanOrEqualTo(SEEDS / 10)));
        assertThat(SOMETIMES)
                .allSatisfy(t -> assertThat(counts)
                        .hasEntrySatisfying(t, n -> assertThat(n).as(t).isGreaterThanOrEqualTo(SEEDS / 100)));
    }

    @Test
    void areTheSameForTheSameSeed() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(Worlds.print(RandomWorlds.of(seed))).isEqualTo(Worlds.print(RandomWorlds.of(seed)));
        }
    }

    @Test
    void implyTheSameFactsInAnyOrderAndDoubled() {
        for (long seed = 0; seed < 100; seed++) {
            World w = RandomWorlds.of(seed);
            List<String> facts = Oracle.facts(w);
            assertThat(Oracle.facts(RandomWorlds.shuffled(w, seed))).isEqualTo(facts);
            assertThat(Oracle.facts(RandomWorlds.doubled(w, seed))).isEqualTo(facts);
            assertThat(Oracle.rejected(RandomWorlds.doubled(w, seed))).isEqualTo(Oracle.rejected(w));
        }
    }

    @Test
    void shrinkToWhatIsNeeded() {
        Predicate<World> somebodyWasCalledAway =
                w -> Oracle.facts(w).stream().anyMatch(line -> line.contains("called-away("));
        World large = LongStream.range(0, SEEDS)
                .mapToObj(RandomWorlds::of)
                .filter(somebodyWasCalledAway)
                .findFirst()
                .orElseThrow();
        World small = Worlds.shrink(large, somebodyWasCalledAway);
        assertThat(small.arrivals()).hasSize(1);
        assertThat(small.campuses()).hasSize(1);
        assertThat(small.district().officers()).hasSize(1);
        assertThat(small.district().agreements()).isEmpty();
        assertThat(Worlds.print(small)).contains("CALLED_AWAY").doesNotContain("Heartbeat");
    }
}
