package org.postwatch.demo;

/** The demo cannot be played; the message is a sentence for the user. */
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DemoException(String message) {
        super(message);
    }

    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
