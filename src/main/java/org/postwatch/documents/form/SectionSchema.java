package org.postwatch.documents.form;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postwatch.text.NameSuggestion;

/**
 * A mapping: the keys it may have. The reader and the JSON Schema are made from this table.
 *
 * @param noun for messages, as {@code a post}
 * @param description for editors and the reference page
 * @param keys in the order of the documentation
 * @param rule what must hold among the keys of one section
 * @param keywords of JSON Schema that say as much of the rule as an editor can check
 */
public record SectionSchema(
        String noun,
        String description,
        Map<String, SectionKey<?>> keys,
        BiConsumer<ParsedSection, Diagnostics> rule,
        Map<String, Object> keywords)
        implements ValueParser<ParsedSection> {
    private static final Pattern ARTICLE = Pattern.compile("^(an?|the) ");

    public static SectionSchema of(String noun, String description, SectionKey<?>... keys) {
        Map<String, SectionKey<?>> table = List.of(keys).stream()
                .collect(Collectors.toMap(SectionKey::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        return new SectionSchema(noun, description, table, (section, diagnostics) -> {}, Map.of());
    }

    public SectionSchema withRule(BiConsumer<ParsedSection, Diagnostics> holds) {
        return new SectionSchema(noun, description, keys, holds, keywords);
    }

    /** As {@link #withRule(BiConsumer)}, with keywords of JSON Schema that say the same, as {@code anyOf}. */
    public SectionSchema withRule(BiConsumer<ParsedSection, Diagnostics> holds, Map<String, Object> alsoAs) {
        return new SectionSchema(noun, description, keys, holds, alsoAs);
    }

    /** A definition of its own, named by the noun. */
    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        String name = ARTICLE.matcher(noun).replaceFirst("").replace(' ', '-').toLowerCase(Locale.ROOT);
        return schema.reference(name, this, () -> definition(schema));
    }

    Map<String, Object> definition(JsonSchema schema) {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach((name, key) -> properties.put(name, key.schema(schema)));
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("type", "object");
        definition.put("description", description);
        definition.put("properties", properties);
        definition.put(
                "required",
                keys.values().stream()
                        .filter(SectionKey::isRequired)
                        .map(SectionKey::name)
                        .toList());
        definition.put("additionalProperties", false);
        definition.putAll(keywords);
        return definition;
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
        Map<String, LocatedValue<?>> values = new HashMap<>();
        Set<String> keysWithErrors = new HashSet<>(0);
        for (YamlNode.MappingEntry entry : mapping.entries().values()) {
            SectionKey<?> key = keys.get(entry.key());
            if (key == null) {
                diagnostics.error(entry.at(), unknownKeyMessage(entry.key()));
            } else {
                int errors = diagnostics.errorCount();
                key.parser()
                        .parse(entry.value(), "'" + entry.key() + "'", diagnostics)
                        .ifPresent(v -> values.put(
                                key.name(), new LocatedValue<>(v, entry.value().at())));
                if (diagnostics.errorCount() > errors) {
                    keysWithErrors.add(key.name());
                }
            }
        }
        for (SectionKey<?> key : keys.values()) {
            if (key.isRequired() && !values.containsKey(key.name()) && !keysWithErrors.contains(key.name())) {
                keysWithErrors.add(key.name());
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
