package org.postwatch.http;

import java.util.concurrent.CompletionStage;

/** Answers the requests of a route. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Never blocks. The stage completes with the response within {@link HttpLimits#handleTime()}, else the client gets 503. If
     * the stage fails or this method throws, the failure is logged and the client gets 500.
     */
    CompletionStage<HttpResponse> handle(HttpRequest request);
}
