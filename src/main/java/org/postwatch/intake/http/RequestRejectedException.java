package org.postwatch.intake.http;

import org.postwatch.http.HttpResponse;

/** A request that is answered with an error. */
final class RequestRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpResponse response;

    RequestRejectedException(HttpResponse response) {
        super("HTTP " + response.status(), null, false, false);
        this.response = response;
    }

    HttpResponse response() {
        return response;
    }
}
