package org.postwatch.wire;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import tools.jackson.core.JsonGenerator;

/** An incident's present state: the values of {@code postwatch.incidents}. */
public final class IncidentJson {
    private static final int TYPICAL_BYTES = 768;

    private IncidentJson() {}

    /** An incident and the district it belongs to. */
    public record DistrictIncident(String district, Incident incident) {}

    public static byte[] write(String district, Incident incident) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, district);
            writeFields(json, incident);
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static DistrictIncident read(byte[] bytes) {
        JsonInput tree = JsonInput.of(bytes);
        return new DistrictIncident(tree.text("district"), readIncident(tree));
    }

    /** The incident's own fields, into the object that is open. */
    static void writeFields(JsonGenerator json, Incident incident) {
        json.writeStringProperty("id", incident.id());
        json.writeStringProperty("kind", incident.kind().wireName());
        json.writeStringProperty("status", incident.status().wireName());
        JsonOutput.writeOptional(json, "severity", incident.severity());
        json.writeObjectPropertyStart("labels");
        incident.labels().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeArrayPropertyStart("episodes");
        incident.episodes().forEach(episode -> write(json, episode));
        json.writeEndArray();
        JsonOutput.writeReasons(json, incident.reasons());
    }

    static Incident readIncident(JsonInput tree) {
        return new Incident(
                tree.text("id"),
                tree.parse("kind", "a kind of incident", IncidentJson::kind),
                tree.constant(
                        "status", "a status", Incident.IncidentStatus.values(), Incident.IncidentStatus::wireName),
                labels(tree.child("labels")),
                tree.list("episodes", IncidentJson::episode),
                tree.reasons());
    }

    private static void write(JsonGenerator json, Episode episode) {
        json.writeStartObject();
        JsonOutput.writeInstant(json, "from", episode.startedAt());
        JsonOutput.writeInstant(json, "opened", episode.openedAt());
        JsonOutput.writeOptional(json, "closed", episode.closedAt());
        JsonOutput.writeOptional(json, "by", episode.closeReason());
        json.writeArrayPropertyStart("steps");
        for (Episode.SeverityChange step : episode.severityChanges()) {
            json.writeStartObject();
            JsonOutput.writeInstant(json, "at", step.at());
            json.writeStringProperty("severity", step.severity());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Episode episode(JsonInput tree) {
        return new Episode(
                tree.instant("from"),
                tree.instant("opened"),
                tree.optionalInstant("closed"),
                tree.optional("by"),
                tree.list("steps", step -> new Episode.SeverityChange(step.instant("at"), step.text("severity"))));
    }

    private static SortedMap<String, String> labels(JsonInput tree) {
        SortedMap<String, String> labels = new TreeMap<>();
        tree.node().propertyNames().forEach(name -> labels.put(name, tree.text(name)));
        return labels;
    }

    private static IncidentKind kind(String wireName) {
        return Arrays.stream(IncidentKind.values())
                .filter(kind -> kind.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(wireName));
    }
}
