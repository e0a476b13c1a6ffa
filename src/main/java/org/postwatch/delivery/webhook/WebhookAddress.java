package org.postwatch.delivery.webhook;

import java.util.List;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.UrlAddress;

/**
 * The receiver of a webhook as Standard Webhooks defines it.
 *
 * @param secrets the signing secret, or two while it is being changed; references
 */
public record WebhookAddress(ConfigValue url, List<ConfigValue> secrets) implements UrlAddress {
    static final String TYPE = "webhook";

    public WebhookAddress {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<ConfigValue> credentials() {
        return secrets;
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
