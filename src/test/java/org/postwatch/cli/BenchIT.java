package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Not about speed: that the bench runs through, finds every incident it waits for, and says what it has to. */
class BenchIT {
    @Test
    void aSmallOneMeasuresEverything() {
        Said said =
                Said.by("bench", "--campuses", "40", "--events", "4000", "--rounds", "1", "--latency", "4", "--json");

        assertThat(said.status()).as(said.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(said.out());
        assertThat(report.path("ratio").asDouble()).isPositive();
        JsonNode size = report.path("sizes").get(0);
        assertThat(size.path("campuses").asInt()).isEqualTo(40);
        for (String figure : new String[] {"passThrough", "postwatch", "p50Ms", "p99Ms", "stateBytes", "planBytes"}) {
            assertThat(size.path(figure).asDouble()).as(figure).isPositive();
        }
    }
}
