package org.postwatch.notification.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.postwatch.notification.model.RecipientAddress;

class DeniedDomainTest {
    private static final DisclosurePolicy POLICY =
            new DisclosurePolicy(List.of(), Set.of("federal-immigration"), Set.of("ice.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ice.example",
                "https://ICE.example/x",
                "https://field.office.ice.example:8443/",
                "https://ice.example./x",
                "https://relay.example/?to=tips@ice.example",
                "tips@ice.example",
                "Tips@Denver.Ice.Example",
                "ice.example",
                "ice.example.",
                ".ice.example"
            })
    void a_domain_is_denied_with_its_subdomains_in_every_spelling(String text) {
        assertThat(POLICY.findDeniedDomain(text)).contains("ice.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://nice.example", "https://ice.example.org", "office@police.example", "example", ""})
    void a_similar_domain_is_not_denied(String text) {
        assertThat(POLICY.findDeniedDomain(text)).isEmpty();
    }

    @Test
    void a_secret_reference_is_not_checked_here() {
        assertThat(POLICY.findDeniedDomain(new ChatAddress(new ConfigValue("secret:ice.example"))))
                .isEmpty();
        assertThat(POLICY.findDeniedDomain(new ChatAddress(new ConfigValue("http://ice.example"))))
                .isPresent();
    }

    @Test
    void every_part_of_an_address_is_checked() {
        assertThat(POLICY.findDeniedDomain(mail("mx.ice.example", "a@d.example", "b@d.example")))
                .isPresent();
        assertThat(POLICY.findDeniedDomain(mail("mx.example", "a@ice.example", "b@d.example")))
                .isPresent();
        assertThat(POLICY.findDeniedDomain(mail("mx.example", "a@d.example", "b@ice.example")))
                .isPresent();
        assertThat(POLICY.findDeniedDomain(mail("mx.example", "a@d.example", "b@d.example")))
                .isEmpty();
        assertThat(POLICY.findDeniedDomain(cap("topic", "ice.example", "x"))).isPresent();
        assertThat(POLICY.findDeniedDomain(cap("topic", "x", "a b@ice.example c")))
                .isPresent();
        assertThat(POLICY.findDeniedDomain(cap("https://cap.ice.example", "x", "y")))
                .isPresent();
        assertThat(POLICY.findDeniedDomain(new AlertmanagerAddress(new ConfigValue("https://ice.example"))))
                .isPresent();
        assertThat(POLICY.findDeniedDomain(
                        new PagerDutyAddress(new ConfigValue("https://ice.example"), new ConfigValue("secret:k"))))
                .isPresent();
        assertThat(POLICY.findDeniedDomain(new WebhookAddress(new ConfigValue("https://ice.example"), List.of())))
                .isPresent();
        assertThat(POLICY.findDeniedDomain(new LogAddress())).isEmpty();
        assertThat(POLICY.findDeniedDomain(new KafkaAddress())).isEmpty();
    }

    private static RecipientAddress mail(String host, String from, String to) {
        return new MailAddress(host, 465, MailSecurity.TLS, Optional.empty(), Optional.empty(), from, List.of(to));
    }

    private static RecipientAddress cap(String to, String sender, String address) {
        return new CapAddress(new ConfigValue(to), sender, "Private", Optional.empty(), List.of(address));
    }
}
