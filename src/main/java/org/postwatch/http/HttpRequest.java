package org.postwatch.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A complete request.
 *
 * @param method in upper case, such as {@code POST}
 * @param path as the client sent it, percent-encoded, without the query
 * @param pathParameters by name of the route's template, percent-decoded
 * @param query by name, percent-decoded, in the order sent
 * @param headers by name in lower case, in the order sent
 * @param body complete, at most {@link HttpRoute#maxBodyBytes()}; not copied
 * @param client the address of the client; behind a trusted proxy the one that the proxy forwarded
 * @param clientCertificate the certificate of the TLS client, which the configured authority has signed
 */
public record HttpRequest(
        String method,
        String path,
        Map<String, String> pathParameters,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        InetAddress client,
        Optional<X509Certificate> clientCertificate) {
    private static final String FORM = "application/x-www-form-urlencoded";

    public HttpRequest {
        pathParameters = Map.copyOf(pathParameters);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** The value of a header, by name in lower case; empty if the header is absent or repeated. */
    public Optional<String> header(String name) {
        return single(headers.get(name));
    }

    /** The value of a query parameter; empty if it is absent or repeated. */
    public Optional<String> queryParameter(String name) {
        return single(query.get(name));
    }

    /**
     * The fields of a form that a browser posted, by name; a field that is repeated is left out.
     *
     * @throws IllegalArgumentException if the body is not {@code application/x-www-form-urlencoded}
     */
    public Map<String, String> form() {
        String type = header("content-type").orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(FORM)) {
            throw new IllegalArgumentException("expected a body of the type " + FORM);
        }
        Map<String, String> fields = new TreeMap<>();
        PercentEncoding.query(new String(body, StandardCharsets.UTF_8))
                .forEach((name, values) -> single(values).ifPresent(value -> fields.put(name, value)));
        return fields;
    }

    private static Optional<String> single(List<String> values) {
        return values == null || values.size() != 1 ? Optional.empty() : Optional.of(values.get(0));
    }

    /** The client as limits count it. */
    public Peer peer() {
        return Peer.of(client);
    }

    HttpRequest withBody(byte[] complete) {
        return new HttpRequest(method, path, pathParameters, query, headers, complete, client, clientCertificate);
    }

    /** Without values of headers, query and body, which may be secrets. */
    @Override
    public String toString() {
        return method + " " + path + " (" + body.length + " bytes)";
    }
}
