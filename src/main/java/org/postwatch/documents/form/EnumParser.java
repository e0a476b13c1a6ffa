package org.postwatch.documents.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postwatch.text.NameSuggestion;

/** One of a fixed set of names. */
public record EnumParser<T>(String noun, Map<String, T> names) implements ValueParser<T> {
    /** A longer enumeration, as that of time zones, is not part of the JSON Schema. */
    private static final int MAX_LISTED = 100;

    /** Values by the names that they have in documents, in this order. */
    public static <T> EnumParser<T> of(String noun, List<T> values, Function<T, String> name) {
        Map<String, T> names = new LinkedHashMap<>();
        values.forEach(value -> names.put(name.apply(value), value));
        return new EnumParser<>(noun, names);
    }

    /** Names that stand for themselves. */
    public static EnumParser<String> of(String noun, List<String> names) {
        return of(noun, names, Function.identity());
    }

    @Override
    public String expected() {
        return "a " + noun;
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return names.size() > MAX_LISTED
                ? Map.of("type", "string")
                : JsonSchema.keywords("type", "string", "enum", List.copyOf(names.keySet()));
    }

    @Override
    public Optional<T> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.kind() != YamlNode.Scalar.ScalarKind.TEXT) {
            return reject(node, what, diagnostics);
        }
        T value = names.get(scalar.text());
        if (value == null) {
            diagnostics.error(node.at(), NameSuggestion.unknownNameMessage(noun, scalar.text(), names.keySet()));
        }
        return Optional.ofNullable(value);
    }
}
