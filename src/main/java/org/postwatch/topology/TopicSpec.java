package org.postwatch.topology;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One topic as it has to be.
 *
 * @param cleanup what happens to old records
 * @param retention how long records are kept; null keeps them for good
 * @param messageBytesMax the largest record batch taken, in bytes
 * @param stamp who gives a record its timestamp
 */
public record TopicSpec(String name, Cleanup cleanup, Duration retention, int messageBytesMax, Stamp stamp) {

    /** Kafka's cleanup.policy. */
    public enum Cleanup {
        DELETE("delete"),
        COMPACT("compact"),
        /** Compacted, and what is older than the retention goes all the same. */
        COMPACT_AND_DELETE("compact,delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }
    }

    /** Kafka's message.timestamp.type. */
    public enum Stamp {
        /** The broker stamps the arrival. */
        ARRIVAL("LogAppendTime"),
        /** The producer's stamp stands: outputs, and the inputs of a replay. */
        PRODUCER("CreateTime");

        private final String type;

        Stamp(String type) {
            this.type = type;
        }
    }

    /** The settings of the topic that decide its meaning, in Kafka's names: made so, and checked at every start. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cleanup.policy", cleanup.policy);
        settings.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
        settings.put("max.message.bytes", Integer.toString(messageBytesMax));
        settings.put("message.timestamp.type", stamp.type);
        return settings;
    }

    /** The same topic for a recorded log: the recorded stamps stand, and however old they are, nothing expires. */
    public TopicSpec forReplay() {
        Cleanup kept = cleanup == Cleanup.COMPACT_AND_DELETE ? Cleanup.COMPACT : cleanup;
        return new TopicSpec(name, kept, null, messageBytesMax, Stamp.PRODUCER);
    }
}
