package org.postwatch.codec.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postwatch.topology.TopicSpec;
import org.postwatch.topology.Topics;

/** Two lists of the same topics: what others are told of them, and what is provisioned. */
class ChannelTest {
    private static final Map<String, TopicSpec> TOPICS =
            Topics.live().stream().collect(Collectors.toMap(TopicSpec::name, Function.identity()));

    @Test
    void what_is_told_of_a_topic_is_how_it_is_provisioned() {
        for (Channel channel : Channel.all()) {
            TopicSpec topic = TOPICS.get(channel.topic());
            assertThat(topic).as(channel.topic()).isNotNull();
            assertThat(channel.kept().orElse(null)).as(channel.topic()).isEqualTo(topic.retention());
            assertThat(policy(channel))
                    .as(channel.topic())
                    .isEqualTo(topic.settings().get("cleanup.policy"));
        }
    }

    @Test
    void every_topic_is_told_of() {
        TreeMap<String, TopicSpec> untold = new TreeMap<>(TOPICS);
        Channel.all().forEach(channel -> untold.remove(channel.topic()));

        assertThat(untold).isEmpty();
    }

    private static String policy(Channel channel) {
        return channel.compacted() ? channel.kept().isPresent() ? "compact,delete" : "compact" : "delete";
    }
}
