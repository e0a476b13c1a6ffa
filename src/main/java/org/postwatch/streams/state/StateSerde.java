package org.postwatch.streams.state;

import org.postwatch.state.StateTable;

/** The bytes of the values of one application's tables. */
public interface StateSerde {
    /** @return the value's bytes */
    <T> byte[] encode(StateTable<?, T> table, T value);

    /**
     * @param key the text of the key of the value in its table
     * @throws IllegalArgumentException when the bytes are of a version that this release does not know, or cannot be read
     */
    <T> T decode(StateTable<?, T> table, String key, byte[] bytes);
}
