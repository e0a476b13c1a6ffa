package org.postwatch.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that a document names leads to public addresses, or to what the instance lists. */
class OutgoingPolicyTest {
    /** The first and the last of each block. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.0, a loopback address",
        "127.255.255.255, a loopback address",
        "::1, a loopback address",
        "0.0.0.0, an unspecified address",
        "0.255.255.255, an unspecified address",
        "::, an unspecified address",
        "10.0.0.0, a private address",
        "10.255.255.255, a private address",
        "172.16.0.0, a private address",
        "172.31.255.255, a private address",
        "192.168.0.0, a private address",
        "192.168.255.255, a private address",
        "fc00::, a private address",
        "fdff:ffff::1, a private address",
        "fec0::1, a private address",
        "100.64.0.0, a shared address of a provider",
        "100.127.255.255, a shared address of a provider",
        "169.254.169.254, a link-local address",
        "fe80::1, a link-local address",
        "febf::1, a link-local address",
        "224.0.0.1, a multicast address",
        "239.255.255.255, a multicast address",
        "ff02::1, a multicast address",
        "192.0.0.170, a reserved address",
        "198.18.0.0, a reserved address",
        "198.19.255.255, a reserved address",
        "240.0.0.0, a reserved address",
        "255.255.255.255, a reserved address",
        "2001::1, a reserved address",
        "4000::1, a reserved address",
        "100::1, a reserved address",
        "::7f00:1, a reserved address",
        "192.0.2.1, an address for documentation",
        "198.51.100.1, an address for documentation",
        "203.0.113.1, an address for documentation",
        "2001:db8::1, an address for documentation",
        "2002:7f00:1::, an address that is translated to IPv4",
        "64:ff9b::7f00:1, an address that is translated to IPv4",
        "::ffff:127.0.0.1, a loopback address",
        "::ffff:10.0.0.1, a private address",
        "::ffff:169.254.169.254, a link-local address"
    })
    void what_is_not_public_may_not_be_called(String address, String kind) throws UnknownHostException {
        InetAddress resolved = InetAddress.getByName(address);
        assertThatThrownBy(() -> OutgoingPolicy.PUBLIC_ONLY.requireAllowed("cad.example", List.of(resolved)))
                .isInstanceOf(AddressDeniedException.class)
                .hasMessage(resolved.getHostAddress() + " is " + kind
                        + ", which may be called only when it or its host is listed in 'outgoing.allow' in the"
                        + " configuration of the instance");
        assertThat(OutgoingPolicy.PUBLIC_ONLY.literalDenialReason(address)).isPresent();
    }

    /** Beside the blocks above. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450::1",
                "::ffff:8.8.8.8"
            })
    void what_is_public_may_be_called(String address) throws UnknownHostException {
        InetAddress resolved = InetAddress.getByName(address);
        assertThat(OutgoingPolicy.PUBLIC_ONLY.requireAllowed("cad.example", List.of(resolved)))
                .containsExactly(resolved);
        assertThat(OutgoingPolicy.PUBLIC_ONLY.literalDenialReason(address)).isEmpty();
    }

    @Test
    void of_several_addresses_only_those_that_are_allowed_are_called() throws UnknownHostException {
        InetAddress fine = InetAddress.getByName("8.8.8.8");
        InetAddress within = InetAddress.getByName("10.1.2.3");
        assertThat(OutgoingPolicy.PUBLIC_ONLY.requireAllowed("cad.example", List.of(within, fine)))
                .containsExactly(fine);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, cad.example, 10.1.2.3, true",
        "10.1.0.0/16, cad.example, 10.2.0.0, false",
        "10.1.2.3, cad.example, 10.1.2.3, true",
        "10.1.2.3, cad.example, 10.1.2.4, false",
        "fd00::/8, cad.example, fd12::1, true",
        "Relay.Internal., relay.internal, 10.1.2.3, true",
        "relay.internal, RELAY.internal., 10.1.2.3, true",
        "relay.internal, other.relay.internal, 10.1.2.3, false",
        "relay.internal, relay.internal.example, 10.1.2.3, false",
        "localhost, localhost, 127.0.0.1, true",
        "localhost, cad.example, 127.0.0.1, false",
        "[::1], [::1], ::1, true",
        "0.0.0.0/0, cad.example, 127.0.0.1, true",
        "0.0.0.0/0, cad.example, ::1, false",
    })
    void what_is_listed_may_be_called_and_nothing_beside_it(String listed, String host, String address, boolean allowed)
            throws UnknownHostException {
        assertThat(OutgoingPolicy.isValidTarget(listed)).isTrue();
        OutgoingPolicy policy = new OutgoingPolicy(List.of(listed), List.of());
        InetAddress resolved = InetAddress.getByName(address);
        if (allowed) {
            assertThat(policy.requireAllowed(host, List.of(resolved))).containsExactly(resolved);
        } else {
            assertThatThrownBy(() -> policy.requireAllowed(host, List.of(resolved)))
                    .isInstanceOf(AddressDeniedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "https://x", "a b", "10.0.0.0/33", "::1/129", "10.0.0", "1234", "*", "x:80", "a..b"})
    void what_is_no_host_address_or_range_is_not_listed(String text) {
        assertThat(OutgoingPolicy.isValidTarget(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.", "x.localhost", "127.0.0.1", "[::1]"})
    void names_of_this_machine_need_no_name_server_to_be_refused(String host) {
        assertThat(OutgoingPolicy.PUBLIC_ONLY.literalDenialReason(host)).isPresent();
    }

    @Test
    void other_names_are_judged_when_they_are_called() {
        assertThat(OutgoingPolicy.PUBLIC_ONLY.literalDenialReason("cad.example"))
                .isEmpty();
        assertThat(OutgoingPolicy.PUBLIC_ONLY.literalDenialReason("127.1")).isEmpty();
    }
}
