package org.postwatch.intake.profile;

import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.JsonSchema;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.documents.form.YamlNode;

/** The time of an event: an expression, or the arrival of the message, which is then empty. */
record TimeChoiceParser() implements ValueParser<Optional<CompiledExpression>> {
    static final String ARRIVAL = "arrival";

    @Override
    public String expected() {
        return ExpressionParser.INSTANT.expected() + ", or " + ARRIVAL;
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return ExpressionParser.INSTANT.schema(schema);
    }

    @Override
    public Optional<Optional<CompiledExpression>> parse(YamlNode node, String what, Diagnostics diagnostics) {
        return node instanceof YamlNode.Scalar scalar && scalar.text().equals(ARRIVAL)
                ? Optional.of(Optional.empty())
                : ExpressionParser.INSTANT.parse(node, what, diagnostics).map(Optional::of);
    }
}
