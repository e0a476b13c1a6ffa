package org.postwatch.delivery.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.SocketFactory;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.network.HostResolver;
import org.postwatch.notification.model.HttpUrl;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.mailer.MailerBuilder;

/** How a mail server is spoken to: encrypted and with its identity verified, or on loopback. */
final class SmtpMailerFactory {
    /** An address says who is there where no name does (RFC 5321, 4.1.1.1). */
    private static final String LOOPBACK_LITERAL = "[127.0.0.1]";

    private SmtpMailerFactory() {}

    /**
     * @param hello the full name of this host, if it has one; servers on loopback do without
     * @param resolver gives no address that may not be called
     * @param properties beside those of the library: in tests, whom to trust
     * @throws IllegalStateException if a secret is not there, or the way is neither encrypted nor within this machine
     */
    static Mailer create(
            MailAddress address,
            DistrictSecrets secrets,
            Optional<String> hello,
            HostResolver resolver,
            Map<String, String> properties) {
        if (address.security() == MailSecurity.NONE && !HttpUrl.isLoopback(address.host())) {
            throw new IllegalStateException("mail without TLS goes to loopback only, not to " + address.host());
        }
        String name = hello.or(() -> Optional.of(LOOPBACK_LITERAL).filter(local -> HttpUrl.isLoopback(address.host())))
                .orElseThrow(() -> new IllegalStateException(
                        "mail servers expect a fully qualified host name, and this host has none; set"
                                + " delivery.smtp-helo-name in"
                                + " the configuration of the instance, as postwatch.district.example"));
        Mailer mailer = MailerBuilder.withSMTPServer(
                        address.host(),
                        address.port(),
                        address.user().map(secrets::resolve).orElse(null),
                        address.password().map(secrets::resolve).orElse(null))
                .withTransportStrategy(
                        switch (address.security()) {
                            case TLS -> TransportStrategy.SMTPS;
                            case STARTTLS -> TransportStrategy.SMTP_TLS;
                            case NONE -> TransportStrategy.SMTP;
                        })
                .withSessionTimeout((int) NotificationChannel.MAX_ATTEMPT_DURATION.toMillis())
                // The library's own habit is to trust anybody.
                .trustingAllHosts(false)
                .verifyingServerIdentity(true)
                // One bad address must not keep the mail from the others.
                .withProperty("mail.smtp.sendpartial", "true")
                .withProperty("mail.smtps.sendpartial", "true")
                // Otherwise the library would use TLS without checking the certificate although TLS is off.
                .withProperty(
                        "mail.smtp.starttls.enable", Boolean.toString(address.security() == MailSecurity.STARTTLS))
                .withProperty("mail.smtp.localhost", name)
                .withProperty("mail.smtps.localhost", name)
                // The library would else connect by itself where the sockets below refuse to.
                .withProperty("mail.smtp.socketFactory.fallback", "false")
                .withProperty("mail.smtps.socketFactory.fallback", "false")
                .buildMailer();
        SocketFactory sockets = new CheckedSocketFactory(resolver);
        // As an object, which the builder would make a text of. A factory for TLS would have the library connect by
        // itself.
        for (String protocol : List.of("smtp", "smtps")) {
            mailer.getSession().getProperties().put("mail." + protocol + ".socketFactory", sockets);
        }
        mailer.getSession().getProperties().putAll(properties);
        return mailer;
    }
}
