package org.postwatch.delivery;

/** Recipients' own topics. */
public interface Outlet {
    /**
     * Makes the topic if it is missing, and returns when the record is safe or cannot be had so within
     * {@link Channel#ATTEMPT_MAX}.
     */
    Answer put(String topic, String key, byte[] value) throws InterruptedException;
}
