package org.postwatch.observability;

/** The management server cannot start; the message says what to change. */
public final class ObservabilityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ObservabilityException(String message, Throwable cause) {
        super(message, cause);
    }
}
