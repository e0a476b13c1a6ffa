package org.postwatch.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarsTest {
    @Test
    void two_classes_at_one_address_are_found_however_it_is_written() {
        List<List<Address>> same = List.of(
                List.of(chat("https://cad.example/h"), webhook("https://CAD.example.:443/x/%2E%2e/h/")),
                List.of(chat("http://127.0.0.1:9093/api/v2/alerts"), alertmanager("http://localhost:9093/")),
                List.of(chat("secret:a"), webhook("secret:a")),
                List.of(pager("https://eu.example", "secret:k"), pager("https://us.example", "secret:k")),
                List.of(
                        mail("mx.example", "a@d.example", "Office+police@D.example."),
                        mail("mx.other.example", "b@d.example", "office@d.example")),
                List.of(cap("folder:/var/cap", "a", "b"), cap("folder:/var/spool/..//cap/", "c", "d")));
        List<List<Address>> different = List.of(
                List.of(chat("https://cad.example/h"), chat("https://cad.example/i")),
                List.of(chat("https://cad.example/h?a"), chat("https://cad.example/h?b")),
                List.of(chat("https://cad.example:1/h"), chat("https://cad.example:2/h")),
                List.of(pager("https://eu.example", "secret:k"), pager("https://eu.example", "secret:l")),
                List.of(
                        mail("mx.example", "a@d.example", "x@d.example"),
                        mail("mx.example", "a@d.example", "y@d.example")),
                List.of(cap("topic", "a", "b"), cap("topic", "a", "b")),
                List.of(new Address.Log(), new Address.Log()),
                List.of(new Address.Kafka(), new Address.Kafka()));

        assertThat(same).allSatisfy(pair -> {
            assertThat(shared(pair, "sheriff")).hasSize(1);
            assertThat(shared(pair, "school")).isEmpty();
        });
        assertThat(different)
                .allSatisfy(pair -> assertThat(shared(pair, "sheriff")).isEmpty());
    }

    private static List<Bars.SharedAddress> shared(List<Address> pair, String secondClass) {
        return Bars.sharedAddresses(List.of(
                new Recipient("a", "district", "school", pair.get(0), false, Recipient.GIVE_UP_USUAL),
                new Recipient("b", "x", secondClass, pair.get(1), false, Recipient.GIVE_UP_USUAL)));
    }

    private static Address chat(String url) {
        return new Address.Chat(new Setting(url));
    }

    private static Address webhook(String url) {
        return new Address.Webhook(new Setting(url), List.of());
    }

    private static Address alertmanager(String url) {
        return new Address.Alertmanager(new Setting(url));
    }

    private static Address pager(String url, String key) {
        return new Address.PagerDuty(new Setting(url), new Setting(key));
    }

    @Test
    void conduct_is_for_the_school_alone() {
        assertThat(Bars.isConductTold("school", List.of("conduct"))).isFalse();
        assertThat(Bars.isConductTold("sheriff", List.of("coverage", "conduct")))
                .isTrue();
        assertThat(Bars.isConductTold("sheriff", List.of("all"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@good.example",
                "https://good.example@ice.example/",
                "https://good.example\\@ice.example",
                "https://good.example#@ice.example",
                "https://ic%65.example",
                "https://\uFF49ce.example",
                "https://good.example /",
                "https://a..b",
                "https://.a",
                "https:///a",
                "https://",
                "ftp://a.example",
                "HTTPS://a.example",
                "https://a.example:port",
                "https://a.example:0",
                "https://a.example:65536",
                "a.example",
                ""
            })
    void a_web_address_that_could_be_read_in_two_ways_is_none(String text) {
        assertThat(WebAddress.of(text)).isEmpty();
    }

    @Test
    void what_is_no_loopback_is_safe_only_when_encrypted() {
        assertThat(WebAddress.of("https://A.Example.:8443/x?y=1"))
                .contains(new WebAddress(true, "a.example", "a.example:8443/x?y=1"));
        assertThat(safe("http://a.example")).isFalse();
        assertThat(safe("http://localhost:9093")).isTrue();
        assertThat(safe("http://127.0.0.1/x")).isTrue();
        assertThat(safe("http://[::1]:80")).isTrue();
        assertThat(safe("http://127.0.0.1.example")).isFalse();
        assertThat(safe("http://localhost.example")).isFalse();
        assertThat(safe("https://a.example")).isTrue();
        assertThat(WebAddress.of("https://a.example/" + "x".repeat(2_000))).isEmpty();
    }

    private static boolean safe(String url) {
        return WebAddress.of(url).orElseThrow().isSafe();
    }

    private static Address mail(String host, String from, String to) {
        return new Address.Mail(host, 465, Address.Security.TLS, Optional.empty(), Optional.empty(), from, List.of(to));
    }

    private static Address cap(String to, String sender, String address) {
        return new Address.Cap(new Setting(to), sender, "Private", Optional.empty(), List.of(address));
    }
}
