package org.postwatch.http;

import java.net.InetAddress;
import java.util.Optional;
import org.postwatch.network.AddressRange;

/**
 * Where a server listens, and how.
 *
 * @param name of the section of the configuration, for threads and messages, such as {@code front}
 * @param host a name or address of this machine
 * @param port 0 takes any free one
 * @param tls empty for plain HTTP
 * @param proxies if it listens without TLS, other hosts than these and this one cannot connect; empty lets every host connect
 */
public record HttpAddress(String name, String host, int port, Optional<TlsFiles> tls, TrustedProxies proxies) {
    /** Whether only this machine can reach a host. A name other than {@code localhost} may stand for any address. */
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || AddressRange.parseLiteral(host)
                        .map(InetAddress::isLoopbackAddress)
                        .orElse(false);
    }

    /** Plain HTTP. */
    public static HttpAddress plain(String name, String host, int port) {
        return new HttpAddress(name, host, port, Optional.empty(), TrustedProxies.NONE);
    }
}
