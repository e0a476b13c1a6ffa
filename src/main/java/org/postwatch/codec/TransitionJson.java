package org.postwatch.codec;

import org.postwatch.incident.Transition;

/** A change of an incident: the values of {@code postwatch.transitions}. */
public final class TransitionJson {
    private static final int BYTES_TYPICAL = 896;

    private TransitionJson() {}

    public static byte[] write(Transition transition) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, transition.district());
            json.writeStringProperty("change", transition.change().wireName());
            Output.instant(json, "effective", transition.effective());
            Output.instant(json, "said", transition.said());
            Output.optional(json, "reason", transition.reason());
            json.writeObjectPropertyStart("incident");
            IncidentJson.fields(json, transition.incident());
            json.writeEndObject();
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static Transition read(byte[] bytes) {
        OutputTree tree = OutputTree.of(bytes);
        return new Transition(
                tree.text("district"),
                IncidentJson.incident(tree.child("incident")),
                tree.constant("change", "a change", Transition.Change.values(), Transition.Change::wireName),
                tree.instant("effective"),
                tree.instant("said"),
                tree.optional("reason"));
    }
}
