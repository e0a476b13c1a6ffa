package org.postwatch.documents.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A mapping as its {@link SectionSchema} reads it. A value that is absent is either not in the document or invalid, and then a
 * diagnostic says so.
 */
public final class ParsedSection {
    private final SourceLocation at;
    private final Map<String, LocatedValue<?>> values;
    private final Set<String> keysWithErrors;

    ParsedSection(SourceLocation at, Map<String, LocatedValue<?>> values, Set<String> keysWithErrors) {
        this.at = at;
        this.values = values;
        this.keysWithErrors = keysWithErrors;
    }

    public SourceLocation at() {
        return at;
    }

    /** The place of the value of a key; of the section itself when the key is absent. */
    public SourceLocation at(SectionKey<?> key) {
        LocatedValue<?> found = values.get(key.name());
        return found == null ? at : found.at();
    }

    /**
     * Whether these keys have no errors, nor anything within them. Only then does an absent value mean that the document has
     * none.
     */
    public boolean isErrorFree(SectionKey<?>... keys) {
        return Stream.of(keys).map(SectionKey::name).noneMatch(keysWithErrors::contains);
    }

    /** Whether the key has a value, perhaps with errors inside, or is really absent. */
    public boolean isReadable(SectionKey<?> key) {
        return values.containsKey(key.name()) || !keysWithErrors.contains(key.name());
    }

    public boolean has(SectionKey<?> key) {
        return values.containsKey(key.name());
    }

    @SuppressWarnings("unchecked") // only SectionSchema fills the map; keys of one name in one section have one type
    public <T> Optional<T> find(SectionKey<T> key) {
        LocatedValue<?> found = values.get(key.name());
        return found == null ? Optional.empty() : Optional.of((T) found.value());
    }

    /** The value of a key and its place. */
    public <T> Optional<LocatedValue<T>> locate(SectionKey<T> key) {
        return find(key).map(value -> new LocatedValue<>(value, at(key)));
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
