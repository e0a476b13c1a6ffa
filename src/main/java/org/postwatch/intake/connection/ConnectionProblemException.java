package org.postwatch.intake.connection;

/** Why there is no connection, in words for people and without secrets. */
public final class ConnectionProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConnectionProblemException(String message) {
        super(message, null, false, false);
    }
}
