package org.postwatch.delivery.mail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name that this host sends to mail servers. It must be fully qualified (RFC 5321, 4.1.1.1), or they refuse the mail. */
public final class SmtpHeloName {
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FULLY_QUALIFIED =
            Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*\\.(?=.*[A-Za-z])" + LABEL);
    private static final Pattern LOCAL_ONLY = Pattern.compile("(.*\\.)?(localhost|localdomain|local)");

    private SmtpHeloName() {}

    /**
     * What to say: what is configured, else this host's own name if it is a full one. May ask the resolver.
     *
     * @param configured {@code delivery.smtp-helo-name}
     */
    public static Optional<String> resolve(Optional<String> configured) {
        return configured.or(() -> Optional.of(hostName()).filter(SmtpHeloName::isFullyQualified));
    }

    /** Whether it is a full domain name that others can know: no bare label, no number, none of a local network only. */
    public static boolean isFullyQualified(String name) {
        return FULLY_QUALIFIED.matcher(name).matches()
                && !LOCAL_ONLY.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
