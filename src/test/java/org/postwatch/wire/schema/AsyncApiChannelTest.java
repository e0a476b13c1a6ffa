package org.postwatch.wire.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postwatch.streams.TopicSpec;
import org.postwatch.streams.Topics;

/** Two lists of the same topics: what the documentation says of them, and what is provisioned. */
class AsyncApiChannelTest {
    private static final Map<String, TopicSpec> TOPICS =
            Topics.liveSpecs().stream().collect(Collectors.toMap(TopicSpec::name, Function.identity()));

    @Test
    void described_settings_match_the_provisioned_topics() {
        for (AsyncApiChannel channel : AsyncApiChannel.all()) {
            TopicSpec topic = TOPICS.get(channel.topic());
            assertThat(topic).as(channel.topic()).isNotNull();
            assertThat(channel.retention().orElse(null)).as(channel.topic()).isEqualTo(topic.retention());
            assertThat(policy(channel))
                    .as(channel.topic())
                    .isEqualTo(topic.toConfig().get("cleanup.policy"));
        }
    }

    @Test
    void every_topic_is_described() {
        TreeMap<String, TopicSpec> untold = new TreeMap<>(TOPICS);
        AsyncApiChannel.all().forEach(channel -> untold.remove(channel.topic()));

        assertThat(untold).isEmpty();
    }

    private static String policy(AsyncApiChannel channel) {
        return channel.isCompacted() ? channel.retention().isPresent() ? "compact,delete" : "compact" : "delete";
    }
}
