package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.wire.DistrictSecretJson;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.RoutingJson;
import org.postwatch.wire.TopicValue;

/** A district's secret is made once, at random, and found again by anyone who lost its state. */
class DistrictSecretStoreTest {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");
    private static final InstantSource LIVE = InstantSource.fixed(T);

    private record RunResult(String ref, List<byte[]> secretsMade) {}

    @Test
    void a_rebuild_keeps_the_secret_and_publishes_the_same_references() {
        RunResult first = run(LIVE, Optional.empty());
        RunResult rebuilt = run(LIVE, Optional.of(first.secretsMade().get(0)));

        assertThat(first.secretsMade()).hasSize(1);
        assertThat(first.ref())
                .isEqualTo(FixedDistrictSecret.ref(
                        DistrictSecretJson.read(first.secretsMade().get(0)), "~watchdog"));
        assertThat(rebuilt.ref()).isEqualTo(first.ref());
        assertThat(DistrictSecretJson.read(rebuilt.secretsMade().get(0)))
                .isEqualTo(DistrictSecretJson.read(first.secretsMade().get(0)));
    }

    @Test
    void two_installations_have_different_secrets_and_recordings_always_the_same() {
        assertThat(run(LIVE, Optional.empty()).ref())
                .isNotEqualTo(run(LIVE, Optional.empty()).ref());
        assertThat(run(RecordedTime.CLOCK, Optional.empty()).ref())
                .isEqualTo(run(RecordedTime.CLOCK, Optional.empty()).ref());
    }

    private static RunResult run(InstantSource clock, Optional<byte[]> known) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "secrets");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        try (TopologyTestDriver driver = new TopologyTestDriver(
                NotificationTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, clock)),
                settings,
                T)) {
            known.ifPresent(secret -> send(driver, Topics.SECRETS, "mesa", secret));
            send(
                    driver,
                    Topics.PLANS,
                    RoutingJson.key("mesa"),
                    RoutingJson.encode(routing()
                            .ownRecipient("board", "topic")
                            .root(route("board"))
                            .build()));
            Incident sign = new Incident(
                    "watchdog/1",
                    IncidentKind.WATCHDOG,
                    Incident.IncidentStatus.OPEN,
                    new TreeMap<>(),
                    List.of(),
                    List.of());
            IncidentTransition canary = new IncidentTransition(
                    "canary-0", sign, IncidentTransition.IncidentChange.OPENED, T, T, Optional.empty());
            send(driver, Topics.TRANSITIONS, "canary-0/watchdog/1", TopicValue.TRANSITION.write(canary));
            String ref = NoticeJson.read(read(driver, Topics.NOTICES).get(0)).ref();
            return new RunResult(ref, read(driver, Topics.SECRETS));
        }
    }

    private static void send(TopologyTestDriver driver, String topic, String key, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.getBytes(UTF_8), value, T));
    }

    private static List<byte[]> read(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }
}
