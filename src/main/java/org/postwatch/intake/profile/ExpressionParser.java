package org.postwatch.intake.profile;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.JsonSchema;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.documents.form.YamlNode;

/**
 * An expression in a profile, compiled where it stands.
 *
 * @param what what its value must be, for messages
 * @param kinds the types that it may have; one that is only known with a message always passes
 */
record ExpressionParser(String what, Set<CelKind> kinds) implements ValueParser<CompiledExpression> {
    static final ExpressionParser CONDITION = new ExpressionParser("true or false", Set.of(CelKind.BOOL));
    static final ExpressionParser LIST = new ExpressionParser("a list", Set.of(CelKind.LIST));
    static final ExpressionParser INSTANT =
            new ExpressionParser("an instant", Set.of(CelKind.TIMESTAMP, CelKind.STRING));
    static final ExpressionParser TEXT =
            new ExpressionParser("a text", Set.of(CelKind.STRING, CelKind.INT, CelKind.DOUBLE, CelKind.BOOL));
    static final ExpressionParser DATA = new ExpressionParser(
            "a text, a truth value or an instant",
            Set.of(CelKind.STRING, CelKind.INT, CelKind.DOUBLE, CelKind.BOOL, CelKind.TIMESTAMP));

    @Override
    public String expected() {
        return "an expression that gives " + what;
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        // true and 1 are expressions too.
        return Map.of("type", List.of("string", "boolean", "number"));
    }

    @Override
    public Optional<CompiledExpression> parse(YamlNode node, String name, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.kind() == YamlNode.Scalar.ScalarKind.NULL) {
            return reject(node, name, diagnostics);
        }
        ExpressionCompiler.CompilationResult result = ExpressionCompiler.compile(scalar.text());
        result.faults().forEach(fault -> diagnostics.error(node.at(), name + ": " + fault));
        Optional<CompiledExpression> compiled = result.compiled().stream().findFirst();
        if (compiled.isPresent() && !mayBe(compiled.get().type())) {
            diagnostics.error(
                    node.at(), name + " gives " + compiled.get().type().name() + "; expected " + expected());
            return Optional.empty();
        }
        return compiled;
    }

    private boolean mayBe(CelType type) {
        // An optional value counts as what is in it.
        List<CelType> inside = type.kind() == CelKind.OPAQUE ? type.parameters() : List.of(type);
        return inside.stream()
                .allMatch(each -> each.kind() == CelKind.DYN
                        || each.kind() == CelKind.ANY
                        || each.kind() == CelKind.TYPE_PARAM
                        || kinds.contains(each.kind()));
    }
}
