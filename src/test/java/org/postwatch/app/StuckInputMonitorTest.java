package org.postwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.postwatch.streams.Topics;

/** Two partitions of one topic on brokers that are made up; one loses its leader. */
class StuckInputMonitorTest {
    private static final String CAMERAS = Topics.CAMERA_EVENTS;
    private static final Node BROKER = new Node(1, "broker", 9092);

    private final AtomicLong nanos = new AtomicLong();
    private Node leaderOfSecond = BROKER;

    private final StuckInputMonitor inputs = new StuckInputMonitor(admin(), List.of(CAMERAS), nanos::get);

    @Test
    void a_partition_that_no_broker_leads_is_stuck_after_half_a_minute_until_one_does() throws Exception {
        inputs.refresh();
        leaderOfSecond = null;
        later(5);
        later(29);
        assertThat(inputs.check().passed()).isTrue();
        later(1);
        assertThat(inputs.topics(1)).containsExactly(CAMERAS);
        assertThat(inputs.topics(0)).isEmpty();
        assertThat(inputs.check().found())
                .startsWith("partition 1 of postwatch.camera.events cannot be read to its end since ")
                .endsWith("(no broker leads it)");

        leaderOfSecond = BROKER;
        later(5);
        assertThat(inputs.check().passed()).isTrue();
    }

    @Test
    void every_topic_that_instances_read_is_looked_at_and_none_that_they_only_write() {
        assertThat(Topics.consumedByInstances())
                .contains(
                        Topics.CAMERA_EVENTS,
                        Topics.CONDUCT_EVENTS,
                        Topics.CLOCK,
                        Topics.COMMANDS,
                        Topics.PLANS,
                        Topics.ACCESS,
                        Topics.TRANSITIONS,
                        Topics.NOTICES)
                .doesNotContain(Topics.DISCLOSURES, Topics.INTAKE_SOURCES, Topics.DEAD_LETTERS);
    }

    private void later(int seconds) throws Exception {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        inputs.refresh();
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "describeTopics" -> new FixedDescribeTopicsResult(topic());
                    case "listOffsets" -> ends((Map<?, ?>) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private TopicDescription topic() {
        return new TopicDescription(
                CAMERAS,
                false,
                List.of(
                        new TopicPartitionInfo(0, BROKER, List.of(BROKER), List.of(BROKER)),
                        new TopicPartitionInfo(1, leaderOfSecond, List.of(BROKER), List.of(BROKER))));
    }

    private static ListOffsetsResult ends(Map<?, ?> asked) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> ends = new HashMap<>();
        asked.forEach((place, spec) -> {
            assertThat(spec).isInstanceOf(OffsetSpec.LatestSpec.class);
            ends.put(
                    (TopicPartition) place,
                    KafkaFuture.completedFuture(new ListOffsetsResultInfo(7, -1, Optional.empty())));
        });
        return new ListOffsetsResult(ends);
    }

    private static final class FixedDescribeTopicsResult extends DescribeTopicsResult {
        FixedDescribeTopicsResult(TopicDescription topic) {
            super(null, Map.of(topic.name(), KafkaFuture.completedFuture(topic)));
        }
    }
}
