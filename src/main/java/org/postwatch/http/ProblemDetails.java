package org.postwatch.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem document (RFC 9457) of the type {@code about:blank}.
 *
 * @param title the standard phrase of the status
 * @param detail for the person who reads it: what was found, what was expected, what to do; never a secret
 * @param members further members, as JSON values (text, numbers, lists, maps)
 */
public record ProblemDetails(int status, String title, String detail, Map<String, Object> members) {
    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON = new JsonMapper();

    /** A problem without further members. */
    public static ProblemDetails of(int status, String detail) {
        return new ProblemDetails(status, HttpStatus.getMessage(status), detail, Map.of());
    }

    /** A copy with one more member at the end. */
    public ProblemDetails with(String member, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put(member, value);
        return new ProblemDetails(status, title, detail, all);
    }

    byte[] toJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        members.forEach(document::putIfAbsent);
        return JSON.writeValueAsBytes(document);
    }
}
