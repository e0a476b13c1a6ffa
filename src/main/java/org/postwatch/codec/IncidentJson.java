package org.postwatch.codec;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import tools.jackson.core.JsonGenerator;

/** An incident's present state: the values of {@code postwatch.incidents}. */
public final class IncidentJson {
    private static final int BYTES_TYPICAL = 768;

    private IncidentJson() {}

    /** An incident and the district it belongs to. */
    public record Filed(String district, Incident incident) {}

    public static byte[] write(String district, Incident incident) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, district);
            fields(json, incident);
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static Filed read(byte[] bytes) {
        OutputTree tree = OutputTree.of(bytes);
        return new Filed(tree.text("district"), incident(tree));
    }

    /** The incident's own fields, into the object that is open. */
    static void fields(JsonGenerator json, Incident incident) {
        json.writeStringProperty("id", incident.id());
        json.writeStringProperty("kind", incident.kind().wireName());
        json.writeStringProperty("status", incident.status().wireName());
        Output.optional(json, "severity", incident.severity());
        json.writeObjectPropertyStart("labels");
        incident.labels().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeArrayPropertyStart("episodes");
        incident.episodes().forEach(episode -> write(json, episode));
        json.writeEndArray();
        Output.reasons(json, incident.reasons());
    }

    static Incident incident(OutputTree tree) {
        return new Incident(
                tree.text("id"),
                tree.as("kind", "a kind of incident", IncidentJson::kind),
                tree.constant("status", "a status", Incident.Status.values(), Incident.Status::wireName),
                labels(tree.child("labels")),
                tree.list("episodes", IncidentJson::episode),
                tree.reasons());
    }

    private static void write(JsonGenerator json, Episode episode) {
        json.writeStartObject();
        Output.instant(json, "from", episode.from());
        Output.instant(json, "opened", episode.opened());
        Output.optional(json, "closed", episode.closed());
        Output.optional(json, "by", episode.by());
        json.writeArrayPropertyStart("steps");
        for (Episode.Step step : episode.steps()) {
            json.writeStartObject();
            Output.instant(json, "at", step.at());
            json.writeStringProperty("severity", step.severity());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Episode episode(OutputTree tree) {
        return new Episode(
                tree.instant("from"),
                tree.instant("opened"),
                tree.optionalInstant("closed"),
                tree.optional("by"),
                tree.list("steps", step -> new Episode.Step(step.instant("at"), step.text("severity"))));
    }

    private static SortedMap<String, String> labels(OutputTree tree) {
        SortedMap<String, String> labels = new TreeMap<>();
        tree.node().propertyNames().forEach(name -> labels.put(name, tree.text(name)));
        return labels;
    }

    private static Kind kind(String wireName) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(wireName));
    }
}
