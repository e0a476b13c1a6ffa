package org.postwatch.app.intake;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceStatus;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.service.SourceDirectory;

/**
 * What this instance can report of each source of the plans in force. Safe for threads; no call blocks.
 *
 * @param instance a name that each start of an instance has for itself
 * @param connections of the sources that this instance connects to, by {@code DISTRICT/NAME}
 */
record SourceStatuses(
        String instance,
        SourceDirectory directory,
        IntakeStatistics statistics,
        Supplier<Map<String, SourceState>> connections,
        InstantSource clock) {
    /** In the order of districts and names. */
    List<SourceStatus> now() {
        Map<String, SourceState> open = connections.get();
        return directory.sources().stream().map(source -> status(source, open)).toList();
    }

    private SourceStatus status(IntakeSource source, Map<String, SourceState> open) {
        return new SourceStatus(
                source.district(),
                source.name(),
                source.transport().kind(),
                instance,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.ofNullable(open.get(source.district() + "/" + source.name())),
                statistics.ofSource(source.district(), source.name()).snapshot().withoutMapped(source.map()));
    }
}
