package org.postwatch.state;

/**
 * A kind of state, by key. Keys begin with the district, so that a scan of its prefix finds all of it.
 *
 * @param code stable: stored keys begin with it; below 128
 * @param cached whether decoded values are worth caching: not those that are read once
 */
public record StateTable<K, V>(String name, char code, KeyFormat<K> keys, Class<V> type, boolean cached) {
    public StateTable(String name, char code, KeyFormat<K> keys, Class<V> type) {
        this(name, code, keys, type, true);
    }

    /** A table whose values are read from the store every time. */
    public static <K, V> StateTable<K, V> uncached(String name, char code, KeyFormat<K> keys, Class<V> type) {
        return new StateTable<>(name, code, keys, type, false);
    }
}
