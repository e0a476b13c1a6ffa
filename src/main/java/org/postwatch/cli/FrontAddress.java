package org.postwatch.cli;

import java.net.InetAddress;
import java.util.Optional;
import org.postwatch.http.HttpAddress;
import org.postwatch.network.AddressRange;

/** Where browsers reach the pages of an instance, as far as its configuration says. No instance knows the address of a proxy. */
final class FrontAddress {
    private FrontAddress() {}

    /** As {@code https://postwatch.example:8443}; empty if the configuration names no address that another machine can open. */
    static Optional<String> fromOtherMachines(HttpAddress front) {
        return front.tls().isPresent() && !HttpAddress.isLoopback(front.host()) ? of(front) : Optional.empty();
    }

    /** For people, as {@code http://127.0.0.1:8081/pin/elm}, or {@code /pin/elm at the address of your TLS proxy}. */
    static String describe(HttpAddress front, String path) {
        return of(front)
                .map(address -> address + path)
                .orElse(path + " at the address of " + (front.tls().isPresent() ? "the instance" : "your TLS proxy"));
    }

    private static Optional<String> of(HttpAddress front) {
        boolean isTls = front.tls().isPresent();
        if (front.port() == 0 || isWildcard(front.host()) || !isTls && !HttpAddress.isLoopback(front.host())) {
            return Optional.empty();
        }
        String host = front.host().indexOf(':') < 0 ? front.host() : "[" + front.host() + "]";
        return Optional.of((isTls ? "https" : "http") + "://" + host + ":" + front.port());
    }

    private static boolean isWildcard(String host) {
        return AddressRange.parseLiteral(host)
                .map(InetAddress::isAnyLocalAddress)
                .orElse(false);
    }
}
