package org.postwatch.intake.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.postwatch.event.EventTrait;
import org.postwatch.event.EventType;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.UnmappedId;
import org.postwatch.text.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the messages of sources that should have become events, with what to do: at most {@value #MAX_LINES} lines in an hour for a
 * source, and as many for urgent events. Safe for threads.
 */
final class SourceWarnings {
    static final int MAX_LINES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(SourceWarnings.class);
    private static final Duration HOUR = Duration.ofHours(1);

    private record WarningLimit(String source, boolean isUrgent) {}

    private record WarningHour(Instant start, int lines) {}

    private final Map<WarningLimit, WarningHour> hours = new ConcurrentHashMap<>();

    /** @param types what the message would have become */
    void unmapped(IntakeSource source, UnmappedId id, Set<EventType> types, Instant now) {
        boolean isUrgent = types.stream().anyMatch(type -> type.has(EventTrait.URGENT));
        String name = name(source);
        if (!isWithinLimit(name, isUrgent, now)) {
            return;
        }
        String events = types.stream().map(EventType::shortName).sorted().collect(Collectors.joining(" or "));
        LOG.warn(
                "{}source {}: {} '{}' is not mapped: {} {}; './postwatch intake unmapped --district {}' shows what to add to"
                        + " intake.yaml",
                isUrgent ? "URGENT: " : "",
                name,
                PrintableText.escape(id.kind()),
                PrintableText.escape(id.id()),
                events,
                isUrgent ? "IS NOT RECORDED and nobody is notified" : "is not recorded",
                source.district());
    }

    /** Logs a rejection if people would have been notified of the event at once. */
    void rejected(IntakeSource source, MessageRejection rejection, Instant now) {
        boolean isUrgent =
                rejection.type().filter(type -> type.has(EventTrait.URGENT)).isPresent();
        if (isUrgent && isWithinLimit(name(source), true, now)) {
            LOG.warn(
                    "URGENT: source {}: {} IS NOT RECORDED and nobody is notified, because the message was rejected: {};"
                            + " correct what the vendor sends, or the source in intake.yaml",
                    name(source),
                    rejection.type().get().shortName(),
                    PrintableText.escape(rejection.toString()));
        }
    }

    private boolean isWithinLimit(String source, boolean isUrgent, Instant now) {
        WarningHour hour = hours.compute(
                new WarningLimit(source, isUrgent),
                (limit, known) -> known == null || !now.isBefore(known.start().plus(HOUR))
                        ? new WarningHour(now, 1)
                        : new WarningHour(known.start(), Math.min(known.lines(), MAX_LINES + 1) + 1));
        if (hour.lines() == MAX_LINES + 1) {
            LOG.warn(
                    "source {}: further messages that are not recorded are not logged until {}; './postwatch intake sources"
                            + " --district {}' counts them",
                    source,
                    hour.start().plus(HOUR),
                    source.substring(0, source.indexOf('/')));
        }
        return hour.lines() <= MAX_LINES;
    }

    private static String name(IntakeSource source) {
        return source.district() + "/" + source.name();
    }
}
