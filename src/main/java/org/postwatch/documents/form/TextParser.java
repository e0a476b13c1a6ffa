package org.postwatch.documents.form;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Text of some format. For a number or truth value of that format, the diagnostic says to put it in quotes. */
record TextParser<T>(String expected, Function<String, Optional<T>> parse, TextFormat format)
        implements ValueParser<T> {
    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return format.schema(schema);
    }

    @Override
    public Optional<T> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            return reject(node, what, diagnostics);
        }
        Optional<T> value = parse.apply(scalar.text());
        if (scalar.kind() == YamlNode.Scalar.ScalarKind.TEXT && value.isPresent()) {
            return value;
        }
        if (value.isPresent() && scalar.kind() != YamlNode.Scalar.ScalarKind.NULL) {
            diagnostics.error(
                    node.at(), what + " is " + node.describe() + "; expected " + expected + ": put it in quotes");
            return Optional.empty();
        }
        return reject(node, what, diagnostics);
    }
}
