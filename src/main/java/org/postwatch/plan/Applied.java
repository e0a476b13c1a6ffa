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
 */
public record Applied(
        String district,
        Instant at,
        String author,
        String reason,
        Optional<LocalDate> from,
        boolean restated,
        List<String> changes) {
    public Applied {
        changes = List.copyOf(changes);
    }
}
