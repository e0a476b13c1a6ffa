package org.postwatch.routing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web address as strictly as notices need one: nothing in it can be read in two ways, so that what was checked is what
 * is called. No user, no fragment, no escapes and nothing but ASCII in the host.
 *
 * @param host lower case, without a dot at its end; an IPv6 address without brackets
 */
public record WebAddress(boolean secure, String host) {
    public static final int CHARACTERS_MAX = 2_000;

    private static final Pattern FORMAT = Pattern.compile(
            "(https?)://(?:([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\\.?)|\\[([0-9A-Fa-f:.]+)])(?::[0-9]{1,5})?"
                    + "(?:[/?][A-Za-z0-9/?:@!$&'()*+,;=._~%-]*)?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");

    /** Empty when it is no such address. */
    public static Optional<WebAddress> of(String text) {
        Matcher found = FORMAT.matcher(text);
        if (text.length() > CHARACTERS_MAX || !found.matches()) {
            return Optional.empty();
        }
        String host = (found.group(2) == null ? found.group(3) : found.group(2)).toLowerCase(Locale.ROOT);
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return bare.contains("..")
                ? Optional.empty()
                : Optional.of(new WebAddress(found.group(1).equals("https"), bare));
    }

    /** Whether a host is this machine, whatever the network: only there may something travel in the clear. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether notices may be sent there: encrypted, or not leaving this machine. */
    public boolean isSafe() {
        return secure || isLoopback(host);
    }
}
