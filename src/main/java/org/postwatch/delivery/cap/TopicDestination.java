package org.postwatch.delivery.cap;

import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.RecipientTopicWriter;

/** The recipient's own topic, which keeps the last message of every incident. */
record TopicDestination(String name, RecipientTopicWriter topicWriter) implements CapDestination {
    @Override
    public AttemptResult put(CapAlert alert, byte[] xml) throws InterruptedException {
        return topicWriter.put(name, alert.incident(), xml);
    }
}
