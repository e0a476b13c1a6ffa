package org.postwatch.streams.state;

import java.util.HashMap;
import java.util.Map;

/**
 * What was used lately, in two generations: when the younger one is full the older one is forgotten. To keep the exact
 * order of use would cost more than it saves.
 */
final class TwoGenerationCache {
    private final int generationSize;
    private Map<String, Object> younger = new HashMap<>();
    private Map<String, Object> older = new HashMap<>();

    /** @param max values kept at least, once there are so many; twice as many at most */
    TwoGenerationCache(int max) {
        this.generationSize = max;
    }

    /** Null when it is not there, or no longer. */
    Object get(String key) {
        Object value = younger.get(key);
        if (value == null && !older.isEmpty()) {
            value = older.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    void put(String key, Object value) {
        if (younger.size() >= generationSize) {
            older = younger;
            younger = new HashMap<>();
        }
        younger.put(key, value);
    }
}
