package org.postwatch.codec.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A mapping as its {@link Shape} reads it. What is absent is either not there or faulty; then a fault says so. */
final class Section {
    private final Spot at;
    private final Map<Key<?>, Located<?>> values;
    private final Set<Key<?>> faulty;

    Section(Spot at, Map<Key<?>, Located<?>> values, Set<Key<?>> faulty) {
        this.at = at;
        this.values = values;
        this.faulty = faulty;
    }

    Spot at() {
        return at;
    }

    /** Where the value of a key stands; the section itself when the key is absent. */
    Spot at(Key<?> key) {
        Located<?> found = values.get(key);
        return found == null ? at : found.at();
    }

    /** No fault in it, nor in anything within: only then may one conclude from what is not there. */
    boolean isSound(Key<?>... keys) {
        return Stream.of(keys).noneMatch(faulty::contains);
    }

    /** Whether it is either really absent or there, perhaps with faults inside. */
    boolean isReadable(Key<?> key) {
        return values.containsKey(key) || !faulty.contains(key);
    }

    boolean has(Key<?> key) {
        return values.containsKey(key);
    }

    @SuppressWarnings("unchecked") // only Shape fills the map, with what the key's own value read
    <T> Optional<T> find(Key<T> key) {
        Located<?> found = values.get(key);
        return found == null ? Optional.empty() : Optional.of((T) found.value());
    }

    <T> T get(Key<T> key, T fallback) {
        return find(key).orElse(fallback);
    }

    /** The value of a required key, once there are no errors. */
    <T> T need(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no '" + key.name() + "' at " + at));
    }

    <T> List<Located<T>> list(Key<List<Located<T>>> key) {
        return get(key, List.of());
    }

    /** The plain values of a list; empty when absent. */
    <T> List<T> values(Key<List<Located<T>>> key) {
        return Located.values(list(key));
    }

    /** The sections of a list. */
    List<Section> sections(Key<List<Located<Section>>> key) {
        return values(key);
    }
}
