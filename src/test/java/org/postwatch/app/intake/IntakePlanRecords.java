package org.postwatch.app.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.event.EventType;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.SeverityLadder;
import org.postwatch.plan.SeverityLadder.SeverityStep;
import org.postwatch.plan.WeeklyHours;
import org.postwatch.wire.PlanJson;

/** Records of plans with little else than feeds, in the zone of UTC. */
final class IntakePlanRecords {
    private static final SeverityLadder LADDER =
            new SeverityLadder(List.of(new SeverityStep("warning", Optional.of(Duration.ZERO), Set.of())));

    private IntakePlanRecords() {}

    static byte[] district(String id, Feed... feeds) {
        DistrictSettings settings = new DistrictSettings(
                Duration.ofHours(12),
                Duration.ZERO,
                LADDER,
                Duration.ZERO,
                LADDER,
                Duration.ZERO,
                LADDER,
                Duration.ZERO,
                "warning",
                "warning",
                30,
                LADDER,
                0);
        return PlanJson.encode(new District(
                id,
                id,
                ZoneId.of("UTC"),
                LocalDate.parse("2026-08-14"),
                List.of("warning"),
                settings,
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Arrays.stream(feeds).collect(Collectors.toMap(Feed::source, Function.identity())),
                List.of(),
                Instant.MIN));
    }

    /** A feed whose second secret follows the first at a local time. */
    static Feed feed(String source, String firstSecret, String secondSecret, String change) {
        LocalDateTime at = LocalDateTime.parse(change);
        return new Feed(
                source,
                Set.of(),
                Set.of(),
                Set.of(EventType.BUZZER_PRESSED),
                30,
                LocalDateTimeRange.ALWAYS,
                WeeklyHours.ALWAYS,
                new FeedKeys(List.of(
                        new FeedKey(firstSecret, LocalDateTimeRange.ALWAYS),
                        new FeedKey(secondSecret, new LocalDateTimeRange(Optional.of(at), Optional.empty())))));
    }
}
