package org.postwatch.streams;

import org.postwatch.event.EventType;
import org.postwatch.state.ProcessingResult.Rejection;

/** Rejections of what belongs to another topic: a client that may write to one topic must not write what belongs to the others. */
final class WrongTopic {
    static final Rejection COMMAND = new Rejection("wrong-topic", "commands belong to " + Topics.COMMANDS);
    static final Rejection CONDUCT = new Rejection(
            "wrong-topic", "conduct belongs to " + Topics.CONDUCT_EVENTS + ", which has rights of its own");

    private WrongTopic() {}

    static Rejection event(EventType type) {
        return new Rejection(
                "wrong-topic", type.wireName() + " belongs to " + type.topic().topicName());
    }
}
