package org.postwatch.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Feed;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.SeverityLadder;

/**
 * Districts that are nowhere, one in every partition, without campuses: where canaries come from. Always the same for the
 * same number of partitions, so that every instance speaks of the same.
 */
public final class CanaryDistricts {
    /** The only feed of each; it is expected to speak on no day, so its silence is nobody's incident. */
    public static final String FEED = "canary";

    private static final LocalDateTime DISTANT_PAST = LocalDate.of(2000, 1, 1).atStartOfDay();

    private CanaryDistricts() {}

    public static List<District> of(int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> district(partition, partitions))
                .toList();
    }

    /**
     * Whether an event is a canary of such a district. One that comes too late or too soon is missed by those who wait for it; among
     * the rejected events of feeds nobody looks for it.
     */
    static boolean isOwn(Event event) {
        return event instanceof CanaryEvent
                && event.source().equals(FEED)
                && event.origin().district().startsWith(District.CANARY_PREFIX);
    }

    private static District district(int partition, int partitions) {
        String id = IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> District.CANARY_PREFIX + n)
                .filter(name ->
                        CoverageTopology.partition(name.getBytes(StandardCharsets.UTF_8), partitions) == partition)
                .findFirst()
                .orElseThrow();
        Feed feed = new Feed(
                FEED,
                Set.of(),
                Set.of(),
                Set.of(EventType.CANARY),
                1,
                new LocalDateTimeRange(Optional.empty(), Optional.of(DISTANT_PAST)));
        return new District(
                id,
                "Canaries of partition " + partition,
                ZoneOffset.UTC,
                DISTANT_PAST.toLocalDate(),
                List.of("none"),
                settings(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(FEED, feed),
                List.of(),
                Instant.MIN);
    }

    /** Nothing of it ever applies. */
    private static DistrictSettings settings() {
        SeverityLadder ladder = new SeverityLadder(
                List.of(new SeverityLadder.SeverityStep("none", Optional.of(Duration.ZERO), Set.of())));
        Duration hour = Duration.ofHours(1);
        return new DistrictSettings(hour, hour, ladder, hour, ladder, hour, ladder, hour, "none", "none", 1, ladder, 0);
    }
}
