package org.postwatch.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a source's messages reach Postwatch. */
public enum Transport {
    /** The vendor sends each message over HTTP. */
    WEBHOOK("webhook"),
    /** Postwatch subscribes to topics of an MQTT broker. */
    MQTT("mqtt"),
    /** Postwatch asks the vendor over HTTP. */
    POLL("poll"),
    /** Postwatch reads a calendar or a table of shifts. Listed under {@code rosters}. */
    ROSTER("roster");

    /** Those of which messages are evaluated by a profile. */
    public static final List<Transport> OF_PROFILES = List.of(WEBHOOK, MQTT, POLL);

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
