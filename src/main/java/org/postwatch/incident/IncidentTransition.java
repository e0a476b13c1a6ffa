package org.postwatch.incident;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.postwatch.text.WireName;

/**
 * A published change of an incident. History is never rewritten.
 *
 * @param incident after the change; for {@code WITHDRAWN} as last published
 * @param effectiveAt the instant that the facts imply
 * @param publishedAt the clock at publication; before {@code effectiveAt} only for forecasts
 * @param reason the reason if the change does not imply it, such as {@code covered}
 */
public record IncidentTransition(
        String district,
        Incident incident,
        IncidentChange change,
        Instant effectiveAt,
        Instant publishedAt,
        Optional<String> reason) {

    /** The change of the incident. */
    public enum IncidentChange implements WireName {
        EXPECTED,
        AVERTED,
        OPENED,
        ESCALATED,
        CLOSED,
        CORRECTED,
        /** Other reasons than before, while it is open; nothing else changed. */
        REASONS,
        WITHDRAWN,
        /** Nothing changed. It is published again for readers that may have missed the state. */
        REPUBLISHED
    }

    public IncidentTransition {
        Objects.requireNonNull(district);
        Objects.requireNonNull(incident);
        Objects.requireNonNull(change);
        Objects.requireNonNull(effectiveAt);
        Objects.requireNonNull(publishedAt);
        Objects.requireNonNull(reason);
    }

    /** The key in {@code postwatch.transitions}: that of the incident. */
    public String key() {
        return new IncidentKey(district, incident.id()).text();
    }
}
