package org.postwatch.delivery.pagerduty;

import java.util.List;
import java.util.Set;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.UrlAddress;

/** A service of PagerDuty, or of a system with the same API (Events API v2). */
public record PagerDutyAddress(ConfigValue url, ConfigValue key) implements UrlAddress {
    static final String TYPE = "pagerduty";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<ConfigValue> credentials() {
        return List.of(key);
    }

    /** The key names the service that is called, whichever of the vendor's URLs receives it. */
    @Override
    public Set<String> destinations() {
        return Set.of(key.normalized());
    }

    @Override
    public boolean isPager() {
        return true;
    }

    @Override
    public boolean acceptsUpdates() {
        return false;
    }
}
