package org.postwatch.intake.poll;

import java.net.URI;
import java.net.URISyntaxException;
import org.postwatch.intake.connection.ConnectionProblemException;

/**
 * Where a source is.
 *
 * @param base with scheme, host and port, and perhaps path and query
 */
record PollAddress(URI base) {
    /** @throws ConnectionProblemException if it is no address of http or https, or has a login in it */
    static PollAddress parse(String text) {
        try {
            URI uri = new URI(text);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
                return new PollAddress(uri);
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new ConnectionProblemException("the address is not valid; expected https://HOST/PATH");
    }

    boolean usesTls() {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    String scheme() {
        return usesTls() ? "https" : "http";
    }

    String host() {
        return base.getHost();
    }

    int port() {
        return base.getPort() >= 0 ? base.getPort() : usesTls() ? 443 : 80;
    }

    URI resolve(String path) {
        return path.isEmpty() ? base : URI.create(base.toString().replaceFirst("/+$", "") + path);
    }
}
