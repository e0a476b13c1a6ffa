package org.postwatch.delivery.cap;

import org.postwatch.delivery.Answer;

/** Where messages are put. */
public interface Outlet extends AutoCloseable {
    /**
     * @param identifier the message's, fit for a file's name; the same for the same message
     * @param xml in UTF-8
     */
    Answer put(String identifier, byte[] xml) throws InterruptedException;

    @Override
    default void close() {}
}
