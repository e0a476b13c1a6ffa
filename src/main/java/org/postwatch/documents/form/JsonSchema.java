package org.postwatch.documents.form;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The JSON Schema (2020-12) of a document, made from its form. Whatever has a name there is a definition. */
public final class JsonSchema {
    private final Map<String, Map<String, Object>> definitions = new TreeMap<>();
    private final Map<String, Object> owners = new HashMap<>();

    private JsonSchema() {}

    /** The whole schema, self-contained, as maps, lists, texts and numbers. */
    public static Map<String, Object> of(String title, SectionSchema root) {
        JsonSchema schema = new JsonSchema();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", title);
        document.putAll(root.definition(schema));
        document.put("$defs", schema.definitions);
        return document;
    }

    /** Keywords of a schema and their values, in this order. */
    public static Map<String, Object> keywords(Object... namesAndValues) {
        Map<String, Object> keywords = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            keywords.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return keywords;
    }

    /**
     * A reference to a definition, which is made when it is first referred to.
     *
     * @throws IllegalStateException when the name is that of another definition
     */
    Map<String, Object> reference(String name, Object owner, Supplier<Map<String, Object>> definition) {
        Object first = owners.putIfAbsent(name, owner);
        if (first == null) {
            definitions.put(name, definition.get());
        } else if (!first.equals(owner)) {
            throw new IllegalStateException("two definitions with the name '" + name + "'");
        }
        return Map.of("$ref", "#/$defs/" + name);
    }
}
