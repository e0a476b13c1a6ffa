package org.postwatch.event;

import java.util.Arrays;
import java.util.List;

/** The topics that feeds write to. Each has access rights of its own. */
public enum EventTopic {
    ENTRANCE("postwatch.entrance.events"),
    CAMERA("postwatch.camera.events"),
    CONDUCT("postwatch.conduct.events"),
    STAFFING("postwatch.staffing.events");

    private final String topicName;

    EventTopic(String topicName) {
        this.topicName = topicName;
    }

    /** The name of the Kafka topic, as {@code postwatch.entrance.events}. */
    public String topicName() {
        return topicName;
    }

    /** The names of all event topics, in the order of the constants. */
    public static List<String> names() {
        return Arrays.stream(values()).map(EventTopic::topicName).toList();
    }
}
