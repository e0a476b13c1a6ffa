package org.postwatch.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The handler of some methods of a path.
 *
 * @param methods in upper case; GET includes HEAD
 * @param pathTemplate segments as in {@code /v1/hooks/{district}/{name}}; {@code {source*}} as the last one takes the rest of the
 *     path, at least one character
 * @param maxBodyBytes a longer body is refused with 413
 */
public record HttpRoute(Set<String> methods, String pathTemplate, long maxBodyBytes, HttpHandler handler) {
    /** The usual limit of a body: one message. */
    public static final long MESSAGE_BYTES = 65_536;
    /** The limit of a body that is a batch of messages. */
    public static final long BATCH_BYTES = 1_048_576;
    /** The largest limit that a route can have. */
    public static final long MAX_BODY_BYTES = BATCH_BYTES;

    private static final Pattern TEMPLATE =
            Pattern.compile("(/([A-Za-z0-9._~-]*|\\{[A-Za-z][A-Za-z0-9]*}))*(/\\{[A-Za-z][A-Za-z0-9]*\\*})?");

    /** @throws IllegalArgumentException if the template or the limit is invalid */
    public HttpRoute {
        methods = Set.copyOf(withHead(methods));
        if (pathTemplate.isEmpty() || !TEMPLATE.matcher(pathTemplate).matches()) {
            throw new IllegalArgumentException("'" + pathTemplate + "' is no path template");
        }
        if (maxBodyBytes < 0 || maxBodyBytes > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("the limit of a body is between 0 and " + MAX_BODY_BYTES);
        }
    }

    private static Set<String> withHead(Set<String> methods) {
        Set<String> all = new TreeSet<>(methods);
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        return all;
    }

    /** A route that answers GET and HEAD and takes no body. */
    public static HttpRoute get(String pathTemplate, HttpHandler handler) {
        return new HttpRoute(Set.of("GET"), pathTemplate, 0, handler);
    }

    /** A route that answers POST, with the usual limit of a body. */
    public static HttpRoute post(String pathTemplate, HttpHandler handler) {
        return new HttpRoute(Set.of("POST"), pathTemplate, MESSAGE_BYTES, handler);
    }

    /**
     * The parameters of a path as it was sent; empty if the template does not match.
     *
     * @throws IllegalArgumentException if the path matches and is not percent-encoded UTF-8
     */
    Optional<Map<String, String>> match(String path) {
        List<String> wanted = List.of(pathTemplate.split("/", -1));
        boolean open = pathTemplate.endsWith("*}");
        String[] found = path.split("/", open ? wanted.size() : -1);
        if (found.length != wanted.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < found.length; i++) {
            String segment = wanted.get(i);
            if (!segment.startsWith("{")) {
                if (!segment.equals(found[i])) {
                    return Optional.empty();
                }
            } else if (found[i].isEmpty()) {
                return Optional.empty();
            } else {
                parameters.put(segment.replaceAll("[{*}]", ""), found[i]);
            }
        }
        parameters.replaceAll((name, value) -> PercentEncoding.decode(value));
        return Optional.of(parameters);
    }
}
