package org.postwatch.documents.form;

/** A key of a section, and the values that it may have. */
public record SectionKey<T>(String name, ValueParser<T> parser, boolean isRequired) {
    public static <T> SectionKey<T> required(String name, ValueParser<T> value) {
        return new SectionKey<>(name, value, true);
    }

    public static <T> SectionKey<T> optional(String name, ValueParser<T> value) {
        return new SectionKey<>(name, value, false);
    }
}
