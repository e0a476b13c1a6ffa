package org.postwatch.documents;

import java.util.Optional;
import org.postwatch.documents.RecipientSchema.AlertmanagerSchema;
import org.postwatch.documents.RecipientSchema.CapSchema;
import org.postwatch.documents.RecipientSchema.ChatSchema;
import org.postwatch.documents.RecipientSchema.MailSchema;
import org.postwatch.documents.RecipientSchema.PagerDutySchema;
import org.postwatch.documents.RecipientSchema.WebhookSchema;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.model.RecipientAddress.MailSecurity;

/** From the section of an address, without errors, to its record. */
final class RecipientAddressCompiler {
    private static final int TLS_PORT = 465;
    private static final int STARTTLS_PORT = 587;
    private static final int PLAIN_PORT = 25;

    private RecipientAddressCompiler() {}

    /** @param key one of {@link RecipientSchema#ADDRESSES} */
    static RecipientAddress compile(SectionKey<ParsedSection> key, ParsedSection s) {
        if (key == RecipientSchema.LOG) {
            return new RecipientAddress.Log();
        } else if (key == RecipientSchema.KAFKA) {
            return new RecipientAddress.KafkaTopic();
        } else if (key == RecipientSchema.WEBHOOK) {
            return new RecipientAddress.Webhook(s.require(WebhookSchema.URL), s.values(WebhookSchema.SECRETS));
        } else if (key == RecipientSchema.ALERTMANAGER) {
            return new RecipientAddress.Alertmanager(
                    s.require(AlertmanagerSchema.URL),
                    s.find(AlertmanagerSchema.USER),
                    s.find(AlertmanagerSchema.PASSWORD),
                    s.find(AlertmanagerSchema.TOKEN));
        } else if (key == RecipientSchema.PAGERDUTY) {
            return new RecipientAddress.PagerDuty(s.require(PagerDutySchema.URL), s.require(PagerDutySchema.KEY));
        } else if (key == RecipientSchema.CHAT) {
            return new RecipientAddress.Chat(s.require(ChatSchema.URL));
        } else if (key == RecipientSchema.MAIL) {
            return mail(s);
        } else if (key == RecipientSchema.CAP) {
            return new RecipientAddress.Cap(
                    s.require(CapSchema.TO),
                    s.require(CapSchema.SENDER),
                    s.get(CapSchema.SCOPE, CapSchema.RESTRICTED),
                    s.find(CapSchema.RESTRICTION),
                    s.values(CapSchema.ADDRESSES));
        }
        throw new IllegalArgumentException("no kind of address: " + key.name());
    }

    private static RecipientAddress mail(ParsedSection s) {
        MailSecurity security = s.get(MailSchema.SECURITY, MailSecurity.TLS);
        int usual = security == MailSecurity.TLS
                ? TLS_PORT
                : security == MailSecurity.STARTTLS ? STARTTLS_PORT : PLAIN_PORT;
        Optional<Integer> port = s.find(MailSchema.PORT);
        return new RecipientAddress.Mail(
                s.require(MailSchema.HOST),
                port.orElse(usual),
                security,
                s.find(MailSchema.USER),
                s.find(MailSchema.PASSWORD),
                s.require(MailSchema.FROM),
                s.values(MailSchema.TO));
    }
}
