package org.postwatch.notification.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.delivery.alertmanager.AlertmanagerAddress;
import org.postwatch.delivery.cap.CapAddress;
import org.postwatch.delivery.chat.ChatAddress;
import org.postwatch.delivery.kafka.KafkaAddress;
import org.postwatch.delivery.log.LogAddress;
import org.postwatch.delivery.mail.MailAddress;
import org.postwatch.delivery.mail.MailSecurity;
import org.postwatch.delivery.pagerduty.PagerDutyAddress;
import org.postwatch.delivery.webhook.WebhookAddress;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.HttpUrl;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;

class MandatoryDenialCheckTest {
    @Test
    void two_classes_at_one_address_are_found_in_every_spelling() {
        List<List<RecipientAddress>> same = List.of(
                List.of(chat("https://cad.example/h"), webhook("https://CAD.example.:443/x/%2E%2e/h/")),
                List.of(chat("http://127.0.0.1:9093/api/v2/alerts"), alertmanager("http://localhost:9093/")),
                List.of(chat("secret:a"), webhook("secret:a")),
                List.of(pager("https://eu.example", "secret:k"), pager("https://us.example", "secret:k")),
                List.of(
                        mail("mx.example", "a@d.example", "Office+police@D.example."),
                        mail("mx.other.example", "b@d.example", "office@d.example")),
                List.of(cap("folder:/var/cap", "a", "b"), cap("folder:/var/spool/..//cap/", "c", "d")));
        List<List<RecipientAddress>> different = List.of(
                List.of(chat("https://cad.example/h"), chat("https://cad.example/i")),
                List.of(chat("https://cad.example/h?a"), chat("https://cad.example/h?b")),
                List.of(chat("https://cad.example:1/h"), chat("https://cad.example:2/h")),
                List.of(pager("https://eu.example", "secret:k"), pager("https://eu.example", "secret:l")),
                List.of(
                        mail("mx.example", "a@d.example", "x@d.example"),
                        mail("mx.example", "a@d.example", "y@d.example")),
                List.of(cap("topic", "a", "b"), cap("topic", "a", "b")),
                List.of(new LogAddress(), new LogAddress()),
                List.of(new KafkaAddress(), new KafkaAddress()));

        assertThat(same).allSatisfy(pair -> {
            assertThat(shared(pair, "sheriff")).hasSize(1);
            assertThat(shared(pair, "school")).isEmpty();
        });
        assertThat(different)
                .allSatisfy(pair -> assertThat(shared(pair, "sheriff")).isEmpty());
    }

    private static List<MandatoryDenialCheck.SharedAddress> shared(List<RecipientAddress> pair, String secondClass) {
        return MandatoryDenialCheck.sharedAddresses(List.of(
                new Recipient("a", "district", "school", pair.get(0), false, Recipient.DEFAULT_GIVE_UP_AFTER),
                new Recipient("b", "x", secondClass, pair.get(1), false, Recipient.DEFAULT_GIVE_UP_AFTER)));
    }

    private static RecipientAddress chat(String url) {
        return new ChatAddress(new ConfigValue(url));
    }

    private static RecipientAddress webhook(String url) {
        return new WebhookAddress(new ConfigValue(url), List.of());
    }

    private static RecipientAddress alertmanager(String url) {
        return new AlertmanagerAddress(new ConfigValue(url));
    }

    private static RecipientAddress pager(String url, String key) {
        return new PagerDutyAddress(new ConfigValue(url), new ConfigValue(key));
    }

    @Test
    void only_the_school_class_may_see_conduct() {
        assertThat(MandatoryDenialCheck.disclosesConduct("school", List.of("conduct")))
                .isFalse();
        assertThat(MandatoryDenialCheck.disclosesConduct("sheriff", List.of("coverage", "conduct")))
                .isTrue();
        assertThat(MandatoryDenialCheck.disclosesConduct("sheriff", List.of("all")))
                .isFalse();
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
    void an_ambiguous_url_is_rejected(String text) {
        assertThat(HttpUrl.of(text)).isEmpty();
    }

    @Test
    void an_address_other_than_loopback_is_safe_only_with_tls() {
        assertThat(HttpUrl.of("https://A.Example.:8443/x?y=1"))
                .contains(new HttpUrl(true, "a.example", "a.example:8443/x?y=1"));
        assertThat(safe("http://a.example")).isFalse();
        assertThat(safe("http://localhost:9093")).isTrue();
        assertThat(safe("http://127.0.0.1/x")).isTrue();
        assertThat(safe("http://[::1]:80")).isTrue();
        assertThat(safe("http://127.0.0.1.example")).isFalse();
        assertThat(safe("http://localhost.example")).isFalse();
        assertThat(safe("https://a.example")).isTrue();
        assertThat(HttpUrl.of("https://a.example/" + "x".repeat(2_000))).isEmpty();
    }

    private static boolean safe(String url) {
        return HttpUrl.of(url).orElseThrow().isSafe();
    }

    private static RecipientAddress mail(String host, String from, String to) {
        return new MailAddress(host, 465, MailSecurity.TLS, Optional.empty(), Optional.empty(), from, List.of(to));
    }

    private static RecipientAddress cap(String to, String sender, String address) {
        return new CapAddress(new ConfigValue(to), sender, "Private", Optional.empty(), List.of(address));
    }
}
