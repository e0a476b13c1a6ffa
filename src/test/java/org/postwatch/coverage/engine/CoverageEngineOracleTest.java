package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.oracle.Oracle;
import org.postwatch.oracle.RandomWorlds;
import org.postwatch.oracle.World;
import org.postwatch.oracle.Worlds;

/**
 * The watch knows what the oracle knows, whatever the order of arrival. Another number of worlds, from another seed on:
 * {@code mvn test -Dtest=WatchIsOracleTest -Dworlds=100000 -Dseed=7000}.
 */
class CoverageEngineOracleTest {
    /** Worlds in one test: few enough for a failure to be found, many enough for the report to be read. */
    private static final int BATCH = 100;

    static LongStream batches() {
        long first = Long.getLong("seed", 0);
        long worlds = Long.getLong("worlds", 2_000);
        return LongStream.iterate(first, seed -> seed < first + worlds, seed -> seed + BATCH);
    }

    @ParameterizedTest
    @MethodSource("batches")
    void facts_match_the_oracle(long first) {
        long last = Math.min(first + BATCH, Long.getLong("seed", 0) + Long.getLong("worlds", 2_000));
        for (long seed = first; seed < last; seed++) {
            World world = RandomWorlds.of(seed);
            World arriving = seed % 3 == 0
                    ? world
                    : seed % 3 == 1
                            ? RandomWorlds.shuffled(world, seed)
                            : RandomWorlds.shuffled(RandomWorlds.doubled(world, seed), seed);
            if (differs(arriving)) {
                World small = Worlds.shrink(arriving, CoverageEngineOracleTest::differs);
                CoverageEngineDriver watched = new CoverageEngineDriver(small);
                assertThat(watched.facts())
                        .as("seed %d%n%s", seed, Worlds.print(small))
                        .isEqualTo(Oracle.facts(small));
                assertThat(watched.rejections())
                        .as("rejected, seed %d%n%s", seed, Worlds.print(small))
                        .isEqualTo(Oracle.rejected(small));
                assertThat(watched.sealAllDue().facts())
                        .as("sealed, seed %d%n%s", seed, Worlds.print(small))
                        .isEqualTo(Oracle.facts(small));
                assertThat(CoverageEngineDriver.backlog(small).facts())
                        .as("read as a backlog, seed %d%n%s", seed, Worlds.print(small))
                        .isEqualTo(Oracle.facts(small));
            }
        }
    }

    private static boolean differs(World world) {
        List<String> facts = Oracle.facts(world);
        CoverageEngineDriver watched = new CoverageEngineDriver(world);
        return !watched.facts().equals(facts)
                || !watched.rejections().equals(Oracle.rejected(world))
                || !watched.sealAllDue().facts().equals(facts)
                || !CoverageEngineDriver.backlog(world).facts().equals(facts);
    }
}
