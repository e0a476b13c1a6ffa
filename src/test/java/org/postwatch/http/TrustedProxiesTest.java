package org.postwatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private final TrustedProxies proxies =
            TrustedProxies.of(List.of("10.0.0.7", "10.1.0.0/16")).orElseThrow();

    private static InetAddress address(String literal) throws Exception {
        return InetAddress.getByName(literal);
    }

    @Test
    void a_peer_that_is_no_proxy_is_the_client_whatever_it_says() throws Exception {
        assertThat(proxies.client(address("192.0.2.1"), List.of("198.51.100.1")))
                .isEqualTo(address("192.0.2.1"));
    }

    @Test
    void the_client_is_the_last_address_that_is_no_proxy() throws Exception {
        assertThat(proxies.client(address("10.0.0.7"), List.of("1.1.1.1, 192.0.2.1", "10.1.2.3")))
                .isEqualTo(address("192.0.2.1"));
        assertThat(proxies.client(address("10.0.0.7"), List.of("2001:db8::1"))).isEqualTo(address("2001:db8::1"));
    }

    @Test
    void without_a_usable_address_the_proxy_is_the_client() throws Exception {
        assertThat(proxies.client(address("10.0.0.7"), List.of())).isEqualTo(address("10.0.0.7"));
        assertThat(proxies.client(address("10.0.0.7"), List.of("1.1.1.1, unknown")))
                .isEqualTo(address("10.0.0.7"));
    }

    @Test
    void a_name_is_no_address() {
        assertThat(TrustedProxies.of(List.of("proxy.example"))).isEmpty();
    }
}
