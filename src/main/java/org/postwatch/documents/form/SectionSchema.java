package org.postwatch.documents.form;

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
public record SectionSchema(String noun, Map<String, SectionKey<?>> keys, BiConsumer<ParsedSection, Diagnostics> rule)
        implements ValueParser<ParsedSection> {
    public static SectionSchema of(String noun, SectionKey<?>... keys) {
        Map<String, SectionKey<?>> table = List.of(keys).stream()
                .collect(Collectors.toMap(SectionKey::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        return new SectionSchema(noun, table, (section, diagnostics) -> {});
    }

    public SectionSchema withRule(BiConsumer<ParsedSection, Diagnostics> holds) {
        return new SectionSchema(noun, keys, holds);
    }

    @Override
    public String expected() {
        return noun + (keys.isEmpty() ? " (as {})" : " (a mapping with " + Diagnostics.join(keys.keySet()) + ")");
    }

    @Override
    public Optional<ParsedSection> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return reject(node, what, diagnostics);
        }
        Map<SectionKey<?>, LocatedValue<?>> values =
                new IdentityHashMap<>(mapping.entries().size());
        Set<SectionKey<?>> keysWithErrors = Collections.newSetFromMap(new IdentityHashMap<>(0));
        for (YamlNode.MappingEntry entry : mapping.entries().values()) {
            SectionKey<?> key = keys.get(entry.key());
            if (key == null) {
                diagnostics.error(entry.at(), unknownKeyMessage(entry.key()));
            } else {
                int errors = diagnostics.errorCount();
                key.parser()
                        .parse(entry.value(), "'" + entry.key() + "'", diagnostics)
                        .ifPresent(v -> values.put(
                                key, new LocatedValue<>(v, entry.value().at())));
                if (diagnostics.errorCount() > errors) {
                    keysWithErrors.add(key);
                }
            }
        }
        for (SectionKey<?> key : keys.values()) {
            if (key.isRequired() && !values.containsKey(key) && !keysWithErrors.contains(key)) {
                keysWithErrors.add(key);
                diagnostics.error(
                        mapping.at(),
                        noun + " without '" + key.name() + "'; expected "
                                + key.parser().expected());
            }
        }
        ParsedSection section = new ParsedSection(mapping.at(), values, keysWithErrors);
        rule.accept(section, diagnostics);
        return Optional.of(section);
    }

    private String unknownKeyMessage(String found) {
        String shown = new YamlNode.Scalar(null, found, YamlNode.Scalar.ScalarKind.TEXT).describe();
        return "unknown key " + shown + " in " + noun
                + NameSuggestion.nearest(found, keys.keySet())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; expected "
                                + (keys.isEmpty() ? "none" : "one of: " + Diagnostics.join(keys.keySet())));
    }
}
