package org.postwatch.http;

/** A server does not start. The message says why and what to do. */
public final class HttpServerException extends RuntimeException {
    /** @param cause null if the message says all */
    public HttpServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
