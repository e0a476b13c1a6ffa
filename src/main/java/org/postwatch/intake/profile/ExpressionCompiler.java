package org.postwatch.intake.profile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwatch.text.NameSuggestion;

/** Compiles the expressions of profiles. They have no side effects, no recursion and bounded loops. */
final class ExpressionCompiler {
    /** Characters of an expression. */
    static final int MAX_SOURCE_LENGTH = 2_000;
    /** Levels of parentheses, calls and selections within each other. */
    static final int MAX_DEPTH = 32;
    /** Rounds of all loops of one evaluation together. */
    static final int MAX_ITERATIONS = 10_000;

    /** A compiled expression, or what is wrong with it. */
    record CompilationResult(List<CompiledExpression> compiled, List<String> faults) {}

    // Building it takes a second, so it is built when the first profile is read.
    private static final class ExpressionEnvironment {
        static final CelOptions OPTIONS = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .comprehensionMaxIterations(MAX_ITERATIONS)
                .maxExpressionCodePointSize(MAX_SOURCE_LENGTH)
                .maxParseRecursionDepth(MAX_DEPTH)
                .build();
        static final CelCompiler COMPILER = compiler();
        static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.optional())
                .addFunctionBindings(ExpressionFunction.bindings())
                .build();

        private static CelCompiler compiler() {
            CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addLibraries(CelExtensions.optional())
                    .addFunctionDeclarations(ExpressionFunction.declarations());
            for (ExpressionVariable variable : ExpressionVariable.values()) {
                builder.addVar(variable.text(), variable.type());
            }
            return builder.build();
        }
    }

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([A-Za-z_0-9.]+)'.*");

    /** The parser goes on to list every token that there is. */
    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting .*", Pattern.DOTALL);

    private ExpressionCompiler() {}

    static CompilationResult compile(String source) {
        try {
            CelAbstractSyntaxTree tree =
                    ExpressionEnvironment.COMPILER.compile(source).getAst();
            return new CompilationResult(
                    List.of(new CompiledExpression(
                            source,
                            tree.getResultType(),
                            FieldPathFinder.find(tree.getExpr()),
                            ExpressionEnvironment.RUNTIME.createProgram(tree))),
                    List.of());
        } catch (CelValidationException e) {
            return new CompilationResult(
                    List.of(),
                    e.getErrors().stream().map(ExpressionCompiler::describe).toList());
        } catch (CelEvaluationException e) {
            return new CompilationResult(List.of(), List.of(String.valueOf(e.getMessage())));
        }
    }

    private static String describe(CelIssue issue) {
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        String message = issue.getMessage();
        if (undeclared.matches()) {
            List<String> known = new ArrayList<>(ExpressionVariable.names());
            known.addAll(ExpressionFunction.names());
            message = NameSuggestion.unknownNameMessage("variable or function", undeclared.group(1), known);
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            message = unexpected.group(1).equals("<EOF>")
                    ? "the expression ends too early"
                    : "unexpected '" + unexpected.group(1) + "'";
        }
        return message + ", at character " + (issue.getSourceLocation().getColumn() + 1);
    }
}
