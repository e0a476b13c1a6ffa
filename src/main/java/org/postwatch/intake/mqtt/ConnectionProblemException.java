package org.postwatch.intake.mqtt;

/** Why there is no connection, in words for people and without secrets. */
final class ConnectionProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConnectionProblemException(String message) {
        super(message, null, false, false);
    }
}
