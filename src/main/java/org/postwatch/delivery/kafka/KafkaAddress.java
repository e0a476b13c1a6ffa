package org.postwatch.delivery.kafka;

import java.util.List;
import java.util.Set;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Endpoint;
import org.postwatch.notification.model.RecipientAddress;

/** A topic of the recipient's own, {@code postwatch.recipient.<district>.<recipient>}. */
public record KafkaAddress() implements RecipientAddress {
    static final String TYPE = "kafka";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.RECIPIENT_TOPIC);
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
