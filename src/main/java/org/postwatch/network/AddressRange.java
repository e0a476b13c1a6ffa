package org.postwatch.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses (CIDR, RFC 4632).
 *
 * @param prefix how many leading bits they share
 */
public record AddressRange(InetAddress first, int prefix) {
    private static final Pattern FORMAT = Pattern.compile("([0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address; empty if it is invalid. Does not use DNS. */
    public static Optional<AddressRange> of(String text) {
        Matcher found = FORMAT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        return parseLiteral(found.group(1)).flatMap(address -> {
            int bits = address.getAddress().length * Byte.SIZE;
            int prefix = found.group(2) == null ? bits : Integer.parseInt(found.group(2));
            return prefix <= bits ? Optional.of(new AddressRange(address, prefix)) : Optional.empty();
        });
    }

    /** Parses a literal address; empty for names. Does not use DNS. */
    public static Optional<InetAddress> parseLiteral(String text) {
        if (!IPV4.matcher(text).matches() && text.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            // In brackets only an IPv6 address is valid; anything else is an error and is not resolved.
            return Optional.of(InetAddress.getByName(text.indexOf(':') < 0 ? text : "[" + text + "]"));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether it is one of them; an IPv4-mapped IPv6 address is its IPv4 address. */
    public boolean contains(InetAddress address) {
        byte[] its = address.getAddress();
        byte[] ours = first.getAddress();
        if (its.length != ours.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((its[bit / Byte.SIZE] & mask) != (ours[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }
}
