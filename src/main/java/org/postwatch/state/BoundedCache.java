package org.postwatch.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A cache of recently used values in two generations: when the younger one is full, the older one is dropped. Exact order of
 * use would cost more than it saves. Not thread-safe.
 */
public final class BoundedCache<K, V> {
    private final int generationSize;
    private Map<K, V> younger = new HashMap<>();
    private Map<K, V> older = new HashMap<>();

    /** @param size values that are kept at least, once there are so many; at most twice as many are kept */
    public BoundedCache(int size) {
        this.generationSize = size;
    }

    /** @return null when the value is not cached */
    public V get(K key) {
        V value = younger.get(key);
        if (value == null && !older.isEmpty()) {
            value = older.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    /** @param load must not use this cache */
    public V getOrLoad(K key, Function<? super K, ? extends V> load) {
        V cached = get(key);
        if (cached != null) {
            return cached;
        }
        V loaded = load.apply(key);
        put(key, loaded);
        return loaded;
    }

    public void put(K key, V value) {
        if (younger.size() >= generationSize && !younger.containsKey(key)) {
            older = younger;
            younger = new HashMap<>();
        }
        younger.put(key, value);
    }

    public void remove(K key) {
        younger.remove(key);
        older.remove(key);
    }

    /** The values that are cached now. */
    public int size() {
        return younger.size()
                + (int) older.keySet().stream()
                        .filter(key -> !younger.containsKey(key))
                        .count();
    }
}
