package org.postwatch.documents;

/** A key of a section, and what stands at it. */
record SectionKey<T>(String name, ValueParser<T> parser, boolean isRequired) {
    static <T> SectionKey<T> required(String name, ValueParser<T> value) {
        return new SectionKey<>(name, value, true);
    }

    static <T> SectionKey<T> optional(String name, ValueParser<T> value) {
        return new SectionKey<>(name, value, false);
    }
}
