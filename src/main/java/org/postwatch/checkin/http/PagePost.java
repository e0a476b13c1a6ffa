package org.postwatch.checkin.http;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.postwatch.http.HttpHandler;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.HttpRoute;
import org.postwatch.page.SameOriginCheck;

/** The target of a form: a post that another site caused is refused. */
record PagePost(HttpHandler handler) implements HttpHandler {
    private static final int MAX_FORM_BYTES = 8_192;

    static HttpRoute route(String path, HttpHandler handler) {
        return new HttpRoute(Set.of("POST"), path, MAX_FORM_BYTES, new PagePost(handler));
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return handler.handle(request);
    }

    @Override
    public Optional<HttpResponse> refuse(HttpRequest head) {
        return SameOriginCheck.refuse(head);
    }
}
