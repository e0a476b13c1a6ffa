package org.postwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random worlds have in them what they are for, and the oracle itself does not depend on the order of arrival. */
class RandomWorldsTest {
    private static final int SEEDS = 500;

    @Test
    void haveEverythingThatMattersOftenEnough() {
        Map<String, Integer> counts = new TreeMap<>();
        LongStream.range(0, SEEDS)
                .mapToObj(RandomWorlds::of)
                .flatMap(w -> RandomWorlds.traits(w).stream())
                .forEach(trait -> counts.merge(trait, 1, Integer::sum));
        System.out.println(counts);
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
            assertThat(Oracle.setAside(RandomWorlds.doubled(w, seed))).isEqualTo(Oracle.setAside(w));
        }
    }
}
