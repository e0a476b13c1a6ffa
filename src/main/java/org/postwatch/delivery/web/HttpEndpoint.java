package org.postwatch.delivery.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.policy.DisclosurePolicy;

/**
 * Where to post.
 *
 * @param masked texts that must not be seen: what was looked up, and its parts
 */
public record HttpEndpoint(URI uri, List<String> maskedTexts) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");
    /** Shorter parts of a secret address say nothing: {@code v1}, {@code hooks}. */
    private static final int MIN_SECRET_CHARS = 6;

    public HttpEndpoint {
        maskedTexts = List.copyOf(maskedTexts);
    }

    /**
     * Looks the address up and checks it as {@code plan check} does with those that it can see.
     *
     * @param denied domains in or below which it must not be
     * @throws IllegalStateException when it is none that may be posted to; the message does not repeat what was looked up
     */
    public static HttpEndpoint of(ConfigValue setting, DistrictSecrets secrets, Collection<String> denied) {
        String text = secrets.resolve(setting);
        String name = setting.isSecretReference() ? "the URL in " + setting.text() : "the URL " + text;
        URI uri = parse(text, name);
        String host = uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        require(
                "https".equalsIgnoreCase(uri.getScheme())
                        || "http".equalsIgnoreCase(uri.getScheme())
                                && LOOPBACK.matcher(host).matches(),
                name + " must be https (http only on loopback)");
        new DisclosurePolicy(List.of(), Set.of(), Set.copyOf(denied))
                .findDeniedDomain(text)
                .ifPresent(domain -> {
                    throw new IllegalStateException(name + " names the denied domain " + domain);
                });
        return new HttpEndpoint(uri, setting.isSecretReference() ? secretParts(uri, text) : List.of());
    }

    /** The same with more to its path. */
    public HttpEndpoint withPath(String path) {
        String text = uri.toString();
        return new HttpEndpoint(URI.create(text.replaceFirst("/+$", "") + path), maskedTexts);
    }

    private static URI parse(String text, String name) {
        try {
            URI uri = new URI(text);
            require(uri.getHost() != null, name + " has no host");
            require(uri.getUserInfo() == null && uri.getFragment() == null, name + " has a user or a fragment");
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(name + " is no URL");
        }
    }

    private static List<String> secretParts(URI uri, String text) {
        List<String> parts = new ArrayList<>(List.of(text));
        for (String part : new String[] {uri.getRawPath(), uri.getPath(), uri.getRawQuery(), uri.getQuery()}) {
            if (part != null) {
                parts.add(part);
                parts.addAll(Arrays.asList(part.split("[/&=]")));
            }
        }
        return parts.stream().filter(part -> part.length() >= MIN_SECRET_CHARS).toList();
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new IllegalStateException(otherwise);
        }
    }
}
