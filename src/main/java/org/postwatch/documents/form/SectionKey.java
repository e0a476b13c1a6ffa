package org.postwatch.documents.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key of a section, and the values that it may have.
 *
 * @param description for editors and the reference page; empty for that of the values
 * @param fallback the value that an absent key has, as JSON has it; empty if there is none, or if it depends
 * @param example for the reference page, where the complete document has none
 */
public record SectionKey<T>(
        String name,
        ValueParser<T> parser,
        boolean isRequired,
        String description,
        Optional<Object> fallback,
        Optional<Object> example) {
    public static <T> SectionKey<T> required(String name, ValueParser<T> value, String description) {
        return new SectionKey<>(name, value, true, description, Optional.empty(), Optional.empty());
    }

    public static <T> SectionKey<T> optional(String name, ValueParser<T> value, String description) {
        return new SectionKey<>(name, value, false, description, Optional.empty(), Optional.empty());
    }

    /** As {@link #required(String, ValueParser, String)}, for values that describe themselves. */
    public static <T> SectionKey<T> required(String name, ValueParser<T> value) {
        return required(name, value, "");
    }

    /** As {@link #optional(String, ValueParser, String)}, for values that describe themselves. */
    public static <T> SectionKey<T> optional(String name, ValueParser<T> value) {
        return optional(name, value, "");
    }

    /** An optional list that is empty when it is absent. */
    public static <T> SectionKey<List<LocatedValue<T>>> optionalList(
            String name, ListParser<T> values, String description) {
        return optional(name, values, description).withDefault(List.of());
    }

    /** The same key where another section explains it otherwise; values are found by either. */
    public SectionKey<T> describedAs(String other) {
        return new SectionKey<>(name, parser, isRequired, other, fallback, example);
    }

    /** The same key where another section requires it; values are found by either. */
    public SectionKey<T> asRequired() {
        return new SectionKey<>(name, parser, true, description, fallback, example);
    }

    public SectionKey<T> withDefault(Object value) {
        return new SectionKey<>(name, parser, isRequired, description, Optional.of(value), example);
    }

    public SectionKey<T> withExample(Object value) {
        return new SectionKey<>(name, parser, isRequired, description, fallback, Optional.of(value));
    }

    Map<String, Object> schema(JsonSchema schema) {
        Map<String, Object> property = new LinkedHashMap<>(parser.schema(schema));
        if (!description.isEmpty()) {
            property.put("description", description);
        }
        fallback.ifPresent(value -> property.put("default", value));
        example.ifPresent(value -> property.put("examples", List.of(value)));
        return property;
    }
}
