package org.postwatch.app.recovery;

/** The machine lacks resources for a start, or what it stored is corrupt; the message has the cause and what to do. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
