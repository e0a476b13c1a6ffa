package org.postwatch.documents.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping with keys that the author of the document chooses. Invalid entries are reported and left out, so that the others
 * are still checked. The order is that of the document.
 *
 * @param plural for messages, as {@code parameters}
 * @param keyFault what is wrong with a key, as {@code expected a name in lower case}; empty if nothing is
 * @param value the parser of every value
 */
public record MappingParser<T>(
        String plural, Function<String, Optional<String>> keyFault, ValueParser<T> value, int max)
        implements ValueParser<Map<String, LocatedValue<T>>> {

    /** With keys of 1 to 128 characters. */
    public static <T> MappingParser<T> of(String plural, ValueParser<T> value, int max) {
        return new MappingParser<>(
                plural,
                key -> key.isEmpty() || key.length() > 128
                        ? Optional.of("expected a key of 1 to 128 characters")
                        : Optional.empty(),
                value,
                max);
    }

    @Override
    public String expected() {
        return "a mapping of " + plural + ", at most " + max;
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return JsonSchema.keywords(
                "type", "object", "additionalProperties", value.schema(schema), "maxProperties", max);
    }

    @Override
    public Optional<Map<String, LocatedValue<T>>> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return reject(node, what, diagnostics);
        }
        if (mapping.entries().size() > max) {
            diagnostics.error(
                    node.at(), what + " has " + mapping.entries().size() + " entries; expected " + expected());
            return Optional.empty();
        }
        Map<String, LocatedValue<T>> values = new LinkedHashMap<>();
        for (YamlNode.MappingEntry entry : mapping.entries().values()) {
            Optional<String> fault = keyFault.apply(entry.key());
            if (fault.isPresent()) {
                diagnostics.error(entry.at(), "key '" + entry.key() + "' in " + what + ": " + fault.get());
                continue;
            }
            value.parse(entry.value(), "'" + entry.key() + "' in " + what, diagnostics)
                    .ifPresent(parsed -> values.put(
                            entry.key(),
                            new LocatedValue<>(parsed, entry.value().at())));
        }
        return Optional.of(Collections.unmodifiableMap(values));
    }
}
