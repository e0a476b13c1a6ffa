package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
        String text = "security.feeds: open\nkafka.bootstrap.servers: " + broker.bootstrapServers();
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

        // Applied, and not read yet.
        CliResult fine = CliResult.run("status", "-c", config, "--district", "socorro-nm");
        assertThat(fine.exitCode()).isZero();
        assertThat(fine.err()).contains("no campus of 'socorro-nm'");
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
    void a_broker_without_the_topic_or_no_broker_at_all_is_a_failure_of_one_line() {
        CliResult without = CliResult.run("status", "-c", config);
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err())
                .contains(Topics.COVERAGE, "is 'postwatch run' up?")
                .hasLineCount(1);
        broker.close();
        CliResult none = CliResult.run("status", "-c", config);
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err())
                .contains(broker.bootstrapServers(), "is 'postwatch run' up?")
                .hasLineCount(1);
    }

    private void provision() {
        try (Admin admin = Admin.create(clients.admin())) {
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
