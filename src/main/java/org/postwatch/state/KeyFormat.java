package org.postwatch.state;

import java.util.function.Function;

/**
 * How the keys of a table are written and read. Keys are stored in the order of their texts.
 *
 * @param writer returns the text of a key, which begins with its district
 * @param parser reads what {@code writer} wrote
 */
public record KeyFormat<K>(Function<K, String> writer, Function<String, K> parser) {
    /** The id of a district. */
    public static final KeyFormat<String> DISTRICT = new KeyFormat<>(id -> id, id -> id);

    /** The key of a table with one value. */
    public static final KeyFormat<SingletonKey> SINGLETON = new KeyFormat<>(key -> "", text -> SingletonKey.KEY);

    /** The only key of a table with one value. */
    public enum SingletonKey {
        KEY
    }

    public String write(K key) {
        return writer.apply(key);
    }

    public K parse(String text) {
        return parser.apply(text);
    }
}
