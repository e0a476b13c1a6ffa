package org.postwatch.page;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;

/**
 * Cookies of this instance's pages: no script reads them, and no request that another site causes carries them. Over TLS they
 * have the prefix {@code __Host-}, so that no other host of the domain can set one. On this machine itself plain HTTP is enough.
 *
 * @param servesTls whether the front server itself has TLS; if not, only clients on this machine and TLS proxies reach it
 */
public record SiteCookies(boolean servesTls) {
    private static final String PREFIX = "postwatch-";

    /**
     * The value of a cookie; empty if there is none, or more than one.
     *
     * @param name without prefix, as {@code desk}
     */
    public Optional<String> value(HttpRequest request, String name) {
        String start = fullName(request, name) + "=";
        List<String> values = request.headers().getOrDefault("cookie", List.of()).stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(start))
                .map(cookie -> cookie.substring(start.length()))
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /**
     * A response that sets a cookie for all paths of this instance.
     *
     * @param request whose response it is
     * @param value letters, digits, {@code -} and {@code _}
     * @param maxAge how long the browser keeps it; zero deletes it
     * @throws IllegalArgumentException if the value has other characters
     */
    public HttpResponse set(HttpRequest request, HttpResponse response, String name, String value, Duration maxAge) {
        if (!value.matches("[A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException("the value of the cookie " + name + " has other characters");
        }
        return response.withHeader(
                "Set-Cookie",
                fullName(request, name) + "=" + value + "; Path=/; Max-Age=" + maxAge.toSeconds()
                        + "; HttpOnly; SameSite=Strict" + (isSecure(request) ? "; Secure" : ""));
    }

    /** Where the browser reaches this instance, as {@code https://postwatch.example}; empty if it does not say. */
    public Optional<String> origin(HttpRequest request) {
        return request.header("host")
                .filter(host -> host.matches("[A-Za-z0-9.:\\[\\]-]{1,200}"))
                .map(host -> (isSecure(request) ? "https://" : "http://") + host);
    }

    private String fullName(HttpRequest request, String name) {
        return (isSecure(request) ? "__Host-" : "") + PREFIX + name;
    }

    /** A client of another machine came through a TLS proxy, or must not get a cookie that works without TLS. */
    private boolean isSecure(HttpRequest request) {
        return servesTls || !request.client().isLoopbackAddress();
    }
}
