package org.postwatch.app.broker;

/** The embedded broker cannot run; the message has the cause and what to do. */
public final class BrokerException extends RuntimeException {
    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
