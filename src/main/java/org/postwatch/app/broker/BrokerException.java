package org.postwatch.app.broker;

/** The embedded broker cannot run; the message says what is wrong and what to do about it. */
public final class BrokerException extends RuntimeException {
    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
