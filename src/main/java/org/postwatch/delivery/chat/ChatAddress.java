package org.postwatch.delivery.chat;

import java.util.List;
import java.util.Set;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Endpoint;
import org.postwatch.notification.model.RecipientAddress;

/** An incoming webhook as Slack and Mattermost accept it. */
public record ChatAddress(ConfigValue url) implements RecipientAddress {
    static final String TYPE = "chat";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.url(url));
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
        return Set.of(url.normalized());
    }

    @Override
    public boolean isPager() {
        return false;
    }

    @Override
    public boolean acceptsUpdates() {
        return false;
    }
}
