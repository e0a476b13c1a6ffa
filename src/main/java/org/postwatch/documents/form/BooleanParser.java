package org.postwatch.documents.form;

import java.util.Optional;

/** {@code true} or {@code false}. */
public record BooleanParser() implements ValueParser<Boolean> {
    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public Optional<Boolean> parse(YamlNode node, String what, Diagnostics diagnostics) {
        return node instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Scalar.ScalarKind.BOOLEAN
                ? Optional.of(scalar.text().equalsIgnoreCase("true"))
                : reject(node, what, diagnostics);
    }
}
