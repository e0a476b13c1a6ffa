package org.postwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postwatch.topology.CoverageTopology.StateIn;

/** The topology of a release that runs somewhere is not changed by accident. */
class GoldenTopologyTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/coverage-topology.txt");
    private static final Pattern STORES = Pattern.compile("\\(stores: \\[(.*)]\\)");

    @Test
    void is_the_one_that_runs() throws IOException {
        String described =
                ordered(CoverageTopology.build(StateIn.ROCKSDB).describe().toString());
        if (Boolean.getBoolean("golden.renew")) {
            Files.writeString(GOLDEN, described);
        }
        assertThat(described)
                .as(
                        "The topology differs from %s. State lies under the names of stores and processors, and offsets"
                                + " under the names of topics: what is named anew starts empty on today's data, and the state"
                                + " under the former name is lost. If that is meant, say so in the CHANGELOG, then renew the"
                                + " file: mvn test -Dtest=GoldenTopologyTest -Dgolden.renew=true",
                        GOLDEN)
                .isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void does_not_depend_on_where_state_lies() {
        assertThat(ordered(CoverageTopology.build(StateIn.MEMORY).describe().toString()))
                .isEqualTo(ordered(
                        CoverageTopology.build(StateIn.ROCKSDB).describe().toString()));
    }

    /** Stores are a set, told in any order. */
    private static String ordered(String described) {
        Matcher matcher = STORES.matcher(described);
        return matcher.replaceAll(stores -> {
            String[] names = stores.group(1).split(", ");
            Arrays.sort(names);
            return Matcher.quoteReplacement("(stores: [" + String.join(", ", names) + "])");
        });
    }
}
