package org.postwatch.documents.form;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A number or a truth value. */
record ScalarParser<T>(
        YamlNode.Scalar.ScalarKind kind,
        String expected,
        Function<String, Optional<T>> parse,
        Map<String, Object> keywords)
        implements ValueParser<T> {
    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return keywords;
    }

    @Override
    public Optional<T> parse(YamlNode node, String what, Diagnostics diagnostics) {
        Optional<T> value = node instanceof YamlNode.Scalar scalar && scalar.kind() == kind
                ? parse.apply(scalar.text())
                : Optional.empty();
        return value.isPresent() ? value : reject(node, what, diagnostics);
    }
}
