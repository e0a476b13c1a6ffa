package org.postwatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class PeerTest {
    @Test
    void an_ipv4_address_is_a_peer() throws Exception {
        assertThat(peer("192.0.2.7").text()).isEqualTo("192.0.2.7");
        assertThat(peer("192.0.2.8")).isNotEqualTo(peer("192.0.2.7"));
        assertThat(peer("::ffff:192.0.2.7")).isEqualTo(peer("192.0.2.7"));
    }

    @Test
    void the_addresses_of_an_ipv6_network_of_64_bits_are_one_peer() throws Exception {
        assertThat(peer("2001:db8:0:1::7")).isEqualTo(peer("2001:db8:0:1:ffff:ffff:ffff:ffff"));
        assertThat(peer("2001:db8:0:2::7")).isNotEqualTo(peer("2001:db8:0:1::7"));
        assertThat(peer("2001:db8:0:1::7").text()).isEqualTo("2001:db8:0:1:0:0:0:0/64");
    }

    private static Peer peer(String address) throws UnknownHostException {
        return Peer.of(InetAddress.getByName(address));
    }
}
