package org.postwatch.app.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postwatch.app.config.Configuration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A broker of Kafka's own image, empty before each test: one container for all of them, since its start costs more than a
 * test. Where there is no Docker its tests are skipped, and one line says so:
 * a green build must not be taken for one that ran them. Where there is, {@code .ci/run} holds that they did.
 */
public final class ContainerBroker implements ExecutionCondition, BeforeEachCallback {
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final int MAX_WAIT_S = 30;
    private static final AtomicBoolean SKIP_REPORTED = new AtomicBoolean();

    /** Of all tests; stopped when the last of them is over. */
    private record RunningContainer(KafkaContainer kafka) implements AutoCloseable {
        static RunningContainer start() {
            KafkaContainer kafka = new KafkaContainer(IMAGE)
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_HEAP_OPTS", "-Xmx512m")
                    // Over before the optimising compiler has earned its keep.
                    .withEnv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            kafka.start();
            return new RunningContainer(kafka);
        }

        @Override
        public void close() {
            kafka.stop();
        }
    }

    private KafkaContainer kafka;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        Optional<String> missing = findDockerProblem();
        missing.filter(why -> SKIP_REPORTED.compareAndSet(false, true))
                .ifPresent(why -> System.err.println(
                        "SKIPPED: the end-to-end tests on " + IMAGE + ", for there is no Docker here: " + why));
        return missing.map(why -> ConditionEvaluationResult.disabled("no Docker: " + why))
                .orElseGet(() -> ConditionEvaluationResult.enabled("Docker is here"));
    }

    private static Optional<String> findDockerProblem() {
        try {
            DockerClientFactory.instance().client();
            return Optional.empty();
        } catch (IllegalStateException | ContainerFetchException e) {
            // The latter: there is Docker, but no image, and nowhere to get it from.
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        kafka = test.getRoot()
                .getStore(ExtensionContext.Namespace.create(ContainerBroker.class))
                .computeIfAbsent(RunningContainer.class, type -> RunningContainer.start(), RunningContainer.class)
                .kafka();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get(MAX_WAIT_S, TimeUnit.SECONDS);
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            admin.deleteConsumerGroups(groups).all().get(MAX_WAIT_S, TimeUnit.SECONDS);
        }
    }

    /** Of an instance that uses this broker, with its own data in the directory. */
    public Configuration configuration(Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("in-container.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + kafka.getBootstrapServers()
                        + "\ntopics.replication: 1\n");
        return Configuration.read(file).relocatedTo(directory.resolve("data"), 0);
    }
}
