package org.postwatch.runtime;

/** The machine lacks resources for a start, or what it stored is corrupt; the message says which, and what to do about it. */
public final class MachineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
