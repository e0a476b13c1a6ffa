package org.postwatch.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that are not of the public internet, by the registries of IANA for special purposes (RFC 6890 and its
 * updates).
 */
final class SpecialPurposeAddresses {
    private static final Map<AddressRange, String> SPECIAL = new LinkedHashMap<>();
    private static final AddressRange PUBLIC_IPV6 = range("2000::/3");

    static {
        put("a loopback address", "127.0.0.0/8", "::1/128");
        put("an unspecified address", "0.0.0.0/8", "::/128");
        put("a private address", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10");
        put("a shared address of a provider", "100.64.0.0/10");
        put("a link-local address", "169.254.0.0/16", "fe80::/10");
        put("a multicast address", "224.0.0.0/4", "ff00::/8");
        put("a reserved address", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4", "2001::/23");
        put("an address for documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24");
        put("an address for documentation", "2001:db8::/32", "3fff::/20");
        // An IPv4 address is inside, which may be any of the above.
        put("an address that is translated to IPv4", "2002::/16", "64:ff9b::/96", "64:ff9b:1::/48");
    }

    private SpecialPurposeAddresses() {}

    /** The kind of a special address, as a phrase; empty for a public address. */
    static Optional<String> describe(InetAddress address) {
        for (Map.Entry<AddressRange, String> special : SPECIAL.entrySet()) {
            if (special.getKey().contains(address)) {
                return Optional.of(special.getValue());
            }
        }
        return address instanceof Inet6Address && !PUBLIC_IPV6.contains(address)
                ? Optional.of("a reserved address")
                : Optional.empty();
    }

    private static void put(String kind, String... ranges) {
        for (String range : ranges) {
            SPECIAL.put(range(range), kind);
        }
    }

    private static AddressRange range(String text) {
        return AddressRange.of(text).orElseThrow(() -> new IllegalArgumentException(text));
    }
}
