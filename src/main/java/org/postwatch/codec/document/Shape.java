package org.postwatch.codec.document;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.text.NameSuggestion;

/**
 * A mapping: the keys it may have. These are the tables that the reader, the tests and the JSON Schema share.
 *
 * @param noun for messages, as {@code a post}
 * @param keys in the order of the documentation
 * @param rule what must hold among the keys of one section
 */
record Shape(String noun, Map<String, Key<?>> keys, BiConsumer<Section, Faults> rule) implements Value<Section> {
    static Shape of(String noun, Key<?>... keys) {
        Map<String, Key<?>> table = List.of(keys).stream()
                .collect(Collectors.toMap(Key::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        return new Shape(noun, table, (section, faults) -> {});
    }

    Shape where(BiConsumer<Section, Faults> holds) {
        return new Shape(noun, keys, holds);
    }

    @Override
    public String expected() {
        return noun + (keys.isEmpty() ? " (as {})" : " (a mapping with " + Faults.list(keys.keySet()) + ")");
    }

    @Override
    public Optional<Section> read(Node node, String what, Faults faults) {
        if (!(node instanceof Node.Mapping mapping)) {
            return refuse(node, what, faults);
        }
        Map<Key<?>, Located<?>> values = new IdentityHashMap<>(mapping.entries().size());
        Set<Key<?>> faulty = Collections.newSetFromMap(new IdentityHashMap<>(0));
        for (Node.Entry entry : mapping.entries().values()) {
            Key<?> key = keys.get(entry.key());
            if (key == null) {
                faults.error(entry.at(), unknownKey(entry.key()));
            } else {
                int errors = faults.errors();
                key.value()
                        .read(entry.value(), "'" + entry.key() + "'", faults)
                        .ifPresent(v ->
                                values.put(key, new Located<>(v, entry.value().at())));
                if (faults.errors() > errors) {
                    faulty.add(key);
                }
            }
        }
        for (Key<?> key : keys.values()) {
            if (key.required() && !values.containsKey(key) && !faulty.contains(key)) {
                faulty.add(key);
                faults.error(
                        mapping.at(),
                        noun + " without '" + key.name() + "'; expected "
                                + key.value().expected());
            }
        }
        Section section = new Section(mapping.at(), values, faulty);
        rule.accept(section, faults);
        return Optional.of(section);
    }

    private String unknownKey(String found) {
        String shown = new Node.Scalar(null, found, Node.Scalar.Kind.TEXT).words();
        return "unknown key " + shown + " in " + noun
                + NameSuggestion.nearest(found, keys.keySet())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; expected " + (keys.isEmpty() ? "none" : "one of: " + Faults.list(keys.keySet())));
    }
}
