package org.postwatch.intake.profile;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds which values an expression reads. */
final class FieldPathFinder {
    private final List<FieldPath> found = new ArrayList<>();

    static List<FieldPath> find(CelExpr expression) {
        FieldPathFinder finder = new FieldPathFinder();
        finder.walk(expression, Map.of());
        return List.copyOf(finder.found);
    }

    /** @param elements the variables of comprehensions with what they run through */
    private void walk(CelExpr expression, Map<String, FieldPath> elements) {
        Optional<FieldPath> path = path(expression, elements);
        if (path.isPresent()) {
            found.add(path.get());
            walkIndexes(expression, elements);
            return;
        }
        if (expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
            walk(expression.comprehension(), elements);
            return;
        }
        for (CelExpr child : children(expression)) {
            walk(child, elements);
        }
    }

    private static List<CelExpr> children(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT -> List.of(expression.select().operand());
            case CALL ->
                Stream.concat(expression.call().target().stream(), expression.call().args().stream())
                        .toList();
            case LIST -> expression.list().elements();
            case MAP ->
                expression.map().entries().stream()
                        .flatMap(entry -> Stream.of(entry.key(), entry.value()))
                        .toList();
            case COMPREHENSION, CONSTANT, IDENT, STRUCT, NOT_SET -> List.of();
        };
    }

    private void walk(CelExpr.CelComprehension loop, Map<String, FieldPath> elements) {
        walk(loop.iterRange(), elements);
        Map<String, FieldPath> inside = new HashMap<>(elements);
        inside.remove(loop.iterVar());
        path(loop.iterRange(), elements).ifPresent(range -> inside.put(loop.iterVar(), range.plus(FieldPath.ELEMENT)));
        walk(loop.accuInit(), inside);
        walk(loop.loopCondition(), inside);
        walk(loop.loopStep(), inside);
        walk(loop.result(), inside);
    }

    private void walkIndexes(CelExpr expression, Map<String, FieldPath> elements) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            walkIndexes(expression.select().operand(), elements);
        } else if (expression.getKind() == CelExpr.ExprKind.Kind.CALL) {
            walkIndexes(expression.call().args().get(0), elements);
            walk(expression.call().args().get(1), elements);
        }
    }

    private static Optional<FieldPath> path(CelExpr expression, Map<String, FieldPath> elements) {
        return switch (expression.getKind()) {
            case IDENT -> {
                String name = expression.ident().name();
                FieldPath element = elements.get(name);
                yield element != null
                        ? Optional.of(element)
                        : ExpressionVariable.isName(name)
                                ? Optional.of(new FieldPath(List.of(name), false))
                                : Optional.empty();
            }
            case SELECT ->
                path(expression.select().operand(), elements).map(operand -> {
                    FieldPath path = operand.plus(expression.select().field());
                    return expression.select().testOnly() ? path.asOptional() : path;
                });
            case CALL -> path(expression.call(), elements);
            default -> Optional.empty();
        };
    }

    private static Optional<FieldPath> path(CelExpr.CelCall call, Map<String, FieldPath> elements) {
        return switch (call.function()) {
            case "_[_]" -> indexed(call, elements);
            case "_?._", "_[?_]" -> indexed(call, elements).map(FieldPath::asOptional);
            default -> Optional.empty();
        };
    }

    private static Optional<FieldPath> indexed(CelExpr.CelCall call, Map<String, FieldPath> elements) {
        CelExpr index = call.args().get(1);
        boolean named = index.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && index.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return path(call.args().get(0), elements)
                .map(operand -> operand.plus(named ? index.constant().stringValue() : FieldPath.ELEMENT));
    }
}
