package org.postwatch.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses of this machine and of networks of one's own, to which a connection need not be encrypted. */
public final class PrivateNetworks {
    private static final List<AddressRange> RANGES = Stream.of(
                    "127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
            .map(AddressRange::of)
            .flatMap(Optional::stream)
            .toList();

    private PrivateNetworks() {}

    /** Whether it is loopback (RFC 1122) or private (RFC 1918, RFC 4193). */
    public static boolean contains(InetAddress address) {
        return RANGES.stream().anyMatch(range -> range.contains(address));
    }
}
