package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;

/** A check-in comes before the district's documents: it is rejected, listed, explained and resent, and then counts. */
class RejectedIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path directory;

    private PostwatchServer server;
    private String config;

    @BeforeEach
    void start() throws Exception {
        server = PostwatchServer.start(
                Configuration.defaults().relocatedTo(directory.resolve("data"), 0),
                () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())));
        assertThat(server.awaitRunning(MAX_WAIT)).isTrue();
        Path file = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers() + "\n");
        config = file.toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_event_that_arrived_before_its_plan_is_sent_again() throws Exception {
        send(checkedIn("e-1"));
        send(checkedIn("e-2").replace("{\"campus\":\"a\"}", "{\"campus\":\"a\\u202e\"}"));
        String listed = await(2);
        assertThat(listed)
                .containsPattern("ID +REJECTED +DISTRICT +SOURCE +EVENT +REASON +DETAIL")
                .containsPattern("\\d+-\\d+ .* UTC +d +hr +e-1 +unknown-district +no plan for district 'd'");
        assertThat(rejected("--reason", "malformed").out()).contains("e-2").doesNotContain("e-1");
        assertThat(rejected("--source", "pd").err()).contains("no rejected record matches");
        assertThat(rejected("--since", "1h", "--district", "d").out()).contains("e-1", "e-2");
        assertThat(rejected("--since", Instant.now().plusSeconds(60).toString()).err())
                .contains("no rejected record matches");

        assertThat(rejected("--explain", idOf(listed, "e-1")).out())
                .contains(
                        "to do     apply the district's documents, then send it again",
                        "key       d",
                        checkedIn("e-1"));

        Path district = Files.createDirectories(directory.resolve("d"));
        Files.writeString(district.resolve("district.yaml"), SmallDistrict.DOCUMENT);
        assertThat(CliResult.run("plan", "apply", "-c", config, district.toString(), "--author", "m", "--reason", "r")
                        .exitCode())
                .isZero();
        assertThat(arePlansApplied()).isTrue();

        CliResult again = rejected("--resend");
        assertThat(again.out())
                .contains("resent: 1", "not resent: 1 malformed: correct the sender")
                .doesNotContain("failed");
        assertThat(again.exitCode()).isEqualTo(1);
        awaitCovered();
    }

    @Test
    void a_sender_that_waits_reads_the_result_of_each_event() throws Exception {
        Path district = Files.createDirectories(directory.resolve("d"));
        Files.writeString(district.resolve("district.yaml"), SmallDistrict.DOCUMENT);
        assertThat(CliResult.run("plan", "apply", "-c", config, district.toString(), "--author", "m", "--reason", "r")
                        .exitCode())
                .isZero();
        assertThat(arePlansApplied()).isTrue();
        Path events = Files.writeString(
                directory.resolve("events.ndjson"),
                checkedIn("e-1") + "\n" + checkedIn("e-2").replace("\"P-1\"", "\"P-9\"") + "\n");

        CliResult said = CliResult.run("send", "-c", config, "--wait", events.toString());
        assertThat(said.out()).as(said.err()).startsWith(events + ":1: accepted\n");
        assertThat(said.err()).startsWith(events + ":2: rejected (unknown-officer): ");
        assertThat(said.exitCode()).isEqualTo(1);

        CliResult json = CliResult.run("send", "-c", config, "--wait", "--json", events.toString());
        assertThat(json.out())
                .contains("\"line\":1,\"result\":\"accepted\"}")
                .contains("\"line\":2,\"result\":\"rejected\",\"reason\":\"unknown-officer\",\"detail\":");
    }

    @Test
    void a_line_break_from_a_sender_adds_no_line() throws Exception {
        send(checkedIn("e-1\\n9-9  accepted\\u2066"));
        send(checkedIn("e-2").replace(",\"data\"", ",\ndata\nto do     nothing"));
        String listed = await(2);
        assertThat(listed.lines()).hasSize(3).anyMatch(line -> line.contains("e-1\\u000a9-9  accepted\\u2066"));
        assertThat(rejected("--explain", idOf(listed, "expected JSON")).out().lines())
                .filteredOn(line -> line.startsWith("to do"))
                .hasSize(1);
    }

    private static String idOf(String listed, String words) {
        return listed.lines()
                .filter(line -> line.contains(words))
                .findFirst()
                .orElseThrow()
                .split(" ")[0];
    }

    @Test
    void an_invalid_option_is_a_usage_error() {
        assertThat(rejected("--reason", "futur").err()).contains("--reason is 'futur'; expected one of future, late");
        assertThat(rejected("--since", "yesterday").exitCode()).isEqualTo(2);
        assertThat(rejected("--explain", "9-9").err()).contains("no rejected record has the id '9-9'");
    }

    private boolean arePlansApplied() {
        ClientSettings clients = ClientSettings.of(Configuration.read(Path.of(config)));
        return CompactedTopicReader.readLatest(clients, Topics.PLANS).containsKey("d");
    }

    private CliResult rejected(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "rejected";
        all[1] = "-c";
        all[2] = config;
        System.arraycopy(options, 0, all, 3, options.length);
        return CliResult.run(all);
    }

    /** Waits until so many are rejected. */
    private String await(int count) {
        Instant deadline = Instant.now().plus(MAX_WAIT);
        while (Instant.now().isBefore(deadline)) {
            String out = rejected().out();
            if (out.lines().count() > count) {
                return out;
            }
        }
        throw new AssertionError("not rejected: " + rejected().out());
    }

    private void awaitCovered() {
        Instant deadline = Instant.now().plus(MAX_WAIT);
        String out = "";
        while (Instant.now().isBefore(deadline) && !out.contains("covered-by(P-1)")) {
            out = CliResult.run("status", "-c", config).out();
        }
        assertThat(out).contains("covered-by(P-1)");
    }

    private void send(String event) throws Exception {
        // Past the schema, as a feed with a producer of its own does.
        ClientSettings clients = ClientSettings.of(Configuration.read(Path.of(config)));
        try (var producer = new KafkaProducer<>(clients.producer(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.STAFFING_EVENTS, "d", event))
                    .get();
        }
    }

    private static String checkedIn(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"hr\","
                + "\"type\":\"postwatch.officer.checked-in\",\"time\":\""
                + NOW + "\",\"subject\":\"P-1\",\"partitionkey\":\"d\",\"data\":{\"campus\":\"a\"}}";
    }
}
