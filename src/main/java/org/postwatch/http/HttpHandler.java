package org.postwatch.http;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Answers the requests of a route. Both methods are called by threads that may read a file, and never wait for the network. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Never blocks. The stage completes with the response within {@link HttpLimits#handleTime()}, else the client gets 503. If
     * the stage fails or this method throws, the failure is logged and the client gets 500.
     */
    CompletionStage<HttpResponse> handle(HttpRequest request);

    /**
     * The response to a request that cannot succeed whatever its body is, such as one without a credential. It is asked when the
     * headers are complete: the body of a refused request is never held.
     *
     * @param head the request with an empty body
     * @return empty if the body is to be read and the request to be handled
     */
    default Optional<HttpResponse> refuse(HttpRequest head) {
        return Optional.empty();
    }
}
