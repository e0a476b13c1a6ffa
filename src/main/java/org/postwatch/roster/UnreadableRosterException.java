package org.postwatch.roster;

/** A roster that cannot be read at all. Its message is for the person who looks after the roster. */
public final class UnreadableRosterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRosterException(String message) {
        super(message);
    }

    public UnreadableRosterException(String message, Throwable cause) {
        super(message, cause);
    }
}
