package org.postwatch.delivery.webhook;

import java.util.List;
import java.util.Set;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Endpoint;
import org.postwatch.notification.model.RecipientAddress;

/**
 * The receiver of a webhook as Standard Webhooks defines it.
 *
 * @param secrets the signing secret, or two while it is being changed; references
 */
public record WebhookAddress(ConfigValue url, List<ConfigValue> secrets) implements RecipientAddress {
    static final String TYPE = "webhook";

    public WebhookAddress {
        secrets = List.copyOf(secrets);
    }

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
        return secrets;
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
        return true;
    }
}
