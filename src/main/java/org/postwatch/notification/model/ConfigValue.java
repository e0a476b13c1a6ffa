package org.postwatch.notification.model;

import java.util.Optional;

/**
 * A text of an address, or the name of a secret ({@code secret:NAME}) that holds it. The secret is looked up only by the
 * instance that delivers, so that none is in documents, topics or logs.
 */
public record ConfigValue(String text) {
    private static final String SECRET = "secret:";
    private static final String FOLDER = "folder:";

    /** Whether it only names a secret. */
    public boolean isSecretReference() {
        return text.startsWith(SECRET);
    }

    /**
     * What it stands for in one form whatever its spelling: the receiver of a web address, the path of a folder. A reference
     * stands for what it refers to, unseen.
     */
    String normalized() {
        if (text.startsWith(FOLDER)) {
            return FOLDER + HttpUrl.normalizePath(text.substring(FOLDER.length()));
        }
        return HttpUrl.of(text).map(HttpUrl::normalized).orElse(text);
    }

    /** The name of the secret; empty when the text stands for itself. */
    public Optional<String> secretName() {
        return isSecretReference() ? Optional.of(text.substring(SECRET.length())) : Optional.empty();
    }
}
