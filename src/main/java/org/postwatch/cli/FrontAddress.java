package org.postwatch.cli;

import org.postwatch.http.HttpAddress;

/** Where a browser reaches the pages of an instance, as far as its configuration says. */
final class FrontAddress {
    private FrontAddress() {}

    /** As {@code https://postwatch.example:8443}. A TLS proxy has another address, which the instance does not know. */
    static String of(HttpAddress front) {
        if (front.tls().isEmpty() && !HttpAddress.isLoopback(front.host())) {
            return "https://ADDRESS-OF-YOUR-PROXY";
        }
        return (front.tls().isPresent() ? "https" : "http") + "://" + front.host() + ":" + front.port();
    }
}
