package org.postwatch.documents.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some value, or {@code none}, which removes an inherited value. */
public record ValueOrNoneParser<T>(ValueParser<T> value) implements ValueParser<Optional<T>> {
    public static final String NONE = "none";

    @Override
    public String expected() {
        return value.expected() + ", or none";
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return Map.of("anyOf", List.of(value.schema(schema), Map.of("const", NONE)));
    }

    @Override
    public Optional<Optional<T>> parse(YamlNode node, String what, Diagnostics diagnostics) {
        boolean none = node instanceof YamlNode.Scalar scalar
                && scalar.kind() == YamlNode.Scalar.ScalarKind.TEXT
                && scalar.text().equals(NONE);
        return none
                ? Optional.of(Optional.empty())
                : value.parse(node, what, diagnostics).map(Optional::of);
    }
}
