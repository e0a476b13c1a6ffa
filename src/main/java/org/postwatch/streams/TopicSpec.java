package org.postwatch.streams;

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
public record TopicSpec(
        String name,
        CleanupPolicy cleanupPolicy,
        Duration retention,
        int maxMessageBytes,
        TimestampType timestampType) {

    /** Kafka's cleanup.policy. */
    public enum CleanupPolicy {
        DELETE("delete"),
        COMPACT("compact"),
        /** Compacted, and what is older than the retention goes all the same. */
        COMPACT_AND_DELETE("compact,delete");

        private final String policy;

        CleanupPolicy(String policy) {
            this.policy = policy;
        }
    }

    /** Kafka's message.timestamp.type. */
    public enum TimestampType {
        /** The broker stamps the arrival. */
        LOG_APPEND_TIME("LogAppendTime"),
        /** The producer's stamp stands: outputs, and the inputs of a replay. */
        CREATE_TIME("CreateTime");

        private final String type;

        TimestampType(String type) {
            this.type = type;
        }
    }

    /** The settings of the topic that decide its meaning, in Kafka's names: made so, and checked at every start. */
    public Map<String, String> toConfig() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cleanup.policy", cleanupPolicy.policy);
        settings.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
        settings.put("max.message.bytes", Integer.toString(maxMessageBytes));
        settings.put("message.timestamp.type", timestampType.type);
        return settings;
    }

    /** The same topic for a recorded log: the recorded stamps stand, and however old they are, nothing expires. */
    public TopicSpec forReplay() {
        CleanupPolicy kept = cleanupPolicy == CleanupPolicy.COMPACT_AND_DELETE ? CleanupPolicy.COMPACT : cleanupPolicy;
        return new TopicSpec(name, kept, null, maxMessageBytes, TimestampType.CREATE_TIME);
    }
}
