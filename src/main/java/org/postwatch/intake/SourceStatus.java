package org.postwatch.intake;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What one instance reports of a source: a value of {@code postwatch.intake-sources}.
 *
 * @param source its name in the district's {@code intake.yaml}
 * @param kind as declared then
 * @param instance a name that each start of an instance has for itself, without {@code /}
 * @param at when it was reported
 * @param connection empty when this instance does not connect to the source
 */
public record SourceStatus(
        String district,
        String source,
        Transport kind,
        String instance,
        Instant at,
        Optional<SourceState> connection,
        SourceCounts counts) {
    public SourceStatus {
        Objects.requireNonNull(district);
        Objects.requireNonNull(source);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(instance);
        Objects.requireNonNull(at);
        Objects.requireNonNull(connection);
        Objects.requireNonNull(counts);
    }

    /** The key of the record, as {@code elm/front-door/host-1-5f2a}. */
    public String key() {
        return district + "/" + source + "/" + instance;
    }

    /** Whether it reports the same, at whatever time. */
    public boolean reportsSameAs(SourceStatus other) {
        return key().equals(other.key())
                && kind == other.kind
                && connection.equals(other.connection)
                && counts.equals(other.counts);
    }
}
