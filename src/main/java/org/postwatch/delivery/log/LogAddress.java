package org.postwatch.delivery.log;

import java.util.List;
import java.util.Set;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Endpoint;
import org.postwatch.notification.model.RecipientAddress;

/** The log of the instance that delivers. */
public record LogAddress() implements RecipientAddress {
    static final String TYPE = "log";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of();
    }

    @Override
    public List<ConfigValue> otherDomainTexts() {
        return List.of();
    }

    @Override
    public List<ConfigValue> credentials() {
        return List.of();
    }

    @Override
    public Set<String> destinations() {
        return Set.of();
    }

    @Override
    public boolean isPager() {
        return false;
    }

    @Override
    public boolean acceptsUpdates() {
        return true;
    }
}
