package org.postwatch.documents.form;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.form.YamlNode.Mapping;
import org.postwatch.documents.form.YamlNode.MappingEntry;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.documents.form.YamlNode.Scalar.ScalarKind;
import org.postwatch.documents.form.YamlNode.Sequence;

/** Builds a mapping key by key. A key that would have no value is left out. */
public final class MappingBuilder {
    private final SourceLocation at;
    private final Map<String, MappingEntry> entries = new LinkedHashMap<>();

    /** @param at the place of the mapping and of values without a place of their own */
    public MappingBuilder(SourceLocation at) {
        this.at = at;
    }

    /** Adds a value of any form. */
    public MappingBuilder put(String key, YamlNode value) {
        entries.put(key, new MappingEntry(value.at(), key, value));
        return this;
    }

    /** Adds a text. */
    public MappingBuilder text(String key, Object value) {
        return put(key, new Scalar(at, value.toString(), ScalarKind.TEXT));
    }

    /** Adds a text, if there is one. */
    public MappingBuilder text(String key, Optional<?> value) {
        value.ifPresent(present -> text(key, present));
        return this;
    }

    /** Adds a text with its place, if there is one. */
    public MappingBuilder located(String key, Optional<LocatedValue<String>> value) {
        value.ifPresent(present -> put(key, new Scalar(present.at(), present.value(), ScalarKind.TEXT)));
        return this;
    }

    /** Adds a number as it is written, as {@code 45.50}. */
    public MappingBuilder number(String key, Object value) {
        return put(key, new Scalar(at, value.toString(), ScalarKind.NUMBER));
    }

    /** Adds {@code true}, or nothing. */
    public MappingBuilder flag(String key, boolean value) {
        return value ? put(key, new Scalar(at, "true", ScalarKind.BOOLEAN)) : this;
    }

    /** Adds a list of texts, unless it is empty. */
    public MappingBuilder texts(String key, Collection<?> values) {
        return values.isEmpty() ? this : put(key, textList(at, values));
    }

    /** Adds a list of texts with their places, unless it is empty. */
    public MappingBuilder locatedList(String key, List<LocatedValue<String>> values) {
        return values.isEmpty()
                ? this
                : put(
                        key,
                        new Sequence(
                                values.get(0).at(),
                                values.stream()
                                        .<YamlNode>map(value -> new Scalar(value.at(), value.value(), ScalarKind.TEXT))
                                        .toList()));
    }

    /** Adds a mapping, unless it is empty. */
    public MappingBuilder mapping(String key, Mapping value) {
        return value.entries().isEmpty() ? this : put(key, value);
    }

    /** Adds a list of mappings or other values, unless it is empty. */
    public MappingBuilder items(String key, List<? extends YamlNode> values) {
        return values.isEmpty() ? this : put(key, new Sequence(at, List.copyOf(values)));
    }

    /** A list of texts, perhaps empty. */
    public static Sequence textList(SourceLocation at, Collection<?> values) {
        return new Sequence(
                at,
                values.stream()
                        .<YamlNode>map(value -> new Scalar(at, value.toString(), ScalarKind.TEXT))
                        .toList());
    }

    public Mapping build() {
        return new Mapping(at, new LinkedHashMap<>(entries));
    }
}
