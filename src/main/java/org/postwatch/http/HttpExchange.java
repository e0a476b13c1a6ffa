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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way: find the route, ask its handler, read the body, let the handler answer, write the response. */
final class HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String UNAVAILABLE = "unavailable";
    private static final byte[] NO_BODY = {};

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final HttpLimits limits;
    private final TrustedProxies proxies;
    private final BodyBudget budget;
    private final Executor executor;

    HttpExchange(
            Request request,
            Response response,
            Callback callback,
            HttpLimits limits,
            TrustedProxies proxies,
            BodyBudget budget,
            Executor executor) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.limits = limits;
        this.proxies = proxies;
        this.budget = budget;
        this.executor = executor;
    }

    /** The server closes. */
    void refuseToStart() {
        HttpResponse refusal = HttpResponse.problem(503, UNAVAILABLE, "the server stops; send the request again")
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
            refuse(HttpResponse.problem(400, "malformed", e.getMessage()));
            return;
        }
        Optional<RouteTable.RouteMatch> match = RouteTable.ofMethod(matches, request.getMethod());
        if (matches.isEmpty()) {
            refuse(HttpResponse.problem(404, "not-found", "there is nothing at this path"));
        } else if (match.isEmpty()) {
            String allow = RouteTable.allow(matches);
            refuse(HttpResponse.problem(405, "method-not-allowed", "this path allows " + allow)
                    .withHeader("Allow", allow));
        } else if (isEncoded()) {
            refuse(HttpResponse.problem(
                    415,
                    "unsupported-content-encoding",
                    "expected a body without Content-Encoding, such as gzip; send it uncompressed"));
        } else if (request.getLength() > match.get().route().maxBodyBytes()) {
            refuse(tooLarge(match.get().route()));
        } else {
            // The handler may read a file, which a thread that serves connections must not wait for.
            executor.execute(() -> begin(match.get(), query));
        }
    }

    private boolean isEncoded() {
        return request.getHeaders().getValuesList(HttpHeader.CONTENT_ENCODING).stream()
                .anyMatch(encoding -> !encoding.equalsIgnoreCase("identity"));
    }

    private void begin(RouteTable.RouteMatch match, Map<String, List<String>> query) {
        HttpRoute route = match.route();
        orFailure(route, () -> {
            HttpRequest head = head(match, query);
            route.handler().refuse(head).ifPresentOrElse(this::refuse, () -> read(route, head));
        });
    }

    private void read(HttpRoute route, HttpRequest head) {
        RequestBody body = new RequestBody(request, route.maxBodyBytes(), budget, head.peer());
        Request.addCompletionListener(request, failure -> body.release());
        body.read()
                .orTimeout(limits.readTime().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (bytes, failure) -> {
                            if (failure == null) {
                                orFailure(route, () -> handle(route, head.withBody(bytes)));
                            } else {
                                bodyFailed(route, failure);
                            }
                        },
                        executor);
    }

    private void bodyFailed(HttpRoute route, Throwable failure) {
        if (failure instanceof RequestBody.TooLargeException) {
            refuse(tooLarge(route));
        } else if (failure instanceof RequestBody.OutOfBufferException) {
            refuse(HttpResponse.problem(
                            503, UNAVAILABLE, "the server holds too many requests; send the request again later")
                    .withHeader("Retry-After", RETRY_AFTER_SECONDS));
        } else if (failure instanceof TimeoutException) {
            HttpResponse late = HttpResponse.problem(
                    408,
                    "timeout",
                    "the body was not complete after " + limits.readTime().toMillis() + " ms");
            write(isHttp1() ? closing(late) : late);
        } else {
            callback.failed(failure);
        }
    }

    /** Runs a step whose failure is the end of the request and of nothing else. */
    private void orFailure(HttpRoute route, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            refuse(failed(route, e));
        }
    }

    private static HttpResponse tooLarge(HttpRoute route) {
        return HttpResponse.problem(413, "too-large", "expected a body of at most " + route.maxBodyBytes() + " bytes");
    }

    private HttpRequest head(RouteTable.RouteMatch match, Map<String, List<String>> query) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.getValue() == null ? "" : field.getValue());
        }
        // HTTP/2 has the host in the URI only.
        Optional.ofNullable(request.getHttpURI().getAuthority())
                .ifPresent(authority -> headers.putIfAbsent("host", List.of(authority)));
        return new HttpRequest(
                request.getMethod(),
                request.getHttpURI().getPath(),
                match.parameters(),
                query,
                headers,
                NO_BODY,
                proxies.client(peerAddress(), headers.getOrDefault("x-forwarded-for", List.of())),
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
        // A copy, so that the timeout does not complete the handler's own future.
        route.handler()
                .handle(complete)
                .thenApply(Objects::requireNonNull)
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
            return HttpResponse.problem(503, UNAVAILABLE, "there was no result in time; send the request again later")
                    .withHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        LOG.error("{} {} failed", request.getMethod(), route.pathTemplate(), cause);
        return HttpResponse.problem(500, "internal-error", "the request failed; see the log of the server");
    }

    /** Answers before the body is read: what the client still sends must not be taken for its next request. */
    private void refuse(HttpResponse refusal) {
        if (!hasBody()) {
            write(refusal);
        } else if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            // The client waits for a word before it sends the body.
            write(isHttp1() ? closing(refusal) : refusal);
        } else {
            write(isHttp1() ? closing(refusal) : refusal, Callback.from(this::dropBody, callback::failed));
        }
    }

    private void dropBody() {
        new RestOfBody(request)
                .drop()
                .completeOnTimeout(false, limits.readTime().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ended, failure) -> {
                    if (!Boolean.TRUE.equals(ended) && !isProxy()) {
                        // A reset of the stream would leave some clients waiting for ever.
                        request.getConnectionMetaData()
                                .getConnection()
                                .getEndPoint()
                                .close();
                    }
                    callback.succeeded();
                });
    }

    private boolean hasBody() {
        long length = request.getLength();
        return length > 0 || length < 0 && (!isHttp1() || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    }

    /** HTTP/2 has no such header, and ends the stream instead. */
    private static HttpResponse closing(HttpResponse last) {
        return last.withHeader("Connection", "close");
    }

    private boolean isHttp1() {
        return request.getConnectionMetaData().getHttpVersion().getVersion() < 20;
    }

    private InetAddress peerAddress() {
        return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
    }

    private boolean isProxy() {
        return proxies.contains(peerAddress());
    }

    private void write(HttpResponse found) {
        write(found, callback);
    }

    private void write(HttpResponse found, Callback written) {
        try {
            response.setStatus(found.status());
            SecurityHeaders.put(response.getHeaders());
            found.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, found.body().length);
        } catch (RuntimeException e) {
            callback.failed(e);
            return;
        }
        response.write(true, ByteBuffer.wrap(found.body()), written);
    }
}
