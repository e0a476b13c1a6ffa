package org.postwatch.notification.model;

import java.util.Optional;

/**
 * A text of an address, or the name of a secret ({@code secret:NAME}) that holds it. The secret is looked up only by the
 * instance that delivers, so that no secret is in documents, topics or logs.
 */
public record ConfigValue(String text) {
    private static final String SECRET = "secret:";

    /** Whether it only names a secret. */
    public boolean isSecretReference() {
        return text.startsWith(SECRET);
    }

    /** A web address in the form that all addresses of its receiver share; any other text, and a reference, as it is. */
    public String normalized() {
        return HttpUrl.of(text).map(HttpUrl::normalized).orElse(text);
    }

    /** The name of the secret; empty when the text stands for itself. */
    public Optional<String> secretName() {
        return isSecretReference() ? Optional.of(text.substring(SECRET.length())) : Optional.empty();
    }
}
