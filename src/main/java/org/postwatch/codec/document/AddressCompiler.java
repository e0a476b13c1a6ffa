package org.postwatch.codec.document;

import java.util.Optional;
import org.postwatch.codec.document.RecipientForm.AlertmanagerForm;
import org.postwatch.codec.document.RecipientForm.CapForm;
import org.postwatch.codec.document.RecipientForm.ChatForm;
import org.postwatch.codec.document.RecipientForm.MailForm;
import org.postwatch.codec.document.RecipientForm.PagerDutyForm;
import org.postwatch.codec.document.RecipientForm.WebhookForm;
import org.postwatch.routing.Address;
import org.postwatch.routing.Address.Security;

/** From the section of an address, without errors, to its record. */
final class AddressCompiler {
    private static final int TLS_PORT = 465;
    private static final int STARTTLS_PORT = 587;
    private static final int PLAIN_PORT = 25;

    private AddressCompiler() {}

    /** @param key one of {@link RecipientForm#ADDRESSES} */
    static Address address(Key<Section> key, Section s) {
        if (key == RecipientForm.LOG) {
            return new Address.Log();
        } else if (key == RecipientForm.KAFKA) {
            return new Address.Kafka();
        } else if (key == RecipientForm.WEBHOOK) {
            return new Address.Webhook(s.need(WebhookForm.URL), s.values(WebhookForm.SECRETS));
        } else if (key == RecipientForm.ALERTMANAGER) {
            return new Address.Alertmanager(
                    s.need(AlertmanagerForm.URL),
                    s.find(AlertmanagerForm.USER),
                    s.find(AlertmanagerForm.PASSWORD),
                    s.find(AlertmanagerForm.TOKEN));
        } else if (key == RecipientForm.PAGERDUTY) {
            return new Address.PagerDuty(s.need(PagerDutyForm.URL), s.need(PagerDutyForm.KEY));
        } else if (key == RecipientForm.CHAT) {
            return new Address.Chat(s.need(ChatForm.URL));
        } else if (key == RecipientForm.MAIL) {
            return mail(s);
        } else if (key == RecipientForm.CAP) {
            return new Address.Cap(
                    s.need(CapForm.TO),
                    s.need(CapForm.SENDER),
                    s.get(CapForm.SCOPE, CapForm.RESTRICTED),
                    s.find(CapForm.RESTRICTION),
                    s.values(CapForm.ADDRESSES));
        }
        throw new IllegalArgumentException("no kind of address: " + key.name());
    }

    private static Address mail(Section s) {
        Security security = s.get(MailForm.SECURITY, Security.TLS);
        int usual = security == Security.TLS ? TLS_PORT : security == Security.STARTTLS ? STARTTLS_PORT : PLAIN_PORT;
        Optional<Integer> port = s.find(MailForm.PORT);
        return new Address.Mail(
                s.need(MailForm.HOST),
                port.orElse(usual),
                security,
                s.find(MailForm.USER),
                s.find(MailForm.PASSWORD),
                s.need(MailForm.FROM),
                s.values(MailForm.TO));
    }
}
