package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.streams.Topics;

class StatusIT {
    private static final String UNCOVERED =
            "{\"district\":\"d\",\"campus\":\"B\",\"state\":\"UNCOVERED\",\"posts\":[{\"post\":\"sro\",\"state\":\"UNCOVERED\","
                    + "\"since\":\"2026-09-14T13:30:00Z\",\"counted\":[],\"reasons\":[{\"code\":\"nobody-present\",\"args\":[]}]}]}";
    private static final String COVERED = "{\"district\":\"e\",\"campus\":\"A\",\"state\":\"COVERED\",\"posts\":[]}";

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private ClientSettings clients;
    private String config;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        String text = "security.feeds: open\nkafka.command-wait-seconds: 20\nkafka.bootstrap.servers: "
                + broker.bootstrapServers();
        config = Files.write(directory.resolve("c.yaml"), text.getBytes(StandardCharsets.UTF_8))
                .toString();
        clients = ClientSettings.of(Configuration.read(Path.of(config)));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void the_latest_of_every_campus_is_shown_the_worst_first() throws Exception {
        provision();
        write(Topics.PLANS, "d", "{\"zone\":\"America/Chicago\"}");
        write(Topics.PLANS, "d/B", "{\"zone\":\"America/Denver\"}");
        write("e/A", UNCOVERED);
        write("e/A", COVERED);
        write("d/B", UNCOVERED);
        write("d/gone", UNCOVERED);
        write("d/gone", null);

        assertThat(CliResult.run("status", "-c", config).out().lines())
                .containsExactly(
                        "DISTRICT  CAMPUS  STATE      SINCE                       WHY",
                        "d         B       UNCOVERED  Mon 14 Sep 2026, 07:30 MDT  sro: nobody-present",
                        "e         A       COVERED");
        assertThat(CliResult.run("status", "-c", config, "--json").out().lines())
                .containsExactly(UNCOVERED, COVERED);
        assertThat(CliResult.run("status", "-c", config, "--district", "e", "--json")
                        .out()
                        .lines())
                .containsExactly(COVERED);
    }

    @Test
    void a_district_that_nobody_has_applied_is_a_failure_that_names_the_nearest() throws Exception {
        provision();
        write(Topics.PLANS, "socorro-nm", "{\"zone\":\"America/Denver\"}");
        write(Topics.PLANS, "socorro-tx", "{\"zone\":\"America/Denver\"}");
        assertUnknown("did you mean 'socorro-nm'?", "status", "--district", "soccoro-nm");
        assertUnknown("did you mean 'socorro-tx'?", "plan", "log", "--district", "socorro-texas");
        assertUnknown("did you mean 'socorro-nm'?", "deliveries", "--district", "socorro-nw");
    }

    @Test
    void a_district_that_is_applied_and_that_no_instance_has_read_is_listed_as_that() throws Exception {
        provision();
        String plan = "{\"zone\":\"America/Denver\"}";
        write(Topics.PLANS, "socorro-nm", plan);
        write(Topics.PLANS, "canary-a-0", plan);
        for (String[] command : List.of(
                new String[] {"status", "-c", config},
                new String[] {"status", "-c", config, "--district", "socorro-nm"})) {
            CliResult unread = CliResult.run(command);
            assertThat(unread.exitCode()).isZero();
            assertThat(unread.out()).isEmpty();
            assertThat(unread.err())
                    .startsWith("postwatch: district 'socorro-nm' is applied, not read yet")
                    .contains("postwatch run")
                    .hasLineCount(1);
        }

        commitOffsetsOfCoverage();
        assertThat(CliResult.run("status", "-c", config).err()).contains("no campus is known yet");

        // What is applied later is listed again, beside the state of what was read.
        write("socorro-tx/B", COVERED);
        write(Topics.PLANS, "socorro-tx/B", plan);
        CliResult later = CliResult.run("status", "-c", config);
        assertThat(later.out()).contains("COVERED");
        assertThat(later.err())
                .contains("district 'socorro-tx' is applied, not read yet")
                .doesNotContain("socorro-nm");
        assertThat(CliResult.run("status", "-c", config, "--district", "socorro-nm")
                        .err())
                .contains("no campus of 'socorro-nm'");
    }

    /** As an instance does when it has read all plans. */
    private void commitOffsetsOfCoverage() throws Exception {
        try (Admin admin = clients.openAdmin();
                KafkaConsumer<String, String> reader =
                        new KafkaConsumer<>(clients.consumer(), new StringDeserializer(), new StringDeserializer())) {
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            reader.endOffsets(List.of(new TopicPartition(Topics.PLANS, 0), new TopicPartition(Topics.PLANS, 1)))
                    .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
            admin.alterConsumerGroupOffsets("postwatch-coverage", ends).all().get();
        }
    }

    private void assertUnknown(String hint, String... command) {
        String[] configured = Arrays.copyOf(command, command.length + 2);
        configured[command.length] = "-c";
        configured[command.length + 1] = config;
        CliResult said = CliResult.run(configured);
        assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
        assertThat(said.err()).startsWith("postwatch: unknown district '").contains(hint);
    }

    @Test
    void an_empty_topic_is_reported_and_is_no_failure() {
        provision();
        CliResult said = CliResult.run("status", "-c", config);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("no campus is known yet");
    }

    @Test
    void a_broker_that_never_gets_the_topic_or_never_answers_is_a_failure_that_reports_what_to_do() throws Exception {
        Files.writeString(Path.of(config), Files.readString(Path.of(config)).replace(": 20", ": 5"));
        CliResult without = CliResult.run("status", "-c", config);
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err().lines())
                .containsExactly(
                        "postwatch: waiting for topic postwatch.coverage at " + broker.bootstrapServers()
                                + ", 5 s at most",
                        "postwatch: the broker at " + broker.bootstrapServers()
                                + " has no topic postwatch.coverage that"
                                + " this login may describe, after 5 s. Check that an instance is running ('postwatch"
                                + " run'): it creates the topics when it starts");
        broker.close();
        CliResult none = CliResult.run("status", "-c", config);
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err().lines())
                .containsExactly(
                        "postwatch: waiting for a broker at " + broker.bootstrapServers() + ", 5 s at most",
                        "postwatch: no Kafka broker answers at " + broker.bootstrapServers() + " within 5 s. Start one"
                                + " with 'postwatch run', or set kafka.bootstrap.servers in the configuration to your"
                                + " cluster");
    }

    @Test
    void a_command_waits_for_the_topics_of_an_instance_that_starts() throws Exception {
        StringWriter err = new StringWriter();
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() ->
                Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), "status", "-c", config));
        waitUntil("it waits", () -> err.toString().contains("waiting for topic postwatch.coverage"));
        provision();
        assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(err.toString()).contains("no campus is known yet");
    }

    private void provision() {
        try (Admin admin = clients.openAdmin()) {
            new TopicProvisioner(2, 1).ensure(admin, Topics.liveSpecs());
        }
    }

    private void write(String key, String value) throws Exception {
        write(Topics.COVERAGE, key, value);
    }

    private void write(String topic, String key, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(clients.producer(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }
}
