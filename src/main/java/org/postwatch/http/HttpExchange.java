package org.postwatch.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way: find the route, read the body, let the handler answer, write the response. */
final class HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final HttpLimits limits;
    private final TrustedProxies proxies;
    private final AtomicLong bufferedBytes;
    private final Executor executor;

    HttpExchange(
            Request request,
            Response response,
            Callback callback,
            HttpLimits limits,
            TrustedProxies proxies,
            AtomicLong bufferedBytes,
            Executor executor) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.limits = limits;
        this.proxies = proxies;
        this.bufferedBytes = bufferedBytes;
        this.executor = executor;
    }

    /** The server closes. */
    void refuseToStart() {
        HttpResponse refusal = HttpResponse.problem(503, "the server stops; send the request again")
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
        write(isHttp1() ? closing(refusal) : refusal);
    }

    /** Answers the request, now or later. */
    void run(RouteTable routes) {
        List<RouteTable.RouteMatch> matches;
        Map<String, List<String>> query;
        try {
            matches = routes.match(request.getHttpURI().getPath());
            query = PercentEncoding.query(request.getHttpURI().getQuery());
        } catch (IllegalArgumentException e) {
            refuse(HttpResponse.problem(400, e.getMessage()));
            return;
        }
        Optional<RouteTable.RouteMatch> match = RouteTable.ofMethod(matches, request.getMethod());
        if (matches.isEmpty()) {
            refuse(HttpResponse.problem(404, "there is nothing at this path"));
        } else if (match.isEmpty()) {
            String allow = RouteTable.allow(matches);
            refuse(HttpResponse.problem(405, "this path allows " + allow).withHeader("Allow", allow));
        } else if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            refuse(HttpResponse.problem(415, "send the body without Content-Encoding"));
        } else if (request.getLength() > match.get().route().maxBodyBytes()) {
            refuse(tooLarge(match.get().route()));
        } else {
            read(match.get(), query);
        }
    }

    private void read(RouteTable.RouteMatch match, Map<String, List<String>> query) {
        RequestBody body =
                new RequestBody(request, match.route().maxBodyBytes(), bufferedBytes, limits.bufferedBytes());
        Request.addCompletionListener(request, failure -> body.release());
        body.read()
                .orTimeout(limits.readTime().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (bytes, failure) -> {
                            if (failure == null) {
                                handle(match.route(), complete(match, query, bytes));
                            } else {
                                bodyFailed(match.route(), failure);
                            }
                        },
                        executor);
    }

    private void bodyFailed(HttpRoute route, Throwable failure) {
        if (failure instanceof RequestBody.TooLargeException) {
            refuse(tooLarge(route));
        } else if (failure instanceof RequestBody.OutOfBufferException) {
            refuse(HttpResponse.problem(503, "the server holds too many requests; send it again later")
                    .withHeader("Retry-After", RETRY_AFTER_SECONDS));
        } else if (failure instanceof TimeoutException) {
            refuse(HttpResponse.problem(
                    408, "the body was not complete after " + limits.readTime().toMillis() + " ms"));
        } else {
            callback.failed(failure);
        }
    }

    private static HttpResponse tooLarge(HttpRoute route) {
        return HttpResponse.problem(413, "the body may have " + route.maxBodyBytes() + " bytes");
    }

    private HttpRequest complete(RouteTable.RouteMatch match, Map<String, List<String>> query, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.getValue() == null ? "" : field.getValue());
        }
        InetAddress peer = ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
        return new HttpRequest(
                request.getMethod(),
                request.getHttpURI().getPath(),
                match.parameters(),
                query,
                headers,
                body,
                proxies.client(peer, headers.getOrDefault("x-forwarded-for", List.of())),
                clientCertificate());
    }

    private Optional<X509Certificate> clientCertificate() {
        return request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData tls
                        && tls.peerCertificates() != null
                        && tls.peerCertificates().length > 0
                ? Optional.of(tls.peerCertificates()[0])
                : Optional.empty();
    }

    private void handle(HttpRoute route, HttpRequest complete) {
        CompletionStage<HttpResponse> answer;
        try {
            answer = route.handler().handle(complete);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        // A copy, so that the timeout does not complete the handler's own future.
        answer.thenApply(found -> found)
                .toCompletableFuture()
                .orTimeout(limits.handleTime().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (found, failure) -> write(failure == null ? found : failed(route, failure)), executor);
    }

    private HttpResponse failed(HttpRoute route, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapper ? wrapper.getCause() : failure;
        if (cause instanceof TimeoutException) {
            LOG.warn(
                    "{} {} did not answer within {} ms",
                    request.getMethod(),
                    route.pathTemplate(),
                    limits.handleTime().toMillis());
            return HttpResponse.problem(503, "there was no result in time; send the request again later")
                    .withHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        LOG.error("{} {} failed", request.getMethod(), route.pathTemplate(), cause);
        return HttpResponse.problem(500, "the request failed; see the log of the server");
    }

    /** Answers before the body is read: what the client still sends would be taken for its next request. */
    private void refuse(HttpResponse refusal) {
        write(isHttp1() && request.getLength() != 0 ? closing(refusal) : refusal);
    }

    /** HTTP/2 has no such header, and ends the stream instead. */
    private static HttpResponse closing(HttpResponse last) {
        return last.withHeader("Connection", "close");
    }

    private boolean isHttp1() {
        return request.getConnectionMetaData().getHttpVersion().getVersion() < 20;
    }

    private void write(HttpResponse found) {
        response.setStatus(found.status());
        found.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        SecurityHeaders.put(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, found.body().length);
        response.write(true, ByteBuffer.wrap(found.body()), callback);
    }
}
