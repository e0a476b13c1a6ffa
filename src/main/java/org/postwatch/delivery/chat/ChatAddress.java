package org.postwatch.delivery.chat;

import java.util.List;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.UrlAddress;

/** An incoming webhook as Slack and Mattermost accept it. */
public record ChatAddress(ConfigValue url) implements UrlAddress {
    static final String TYPE = "chat";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<ConfigValue> credentials() {
        return List.of();
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
