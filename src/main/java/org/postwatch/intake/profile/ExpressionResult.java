package org.postwatch.intake.profile;

import java.util.Optional;

/** What an expression gives. */
sealed interface ExpressionResult {
    /** A value; empty if the expression says that there is none. */
    record ExpressionValue(Optional<Object> value) implements ExpressionResult {}

    /**
     * No value.
     *
     * @param field what is missing, as {@code body.params.ts}; empty if it is something else
     * @param detail what was expected; never a value of the message
     */
    record ExpressionFailure(FailureKind kind, String field, String detail) implements ExpressionResult {
        enum FailureKind {
            /** The message lacks a field. */
            MISSING,
            /** A field has a value that does not fit. */
            INVALID,
            /** The expression would take more work than it may. */
            EXHAUSTED
        }
    }
}
