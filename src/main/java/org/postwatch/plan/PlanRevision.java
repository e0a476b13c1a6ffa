package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * That somebody applied a district's documents: who, why, and what it changed. Kept for as long as the plans are.
 *
 * @param at when, to the millisecond
 * @param from the date asked for; absent for the next local midnight of each campus
 * @param restated whether it reached back over open days
 * @param changes for people, as {@link DistrictChange#lines()}
 * @param mandatoryDenials the mandatory denials of the documents, as {@code class:NAME}, {@code agency:ID}, {@code domain:NAME}: a rebuild reads
 *     all earlier denials from it
 * @param liftedDenials the denials that it lifts
 */
public record PlanRevision(
        String district,
        Instant appliedAt,
        String author,
        String reason,
        Optional<LocalDate> effectiveFrom,
        boolean restated,
        List<String> changes,
        List<String> mandatoryDenials,
        List<String> liftedDenials) {
    public PlanRevision {
        changes = List.copyOf(changes);
        mandatoryDenials = List.copyOf(mandatoryDenials);
        liftedDenials = List.copyOf(liftedDenials);
    }

    /** One that neither declares nor lifts a denial. */
    public PlanRevision(
            String district,
            Instant at,
            String author,
            String reason,
            Optional<LocalDate> from,
            boolean restated,
            List<String> changes) {
        this(district, at, author, reason, from, restated, changes, List.of(), List.of());
    }
}
