package org.postwatch.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What limits count as one client: an IPv4 address, or the /64 network of an IPv6 address, since a provider gives each customer
 * at least that many addresses.
 *
 * @param text such as {@code 192.0.2.7} or {@code 2001:db8:0:1:0:0:0:0/64}
 */
public record Peer(String text) {
    private static final int NETWORK_BYTES = 8;

    /** The peer of an address. */
    public static Peer of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return new Peer(address.getHostAddress());
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return new Peer(InetAddress.getByAddress(network).getHostAddress() + "/" + NETWORK_BYTES * Byte.SIZE);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
