package org.postwatch.app.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.clients.FirstSendError;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.TopicSpec;
import org.postwatch.streams.TopicSpec.CleanupPolicy;
import org.postwatch.streams.TopicSpec.TimestampType;
import org.postwatch.streams.Topics;

class TopicProvisionerIT {
    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private Admin admin;

    @BeforeEach
    void connect() {
        broker = EmbeddedBroker.start(directory, 0);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void every_topic_is_made_as_specified_and_found_so_the_next_time() throws Exception {
        new TopicProvisioner(4, 1).ensure(admin, Topics.liveSpecs());

        assertThat(admin.listTopics().names().get())
                .containsExactlyInAnyOrderElementsOf(
                        Topics.liveSpecs().stream().map(TopicSpec::name).toList());
        assertThat(setting(Topics.STAFFING_EVENTS, "message.timestamp.type")).isEqualTo("LogAppendTime");
        assertThat(setting(Topics.STAFFING_EVENTS, "retention.ms")).isEqualTo("864000000");
        assertThat(setting(Topics.INTERVALS, "cleanup.policy")).contains("compact", "delete");
        new TopicProvisioner(4, 1).ensure(admin, Topics.liveSpecs());
    }

    @Test
    void what_differs_later_is_reported_with_what_is_missing_and_nothing_is_made() throws Exception {
        TopicProvisioner provisioning = new TopicProvisioner(4, 1);
        provisioning.ensure(admin, Topics.liveSpecs());
        assertThat(provisioning.differences(admin, Topics.liveSpecs())).isEmpty();

        TopicSpec gone = new TopicSpec("postwatch.gone", CleanupPolicy.COMPACT, null, 1_000, TimestampType.CREATE_TIME);
        assertThat(new TopicProvisioner(8, 1).differences(admin, List.of(gone, spec(Topics.CLOCK))))
                .containsExactly(
                        "topic postwatch.gone: missing", "topic postwatch.clock: partitions found 4, expected 8");
        assertThat(admin.listTopics().names().get()).doesNotContain("postwatch.gone");
    }

    private static TopicSpec spec(String topic) {
        return Topics.liveSpecs().stream()
                .filter(spec -> spec.name().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    /** A partition is shown before it is led; then a broker may take a second batch before the first, and the first never. */
    @Test
    void all_is_taken_that_is_sent_the_moment_the_topics_are_made() {
        new TopicProvisioner(16, 1).ensure(admin, Topics.liveSpecs());
        Map<String, Object> settings =
                new HashMap<>(ClientSettings.of(Configuration.defaults(), broker.bootstrapServers())
                        .producer());
        settings.put("linger.ms", 0);
        settings.put("request.timeout.ms", 10_000);
        settings.put("delivery.timeout.ms", 20_000);
        FirstSendError notTaken = new FirstSendError();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 2_000; i++) {
                for (int partition = 0; partition < 16; partition++) {
                    producer.send(new ProducerRecord<>(Topics.PLANS, partition, new byte[8], new byte[64]), notTaken);
                }
            }
            producer.flush();
        }
        assertThat(notTaken.first()).isEmpty();
    }

    @Test
    void a_replay_keeps_recorded_stamps_and_lets_nothing_expire() throws Exception {
        new TopicProvisioner(1, 1).ensure(admin, Topics.replaySpecs());

        assertThat(setting(Topics.STAFFING_EVENTS, "message.timestamp.type")).isEqualTo("CreateTime");
        assertThat(setting(Topics.STAFFING_EVENTS, "retention.ms")).isEqualTo("-1");
        assertThat(setting(Topics.INTERVALS, "cleanup.policy")).isEqualTo("compact");
    }

    @Test
    void what_differs_is_reported_all_at_once_and_nothing_is_changed() throws Exception {
        admin.createTopics(List.of(
                        new NewTopic(Topics.CLOCK, 2, (short) 1)
                                .configs(Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "86400000")),
                        new NewTopic(Topics.COVERAGE, 4, (short) 1).configs(Map.of("cleanup.policy", "delete"))))
                .all()
                .get();

        assertThatThrownBy(() -> new TopicProvisioner(4, 1).ensure(admin, Topics.liveSpecs()))
                .isInstanceOfSatisfying(
                        TopicProvisioningException.class,
                        refused -> assertThat(refused.differences())
                                .containsExactly(
                                        "topic postwatch.clock: partitions found 2, expected 4",
                                        "topic postwatch.coverage: cleanup.policy found delete, expected compact",
                                        "topic postwatch.coverage: retention.ms found 604800000, expected -1"));
        assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder(Topics.CLOCK, Topics.COVERAGE);
    }

    @Test
    void too_many_copies_for_the_brokers_there_are_is_an_error_that_names_the_topic() {
        assertThatThrownBy(() -> new TopicProvisioner(4, 3).ensure(admin, Topics.liveSpecs()))
                .isInstanceOf(TopicProvisioningException.class)
                .hasMessageContaining("cannot create the topic postwatch.")
                .hasMessageContaining("replication");
    }

    private String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }
}
