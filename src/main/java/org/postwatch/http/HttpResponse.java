package org.postwatch.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A complete response. The server adds {@code Content-Length}, {@code X-Content-Type-Options: nosniff} and, unless the response
 * has another one, {@code Cache-Control: no-store}.
 *
 * @param headers by name; one value each
 * @param body not copied
 */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final byte[] NO_BODY = {};

    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    /** A response without a body, such as 204. */
    public static HttpResponse empty(int status) {
        return new HttpResponse(status, Map.of(), NO_BODY);
    }

    /** A response with the given media type. */
    public static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(status, Map.of(CONTENT_TYPE, contentType), body);
    }

    /** @param body a JSON document in UTF-8 */
    public static HttpResponse json(int status, byte[] body) {
        return of(status, "application/json", body);
    }

    /** One or more lines of plain text; a line break is added at the end. */
    public static HttpResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A problem document, with the status of the problem. */
    public static HttpResponse problem(ProblemDetails problem) {
        return of(problem.status(), ProblemDetails.MEDIA_TYPE, problem.toJson());
    }

    /**
     * A problem document with the standard title of the status.
     *
     * @param reason one word that programs can rely on, as {@code malformed}
     */
    public static HttpResponse problem(int status, String reason, String detail) {
        return problem(ProblemDetails.of(status, detail).with("reason", reason));
    }

    /** A copy with one more header, or another value of it. */
    public HttpResponse withHeader(String name, String value) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.put(name, value);
        return new HttpResponse(status, all, body);
    }

    @Override
    public String toString() {
        return status + " (" + body.length + " bytes)";
    }
}
