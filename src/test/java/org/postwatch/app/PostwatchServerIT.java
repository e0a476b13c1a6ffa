package org.postwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.broker.TextRecords;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.topics.TopicProvisioningException;
import org.postwatch.streams.Topics;

class PostwatchServerIT {
    private static final Duration MAX_START_TIME = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void a_restarted_instance_goes_on_where_it_stopped() throws Exception {
        try (PostwatchServer first = PostwatchServer.start(inside(), () -> copying(UnaryOperator.identity()))) {
            assertThat(first.awaitRunning(MAX_START_TIME)).isTrue();
            TextRecords.write(first.bootstrapServers(), Topics.STAFFING_EVENTS, "one", "two");
            assertThat(TextRecords.read(first.bootstrapServers(), Topics.TRANSITIONS, 2))
                    .containsExactly("one", "two");
        }
        try (PostwatchServer second = PostwatchServer.start(inside(), () -> copying(UnaryOperator.identity()))) {
            TextRecords.write(second.bootstrapServers(), Topics.STAFFING_EVENTS, "three");
            assertThat(TextRecords.read(second.bootstrapServers(), Topics.TRANSITIONS, 3))
                    .containsExactly("one", "two", "three");
        }
    }

    @Test
    void the_clock_ticks_at_every_full_second() throws Exception {
        try (PostwatchServer node = PostwatchServer.start(inside(), () -> copying(UnaryOperator.identity()))) {
            List<String> ticks = TextRecords.read(node.bootstrapServers(), Topics.CLOCK, 3);

            assertThat(ticks)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(tick -> assertThat(tick)
                            .contains("\"type\":\"postwatch.clock.tick\"")
                            .containsPattern("\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\""));
            assertThat(ticks).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_stop_is_done_within_ten_seconds_and_frees_the_directory() throws Exception {
        PostwatchServer node = PostwatchServer.start(inside(), () -> copying(UnaryOperator.identity()));
        node.awaitRunning(MAX_START_TIME);
        long begun = System.nanoTime();
        node.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        EmbeddedBroker.start(directory.resolve("broker"), 0).close();
    }

    @Test
    void a_fault_that_passes_costs_nothing() throws Exception {
        boolean[] failed = {false};
        UnaryOperator<String> failsOnce = value -> {
            if (!failed[0]) {
                failed[0] = true;
                throw new IllegalStateException("passes");
            }
            return value;
        };
        try (PostwatchServer node = PostwatchServer.start(inside(), () -> copying(failsOnce))) {
            node.awaitRunning(MAX_START_TIME);
            TextRecords.write(node.bootstrapServers(), Topics.STAFFING_EVENTS, "one");
            assertThat(TextRecords.read(node.bootstrapServers(), Topics.TRANSITIONS, 1))
                    .containsExactly("one");
            assertThat(failed[0]).isTrue();
        }
    }

    @Test
    void a_fault_that_stays_ends_the_instance_and_says_why() throws Exception {
        UnaryOperator<String> always = value -> {
            throw new IllegalStateException("stays");
        };
        try (PostwatchServer node = PostwatchServer.start(inside(), () -> copying(always))) {
            node.awaitRunning(MAX_START_TIME);
            TextRecords.write(node.bootstrapServers(), Topics.STAFFING_EVENTS, "one");
            CompletableFuture<String> failure = CompletableFuture.supplyAsync(() -> {
                try {
                    return node.awaitFailure();
                } catch (InterruptedException e) {
                    return "interrupted";
                }
            });
            assertThat(failure.get(90, TimeUnit.SECONDS)).contains("postwatch-coverage stopped", "stays");
        }
    }

    @Test
    void topics_that_differ_stop_the_start_and_leave_the_directory_free() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.PLANS, 7, (short) 1)))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> PostwatchServer.start(inside(), () -> copying(UnaryOperator.identity())))
                .isInstanceOf(TopicProvisioningException.class)
                .hasMessageContaining("topic postwatch.plans: partitions found 7, expected 4");
        EmbeddedBroker.start(directory.resolve("broker"), 0).close();
    }

    @Test
    void a_configured_cluster_takes_the_place_of_the_embedded_broker() throws Exception {
        try (EmbeddedBroker cluster = EmbeddedBroker.start(directory.resolve("elsewhere"), 0)) {
            Configuration configuration = Configuration.parse(
                    "test.yaml",
                    "security.feeds: open\nkafka.bootstrap.servers: " + cluster.bootstrapServers()
                            + "\ntopics.replication: 1\n",
                    name -> null);
            try (PostwatchServer node = PostwatchServer.start(
                    configuration.relocatedTo(directory, 0), () -> copying(UnaryOperator.identity()))) {
                assertThat(node.bootstrapServers()).isEqualTo(cluster.bootstrapServers());
                TextRecords.write(cluster.bootstrapServers(), Topics.STAFFING_EVENTS, "one");
                assertThat(TextRecords.read(cluster.bootstrapServers(), Topics.TRANSITIONS, 1))
                        .containsExactly("one");
                assertThat(directory.resolve("broker")).doesNotExist();
            }
        }
    }

    private Configuration inside() {
        // A thread that died is missed for a session before its replacement gets its work.
        return Configuration.parse("test.yaml", "streams.session-timeout-ms: 1000", name -> null)
                .relocatedTo(directory, 0);
    }

    /** What comes in as staffing goes out as a transition. */
    private static Topology copying(UnaryOperator<String> change) {
        return new Topology()
                .addSource("staffing", Topics.STAFFING_EVENTS)
                .addProcessor("copy", () -> new CopyProcessor(change), "staffing")
                .addSink("transitions", Topics.TRANSITIONS, "copy");
    }

    private static final class CopyProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final UnaryOperator<String> change;

        private CopyProcessor(UnaryOperator<String> change) {
            this.change = change;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            String value = change.apply(new String(record.value(), StandardCharsets.UTF_8));
            context().forward(record.withValue(value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
