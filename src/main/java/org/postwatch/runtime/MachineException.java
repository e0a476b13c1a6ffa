package org.postwatch.runtime;

/** The machine has not enough of something to start; the message says of what, and what to do about it. */
public final class MachineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
