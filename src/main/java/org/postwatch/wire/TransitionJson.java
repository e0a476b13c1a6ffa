package org.postwatch.wire;

import org.postwatch.incident.IncidentTransition;

/** A change of an incident: the values of {@code postwatch.transitions}. */
public final class TransitionJson {
    private static final int TYPICAL_BYTES = 896;

    private TransitionJson() {}

    public static byte[] write(IncidentTransition transition) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, transition.district());
            json.writeStringProperty("change", transition.change().wireName());
            JsonOutput.writeInstant(json, "effective", transition.effectiveAt());
            JsonOutput.writeInstant(json, "said", transition.publishedAt());
            JsonOutput.writeOptional(json, "reason", transition.reason());
            json.writeObjectPropertyStart("incident");
            IncidentJson.writeFields(json, transition.incident());
            json.writeEndObject();
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static IncidentTransition read(byte[] bytes) {
        JsonInput tree = JsonInput.of(bytes);
        return new IncidentTransition(
                tree.text("district"),
                IncidentJson.readIncident(tree.child("incident")),
                tree.constant(
                        "change",
                        "a change",
                        IncidentTransition.IncidentChange.values(),
                        IncidentTransition.IncidentChange::wireName),
                tree.instant("effective"),
                tree.instant("said"),
                tree.optional("reason"));
    }
}
