package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A span of local time of a document, in a zone that is given later. Documents have inclusive dates ("to 2029-07-31");
 * here {@code until} is exclusive (2029-08-01T00:00). An absent end is open.
 */
public record LocalDateTimeRange(Optional<LocalDateTime> from, Optional<LocalDateTime> until) {
    public static final LocalDateTimeRange ALWAYS = new LocalDateTimeRange(Optional.empty(), Optional.empty());

    public LocalDateTimeRange {
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new IllegalArgumentException("ends at " + until.get() + ", not after its start " + from.get());
        }
    }

    /** Its first instant; {@link Instant#MIN} when open. */
    public Instant start(ZoneId zone) {
        return from.map(l -> startOf(l, zone)).orElse(Instant.MIN);
    }

    /** The first instant after it; {@link Instant#MAX} when open. */
    public Instant end(ZoneId zone) {
        return until.map(l -> until(l, zone)).orElse(Instant.MAX);
    }

    /** For people: {@code from 2026-09-14T10:00 until 2026-10-01T00:00}, or {@code always}. */
    public String text() {
        String text = from.map(l -> "from " + l + " ").orElse("")
                + until.map(l -> "until " + l).orElse("");
        return text.isEmpty() ? "always" : text.strip();
    }

    public boolean contains(Instant t, ZoneId zone) {
        return !t.isBefore(start(zone)) && t.isBefore(end(zone));
    }

    /** A local start as an instant: shifted forward in a daylight-saving gap, the earlier offset in an overlap. */
    public static Instant startOf(LocalDateTime local, ZoneId zone) {
        return ZonedDateTime.of(local, zone).withEarlierOffsetAtOverlap().toInstant();
    }

    /**
     * The exclusive end that a document gives as a date or a local date-time. A date ends at the first instant of the next
     * local date, also where midnight comes twice (America/Havana); so does a date-time of midnight, which means the same.
     * Any other date-time takes the later offset in an overlap.
     */
    public static Instant until(LocalDateTime local, ZoneId zone) {
        return local.toLocalTime().equals(LocalTime.MIDNIGHT) ? startOf(local, zone) : endOf(local, zone);
    }

    /** A local end as an instant: shifted forward in a daylight-saving gap, the later offset in an overlap. */
    public static Instant endOf(LocalDateTime local, ZoneId zone) {
        return ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toInstant();
    }
}
