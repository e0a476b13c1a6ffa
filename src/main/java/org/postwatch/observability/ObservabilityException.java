package org.postwatch.observability;

/** Health and metrics cannot be shown where they should be; the message says what to change. */
public final class ObservabilityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ObservabilityException(String message, Throwable cause) {
        super(message, cause);
    }
}
