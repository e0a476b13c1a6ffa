package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Not about speed: that the bench runs through, finds every incident it waits for, and says what it has to. */
class BenchIT {
    @Test
    void aSmallOneMeasuresEverything() {
        CliResult said = CliResult.run(
                "bench",
                "--campuses",
                "40",
                "--events",
                "4000",
                "--rounds",
                "1",
                "--latency",
                "4",
                "--outage",
                "30",
                "--json");

        assertThat(said.exitCode()).as(said.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(said.out());
        assertThat(report.path("ratio").asDouble()).isPositive();
        assertThat(report.path("signingMicros").asDouble()).isPositive();
        JsonNode size = report.path("sizes").get(0);
        assertThat(size.path("campuses").asInt()).isEqualTo(40);
        for (String figure : new String[] {
            "passThrough", "postwatch", "p50Ms", "p99Ms", "peakP50Ms", "peakP99Ms", "stateBytes", "planBytes"
        }) {
            assertThat(size.path(figure).asDouble()).as(figure).isPositive();
        }
        assertOneNoticePerRecipient(report.path("outage"));
    }

    @Test
    void intakeIsMeasuredBesideAProducer() {
        CliResult said =
                CliResult.run("bench", "--intake", "--events", "2000", "--rounds", "1", "--latency", "4", "--json");

        assertThat(said.exitCode()).as(said.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(said.out());
        assertThat(report.path("ratio").asDouble()).isPositive();
        for (String way : new String[] {"producer", "batch", "singleHttp1", "singleHttp2"}) {
            assertThat(report.path(way).path("rate").asDouble()).as(way).isPositive();
            assertThat(report.path(way).path("cpuMicros").asDouble()).as(way).isPositive();
        }
        assertThat(report.path("latencyHttp1").path("p99Ms").asDouble()).isPositive();
        assertThat(report.path("latencyHttp2").path("p99Ms").asDouble()).isPositive();
    }

    /** And one that it is over; the bench fails if notices go on. */
    private static void assertOneNoticePerRecipient(JsonNode outage) {
        assertThat(outage.path("campuses").asInt()).isEqualTo(30);
        assertThat(outage.path("incidents").asInt())
                .as("each campus and the feed")
                .isEqualTo(31);
        assertThat(outage.path("suppressed").asInt()).isEqualTo(30);
        for (String recipient : new String[] {"administration", "operations", "board"}) {
            assertThat(outage.path("noticesDuringOutage").path(recipient).asInt())
                    .as(recipient)
                    .isEqualTo(1);
            assertThat(outage.path("noticesInTotal").path(recipient).asInt())
                    .as(recipient)
                    .isEqualTo(2);
        }
        assertThat(outage.path("quietSeconds").asDouble()).isPositive();
    }
}
