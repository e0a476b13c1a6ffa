package org.postwatch.codec.document;

/** A key of a section, and what stands at it. */
record Key<T>(String name, Value<T> value, boolean required) {
    static <T> Key<T> required(String name, Value<T> value) {
        return new Key<>(name, value, true);
    }

    static <T> Key<T> optional(String name, Value<T> value) {
        return new Key<>(name, value, false);
    }
}
