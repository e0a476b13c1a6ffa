package org.postwatch.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.streams.CoverageTopology.StoreType;

/** The topology of a release that runs somewhere is not changed by accident. */
class GoldenTopologyTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Map<String, Function<StoreType, Topology>> TOPOLOGIES = Map.of(
            "coverage-topology.txt",
            state -> CoverageTopology.build(TopologySettings.of(state, RecordedTime.CLOCK)),
            "notification-topology.txt",
            state -> NotificationTopology.build(TopologySettings.of(state, RecordedTime.CLOCK)));
    private static final Pattern STORES = Pattern.compile("\\(stores: \\[(.*)]\\)");

    static Set<String> files() {
        return TOPOLOGIES.keySet();
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_golden_file_describes_the_topology(String file) throws IOException {
        Path golden = GOLDEN.resolve(file);
        String described = describe(file, StoreType.ROCKSDB);
        if (Boolean.getBoolean("golden.renew")) {
            Files.writeString(golden, described);
        }
        assertThat(described)
                .as(
                        "The topology differs from %s. State lies under the names of stores and processors, and offsets"
                                + " under the names of topics: a renamed store or processor starts empty on today's data, and the state"
                                + " under the former name is lost. If that is meant, say so in the CHANGELOG, then renew the"
                                + " file: mvn test -Dtest=GoldenTopologyTest -Dgolden.renew=true",
                        golden)
                .isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_topology_does_not_depend_on_the_store_type(String file) {
        assertThat(describe(file, StoreType.MEMORY)).isEqualTo(describe(file, StoreType.ROCKSDB));
    }

    private static String describe(String file, StoreType stateIn) {
        return sortStores(TOPOLOGIES.get(file).apply(stateIn).describe().toString());
    }

    /** Stores are a set, reported in any order. */
    private static String sortStores(String described) {
        Matcher matcher = STORES.matcher(described);
        return matcher.replaceAll(stores -> {
            String[] names = stores.group(1).split(", ");
            Arrays.sort(names);
            return Matcher.quoteReplacement("(stores: [" + String.join(", ", names) + "])");
        });
    }
}
