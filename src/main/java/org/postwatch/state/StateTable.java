package org.postwatch.state;

/**
 * A kind of state, by key. Keys begin with the district, so that a scan by {@code district/} finds all of it.
 *
 * @param code stable: stored keys begin with it; below 128
 * @param cached whether decoded values are worth caching: not those that are read once
 */
public record StateTable<T>(String name, char code, Class<T> type, boolean cached) {
    public StateTable(String name, char code, Class<T> type) {
        this(name, code, type, true);
    }

    /** A table whose values are read from the store every time. */
    public static <T> StateTable<T> uncached(String name, char code, Class<T> type) {
        return new StateTable<>(name, code, type, false);
    }
}
