package org.postwatch.delivery.alertmanager;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.UrlAddress;

/**
 * An Alertmanager: {@code POST /api/v2/alerts} below this URL.
 *
 * @param user with a password, for HTTP's Basic scheme (RFC 7617)
 * @param token for HTTP's Bearer scheme (RFC 6750); not both
 */
public record AlertmanagerAddress(
        ConfigValue url, Optional<ConfigValue> user, Optional<ConfigValue> password, Optional<ConfigValue> token)
        implements UrlAddress {
    static final String TYPE = "alertmanager";

    static final String ALERTS_PATH = "/api/v2/alerts";

    /** An Alertmanager that needs no login. */
    public AlertmanagerAddress(ConfigValue url) {
        this(url, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<ConfigValue> credentials() {
        return Stream.of(user, password, token).flatMap(Optional::stream).toList();
    }

    @Override
    public Set<String> destinations() {
        String place = url.normalized();
        return Set.of(url.isSecretReference() ? place : place + ALERTS_PATH);
    }

    @Override
    public boolean isPager() {
        return true;
    }

    @Override
    public boolean acceptsUpdates() {
        return true;
    }
}
