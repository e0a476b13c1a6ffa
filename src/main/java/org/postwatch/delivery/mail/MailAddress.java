package org.postwatch.delivery.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Endpoint;
import org.postwatch.notification.model.RecipientAddress;

/** Mailboxes, and the mail server that accepts mail for them. */
public record MailAddress(
        String host,
        int port,
        MailSecurity security,
        Optional<ConfigValue> user,
        Optional<ConfigValue> password,
        String from,
        List<String> to)
        implements RecipientAddress {
    static final String TYPE = "mail";
    static final int MAX_PORT = 65_535;

    public MailAddress {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a mail server's port is from 1 to " + MAX_PORT + ", not " + port);
        }
        to = List.copyOf(to);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.host(host));
    }

    @Override
    public List<ConfigValue> otherDomainTexts() {
        return Stream.concat(Stream.concat(Stream.of(from), to.stream()).map(ConfigValue::new), user.stream())
                .toList();
    }

    @Override
    public List<ConfigValue> credentials() {
        return Stream.of(user, password).flatMap(Optional::stream).toList();
    }

    @Override
    public Set<String> destinations() {
        return to.stream().map(MailAddress::mailbox).collect(Collectors.toSet());
    }

    @Override
    public boolean isPager() {
        return false;
    }

    @Override
    public boolean acceptsUpdates() {
        return false;
    }

    /** In lower case, without a dot at the end of the domain and without a detail after {@code +} (RFC 5233). */
    private static String mailbox(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        int plus = lower.indexOf('+');
        String local = lower.substring(0, plus > 0 && plus < at ? plus : at);
        return local + lower.substring(at).replaceFirst("\\.$", "");
    }
}
