package org.postwatch.wire;

import org.postwatch.incident.Incident;

/** The present state of an incident: the values of {@code postwatch.incidents}. */
public final class IncidentJson {
    private IncidentJson() {}

    /** An incident and the district it belongs to. */
    public record DistrictIncident(String district, Incident incident) {}

    public static byte[] write(String district, Incident incident) {
        return TopicJson.write(new DistrictIncident(district, incident));
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public static DistrictIncident read(byte[] bytes) {
        return TopicJson.read(bytes, DistrictIncident.class);
    }
}
