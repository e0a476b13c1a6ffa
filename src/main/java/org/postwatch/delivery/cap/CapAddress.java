package org.postwatch.delivery.cap;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Endpoint;
import org.postwatch.notification.model.HttpUrl;
import org.postwatch.notification.model.RecipientAddress;

/**
 * A receiver of CAP 1.2.
 *
 * @param to {@code folder:PATH}, an HTTP endpoint's URL (or a reference to one) or {@code topic}: the recipient's own
 * @param sender globally unique, without spaces, commas, {@code <} and {@code &}, as CAP requires
 * @param scope {@code Public}, {@code Restricted} or {@code Private}
 */
public record CapAddress(
        ConfigValue to, String sender, String scope, Optional<String> restriction, List<String> addresses)
        implements RecipientAddress {
    static final String TYPE = "cap";

    /** Stands for the recipient's own topic. */
    static final String TOPIC_TARGET = "topic";

    /** Precedes the path of a folder. */
    static final String FOLDER_PREFIX = "folder:";

    public CapAddress {
        addresses = List.copyOf(addresses);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(endpoint());
    }

    @Override
    public List<ConfigValue> otherDomainTexts() {
        return Stream.concat(Stream.of(sender), addresses.stream())
                .map(ConfigValue::new)
                .toList();
    }

    @Override
    public List<ConfigValue> credentials() {
        return List.of();
    }

    @Override
    public Set<String> destinations() {
        Endpoint endpoint = endpoint();
        return switch (endpoint.kind()) {
            case RECIPIENT_TOPIC -> Set.of();
            case FOLDER ->
                Set.of(FOLDER_PREFIX + HttpUrl.normalizePath(endpoint.text().text()));
            case URL, HOST -> Set.of(to.normalized());
        };
    }

    @Override
    public boolean isPager() {
        return false;
    }

    @Override
    public boolean acceptsUpdates() {
        return false;
    }

    private Endpoint endpoint() {
        if (to.text().equals(TOPIC_TARGET)) {
            return Endpoint.RECIPIENT_TOPIC;
        }
        return to.text().startsWith(FOLDER_PREFIX)
                ? Endpoint.folder(to.text().substring(FOLDER_PREFIX.length()))
                : Endpoint.url(to);
    }
}
