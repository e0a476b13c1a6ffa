package org.postwatch.intake;

import java.util.Arrays;
import java.util.Optional;

/** How a source's messages reach Postwatch. */
public enum Transport {
    /** The vendor sends each message over HTTP. */
    WEBHOOK("webhook"),
    /** Postwatch subscribes to topics of an MQTT broker. */
    MQTT("mqtt"),
    /** Postwatch asks the vendor over HTTP. */
    POLL("poll");

    private final String documentName;

    Transport(String documentName) {
        this.documentName = documentName;
    }

    /** The name in profiles and in {@code intake.yaml}. */
    public String documentName() {
        return documentName;
    }

    /** The transport with that name in documents. */
    public static Optional<Transport> ofDocumentName(String name) {
        return Arrays.stream(values())
                .filter(each -> each.documentName.equals(name))
                .findFirst();
    }
}
