package org.postwatch.wire;

import org.postwatch.incident.IncidentTransition;

/** A change of an incident: the values of {@code postwatch.transitions}. */
public final class TransitionJson {
    private TransitionJson() {}

    public static byte[] write(IncidentTransition transition) {
        return TopicJson.write(transition);
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public static IncidentTransition read(byte[] bytes) {
        return TopicJson.read(bytes, IncidentTransition.class);
    }
}
