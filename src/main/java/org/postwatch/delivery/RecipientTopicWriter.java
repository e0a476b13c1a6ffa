package org.postwatch.delivery;

/** Recipients' own topics. */
public interface RecipientTopicWriter {
    /**
     * Makes the topic if it is missing, and returns when the record is safe or cannot be had so within
     * {@link NotificationChannel#MAX_ATTEMPT_DURATION}.
     */
    AttemptResult put(String topic, String key, byte[] value) throws InterruptedException;
}
