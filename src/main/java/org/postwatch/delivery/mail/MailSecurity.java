package org.postwatch.delivery.mail;

import java.util.Locale;

/** How the connection to a mail server is secured. */
public enum MailSecurity {
    /** TLS from the first byte. */
    TLS(465),
    /** STARTTLS, and nothing without it. */
    STARTTLS(587),
    /** No encryption, on loopback only. */
    NONE(25);

    private final int defaultPort;

    MailSecurity(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** Lower case, as {@code starttls}. */
    String documentName() {
        return name().toLowerCase(Locale.ROOT);
    }

    int defaultPort() {
        return defaultPort;
    }
}
