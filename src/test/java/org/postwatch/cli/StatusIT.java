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
import org.postwatch.broker.EmbeddedBroker;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.Provisioning;
import org.postwatch.topology.Topics;

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

        assertThat(Said.by("status", "-c", config).out().lines())
                .containsExactly(
                        "DISTRICT  CAMPUS  STATE      SINCE                       WHY",
                        "d         B       UNCOVERED  Mon 14 Sep 2026, 07:30 MDT  sro: nobody-present",
                        "e         A       COVERED");
        assertThat(Said.by("status", "-c", config, "--json").out().lines()).containsExactly(UNCOVERED, COVERED);
        assertThat(Said.by("status", "-c", config, "--district", "e", "--json")
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
        Said fine = Said.by("status", "-c", config, "--district", "socorro-nm");
        assertThat(fine.status()).isZero();
        assertThat(fine.err()).contains("no campus of 'socorro-nm'");
    }

    private void assertUnknown(String hint, String... command) {
        String[] configured = Arrays.copyOf(command, command.length + 2);
        configured[command.length] = "-c";
        configured[command.length + 1] = config;
        Said said = Said.by(configured);
        assertThat(said.status()).as(said.err()).isEqualTo(1);
        assertThat(said.err()).startsWith("postwatch: unknown district '").contains(hint);
    }

    @Test
    void nothing_there_yet_is_said_and_is_no_failure() {
        provision();
        Said said = Said.by("status", "-c", config);
        assertThat(said.status()).isZero();
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("no campus is on record yet");
    }

    @Test
    void a_broker_without_the_topic_or_no_broker_at_all_is_a_failure_of_one_line() {
        Said without = Said.by("status", "-c", config);
        assertThat(without.status()).isEqualTo(1);
        assertThat(without.err())
                .contains(Topics.COVERAGE, "is 'postwatch run' up?")
                .hasLineCount(1);
        broker.close();
        Said none = Said.by("status", "-c", config);
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err())
                .contains(broker.bootstrapServers(), "is 'postwatch run' up?")
                .hasLineCount(1);
    }

    private void provision() {
        try (Admin admin = Admin.create(clients.admin())) {
            new Provisioning(2, 1).ensure(admin, Topics.live());
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
