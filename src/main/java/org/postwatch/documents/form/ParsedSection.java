package org.postwatch.documents.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A mapping as its {@link SectionSchema} reads it. What is absent is either not there or faulty; then a fault says so. */
public final class ParsedSection {
    private final SourceLocation at;
    private final Map<SectionKey<?>, LocatedValue<?>> values;
    private final Set<SectionKey<?>> keysWithErrors;

    ParsedSection(SourceLocation at, Map<SectionKey<?>, LocatedValue<?>> values, Set<SectionKey<?>> faulty) {
        this.at = at;
        this.values = values;
        this.keysWithErrors = faulty;
    }

    public SourceLocation at() {
        return at;
    }

    /** Where the value of a key stands; the section itself when the key is absent. */
    public SourceLocation at(SectionKey<?> key) {
        LocatedValue<?> found = values.get(key);
        return found == null ? at : found.at();
    }

    /** No fault in it, nor in anything within: only then may one conclude from what is not there. */
    public boolean isErrorFree(SectionKey<?>... keys) {
        return Stream.of(keys).noneMatch(keysWithErrors::contains);
    }

    /** Whether it is either really absent or there, perhaps with faults inside. */
    public boolean isReadable(SectionKey<?> key) {
        return values.containsKey(key) || !keysWithErrors.contains(key);
    }

    public boolean has(SectionKey<?> key) {
        return values.containsKey(key);
    }

    @SuppressWarnings("unchecked") // only SectionSchema fills the map, with what the key's own parser returned
    public <T> Optional<T> find(SectionKey<T> key) {
        LocatedValue<?> found = values.get(key);
        return found == null ? Optional.empty() : Optional.of((T) found.value());
    }

    public <T> T get(SectionKey<T> key, T fallback) {
        return find(key).orElse(fallback);
    }

    /** The value of a required key, once there are no errors. */
    public <T> T require(SectionKey<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no '" + key.name() + "' at " + at));
    }

    public <T> List<LocatedValue<T>> list(SectionKey<List<LocatedValue<T>>> key) {
        return get(key, List.of());
    }

    /** The plain values of a list; empty when absent. */
    public <T> List<T> values(SectionKey<List<LocatedValue<T>>> key) {
        return LocatedValue.values(list(key));
    }

    /** The sections of a list. */
    public List<ParsedSection> sections(SectionKey<List<LocatedValue<ParsedSection>>> key) {
        return values(key);
    }
}
