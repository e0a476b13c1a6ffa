package org.postwatch.delivery.mail;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.List;
import java.util.Optional;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.network.HostResolver;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.HttpUrl;

/** Recipients that receive mail. */
public final class MailIntegration {
    private static final SectionKey<String> HOST = required("host", ValueFormats.HOST, "The mail server.");
    private static final SectionKey<Integer> PORT = optional(
            "port",
            ValueFormats.wholeNumber(1, MailAddress.MAX_PORT),
            "Port of the mail server. If absent: 465 for tls, 587 for starttls, 25 for none.");
    private static final SectionKey<MailSecurity> SECURITY = optional(
                    "security",
                    EnumParser.of("way to secure mail", List.of(MailSecurity.values()), MailSecurity::documentName),
                    "The encryption. `none` is allowed on loopback only.")
            .withDefault("tls");
    private static final SectionKey<ConfigValue> USER =
            optional("user", AddressForm.USER, "The user, together with `password`: a name, or the name of a secret.");
    private static final SectionKey<ConfigValue> PASSWORD =
            optional("password", AddressForm.SECRET_REFERENCE, "The password, together with `user`.");
    private static final SectionKey<String> FROM = required("from", ValueFormats.MAIL_ADDRESS);
    private static final SectionKey<List<LocatedValue<String>>> TO = required(
            "to",
            new ListParser<>(ValueFormats.MAIL_ADDRESS, "mail addresses", 1, AddressForm.MAX_ADDRESSEES, true),
            "The mail addresses that receive the notice.");

    public static final RecipientIntegration<MailAddress> INTEGRATION = new RecipientIntegration<>(
            optional(
                    MailAddress.TYPE,
                    SectionSchema.of("a mail", "Mail over SMTP.", HOST, PORT, SECURITY, USER, PASSWORD, FROM, TO)
                            .withRule(MailIntegration::check, AddressForm.loginKeywords(USER, PASSWORD))),
            MailAddress.class,
            MailIntegration::compile,
            MailIntegration::open);

    private MailIntegration() {}

    private static void check(ParsedSection mail, Diagnostics diagnostics) {
        Optional<String> host = mail.find(HOST);
        if (mail.get(SECURITY, MailSecurity.TLS) == MailSecurity.NONE
                && host.isPresent()
                && !HttpUrl.isLoopback(host.get())) {
            diagnostics.error(mail.at(SECURITY), "mail in the clear to '" + host.get() + "'; expected tls or starttls");
        }
        AddressForm.checkLogin(mail, "a mail", USER, PASSWORD, diagnostics);
    }

    private static MailAddress compile(ParsedSection section) {
        MailSecurity security = section.get(SECURITY, MailSecurity.TLS);
        return new MailAddress(
                section.require(HOST),
                section.get(PORT, security.defaultPort()),
                security,
                section.find(USER),
                section.find(PASSWORD),
                section.require(FROM),
                section.values(TO));
    }

    private static NotificationChannel open(MailAddress address, ChannelContext context) {
        return new MailChannel(
                address,
                context.secrets(),
                context.heloName().get(),
                HostResolver.SYSTEM.restrictedBy(context.outgoing()));
    }
}
