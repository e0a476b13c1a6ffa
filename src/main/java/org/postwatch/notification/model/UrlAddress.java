package org.postwatch.notification.model;

import java.util.List;
import java.util.Set;

/** An address that is a web address and nothing else: no other text of it names a domain. */
public interface UrlAddress extends RecipientAddress {
    /** A text as {@code https://cad.example/hooks}, or a reference to a secret. */
    ConfigValue url();

    @Override
    default List<Endpoint> endpoints() {
        return List.of(Endpoint.url(url()));
    }

    @Override
    default List<ConfigValue> otherDomainTexts() {
        return List.of();
    }

    @Override
    default Set<String> destinations() {
        return Set.of(url().normalized());
    }
}
