package org.postwatch.runtime.sight;

/** Health and metrics cannot be shown where they should be; the message says what to change. */
public final class SightException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SightException(String message, Throwable cause) {
        super(message, cause);
    }
}
