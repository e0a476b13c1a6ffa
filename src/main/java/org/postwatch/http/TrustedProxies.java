package org.postwatch.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.network.AddressRange;

/**
 * The reverse proxies in front of a server. Only they may say who the client is, with {@code X-Forwarded-For}.
 *
 * @param ranges their addresses
 */
public record TrustedProxies(List<AddressRange> ranges) {
    /** No proxy: the peer of a connection is the client. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /** Reads addresses and ranges such as {@code 10.0.0.7} and {@code 10.0.0.0/24}; empty if one is invalid. */
    public static Optional<TrustedProxies> of(List<String> texts) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String text : texts) {
            Optional<AddressRange> range = AddressRange.of(text);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(new TrustedProxies(ranges));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether the address is one of a proxy. */
    boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * The client of a request: the last address that is not a proxy's. What is to the left of it was sent by the client and
     * may be false.
     *
     * @param forwardedFor the values of {@code X-Forwarded-For}, in the order sent
     */
    InetAddress client(InetAddress peer, List<String> forwardedFor) {
        List<String> hops =
                new ArrayList<>(List.of(String.join(",", forwardedFor).split(",")));
        InetAddress client = peer;
        while (contains(client) && !hops.isEmpty()) {
            Optional<InetAddress> hop =
                    AddressRange.parseLiteral(hops.remove(hops.size() - 1).trim());
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return client;
    }
}
