package org.postwatch.notification.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A web address as strictly as notices need one: nothing in it can be read in two ways, so that what was checked is what
 * is called. No user, no fragment, no escapes and nothing but ASCII in the host.
 *
 * @param host lower case, without a dot at its end; an IPv6 address without brackets
 * @param place host, port, path and query in one form, whatever the case of the host, the escapes and dots of the path or
 *     the name of this machine: addresses with the same place reach the same receiver
 */
public record HttpUrl(boolean secure, String host, String normalized) {
    public static final int MAX_LENGTH = 2_000;

    private static final Pattern FORMAT = Pattern.compile(
            "(https?)://(?:([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\\.?)|\\[([0-9A-Fa-f:.]+)])(?::([0-9]{1,5}))?"
                    + "([/?][A-Za-z0-9/?:@!$&'()*+,;=._~%-]*)?");
    private static final int HEX_RADIX = 16;
    private static final int MAX_PORT = 65_535;
    /** Escapes of letters, digits, {@code -._~} (RFC 3986, 2.3). */
    private static final Pattern UNRESERVED =
            Pattern.compile("%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");

    /** Empty when it is no such address. */
    public static Optional<HttpUrl> of(String text) {
        Matcher found = FORMAT.matcher(text);
        if (text.length() > MAX_LENGTH || !found.matches()) {
            return Optional.empty();
        }
        String host = (found.group(2) == null ? found.group(3) : found.group(2)).toLowerCase(Locale.ROOT);
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return bare.contains("..") || !isPort(found.group(4))
                ? Optional.empty()
                : Optional.of(new HttpUrl(found.group(1).equals("https"), bare, normalize(found, bare)));
    }

    private static boolean isPort(String digits) {
        return digits == null || Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= MAX_PORT;
    }

    private static String normalize(Matcher found, String host) {
        String port = found.group(4) != null
                ? String.valueOf(Integer.parseInt(found.group(4)))
                : found.group(1).equals("https") ? "443" : "80";
        String rest = found.group(5) == null ? "" : found.group(5);
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        String unescaped = UNRESERVED
                .matcher(path)
                .replaceAll(escape -> String.valueOf((char) Integer.parseInt(escape.group(1), HEX_RADIX)));
        return (isLoopback(host) ? "localhost" : host) + ":" + port + normalizePath(unescaped)
                + (query < 0 ? "" : rest.substring(query));
    }

    /** A path without dot segments, doubled slashes and slashes at its end. */
    public static String normalizePath(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/+")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return segments.stream().map(segment -> "/" + segment).collect(Collectors.joining());
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
