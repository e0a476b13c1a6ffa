package org.postwatch.documents.form;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The parser of a value that may contain itself, to the depth that a document may have. */
public record LazyParser<T>(Supplier<ValueParser<T>> value) implements ValueParser<T> {
    @Override
    public String expected() {
        return value.get().expected();
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return value.get().schema(schema);
    }

    @Override
    public Optional<T> parse(YamlNode node, String what, Diagnostics diagnostics) {
        return value.get().parse(node, what, diagnostics);
    }
}
