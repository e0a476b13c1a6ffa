package org.postwatch.documents.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON Schema of a text.
 *
 * @param name of the definition that it is, if it is one
 * @param description for keys that have no description of their own
 * @param keywords as {@code pattern}; they may allow more than the parser does
 */
public record TextFormat(
        Optional<String> name, String description, Map<String, Object> keywords, List<String> examples) {
    /** A format of several keys, which refer to it by its name. */
    public static TextFormat named(String name, String description, String regex, String... examples) {
        return new TextFormat(Optional.of(name), description, pattern(regex), List.of(examples));
    }

    /** A format whose keys describe it. */
    public static TextFormat matching(String regex) {
        return new TextFormat(Optional.empty(), "", pattern(regex), List.of());
    }

    /** Text that is not blank, of at most this number of characters. */
    static TextFormat free(int charactersMax) {
        return new TextFormat(
                Optional.empty(),
                "",
                JsonSchema.keywords("minLength", 1, "maxLength", charactersMax, "pattern", "\\S"),
                List.of());
    }

    /** The schema of a text of this format. */
    public Map<String, Object> schema(JsonSchema schema) {
        return name.isPresent() ? schema.reference(name.get(), this, this::definition) : definition();
    }

    private Map<String, Object> definition() {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("type", "string");
        if (!description.isEmpty()) {
            definition.put("description", description);
        }
        definition.putAll(keywords);
        if (!examples.isEmpty()) {
            definition.put("examples", examples);
        }
        return definition;
    }

    private static Map<String, Object> pattern(String regex) {
        return Map.of("pattern", "^" + regex + "$");
    }
}
