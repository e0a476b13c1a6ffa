package org.postwatch.intake.profile;

import dev.cel.common.CelErrorCode;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.intake.profile.ExpressionResult.ExpressionFailure;
import org.postwatch.intake.profile.ExpressionResult.ExpressionFailure.FailureKind;

/** An expression of a profile, compiled once. Safe to share. */
final class CompiledExpression {
    private final String source;
    private final CelType type;
    private final List<FieldPath> paths;
    private final CelRuntime.Program program;

    CompiledExpression(String source, CelType type, List<FieldPath> paths, CelRuntime.Program program) {
        this.source = source;
        this.type = type;
        this.paths = paths;
        this.program = program;
    }

    String source() {
        return source;
    }

    /** The type of its value, as far as it is known before there is a message. */
    CelType type() {
        return type;
    }

    /** What it reads. */
    List<FieldPath> paths() {
        return paths;
    }

    boolean reads(ExpressionVariable variable) {
        return paths.stream().anyMatch(path -> path.root().equals(variable.text()));
    }

    /** Never throws, whatever the message holds. */
    ExpressionResult evaluate(Map<String, ?> variables) {
        try {
            Object value = program.eval(variables);
            return new ExpressionResult.ExpressionValue(unwrap(value));
        } catch (CelEvaluationException e) {
            return failure(e, variables);
        } catch (RuntimeException e) {
            // What the library does not foresee is a value that does not fit.
            return invalid();
        }
    }

    private static Optional<Object> unwrap(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(CompiledExpression::unwrap);
        }
        return value == null || value instanceof com.google.protobuf.NullValue ? Optional.empty() : Optional.of(value);
    }

    private ExpressionFailure failure(CelEvaluationException e, Map<String, ?> variables) {
        Optional<UnfitValueException> unfit = unfit(e);
        if (unfit.isPresent()) {
            return unfit.get().isMissing()
                    ? new ExpressionFailure(FailureKind.MISSING, unfit.get().getMessage(), "")
                    : new ExpressionFailure(FailureKind.INVALID, "", unfit.get().getMessage());
        }
        if (e.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED) {
            return new ExpressionFailure(
                    FailureKind.EXHAUSTED,
                    "",
                    "more than " + ExpressionCompiler.MAX_ITERATIONS + " iterations in '" + source + "'");
        }
        if (e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
                || e.getErrorCode() == CelErrorCode.INDEX_OUT_OF_BOUNDS) {
            return new ExpressionFailure(FailureKind.MISSING, missingField(variables), "");
        }
        return invalid();
    }

    private static Optional<UnfitValueException> unfit(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnfitValueException unfit) {
                return Optional.of(unfit);
            }
        }
        return Optional.empty();
    }

    private String missingField(Map<String, ?> variables) {
        return paths.stream()
                .filter(path -> !path.optional() && path.isMissing(variables))
                .findFirst()
                .map(FieldPath::text)
                .orElse("");
    }

    private ExpressionFailure invalid() {
        return new ExpressionFailure(FailureKind.INVALID, "", "a value of another type than '" + source + "' expects");
    }
}
