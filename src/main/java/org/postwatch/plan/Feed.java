package org.postwatch.plan;

import java.util.Set;
import org.postwatch.event.EventType;

/**
 * A CloudEvents {@code source} and what it may speak for.
 *
 * @param agencies agencies of whose officers it may tell
 * @param campuses campuses of which it may tell; empty means every campus of the district
 * @param types types it may tell; heartbeats need no grant
 * @param limitMinutes silent when heard neither in a minute nor in so many before it (1 to 1,440)
 * @param dates when it may send anything and is expected to speak, in the district's zone
 * @param hours when it is expected to speak, in the district's zone: outside them it is not silent, but may send events
 * @param keys secrets that it signs with
 */
public record Feed(
        String source,
        Set<String> agencies,
        Set<String> campuses,
        Set<EventType> types,
        int limitMinutes,
        LocalDateTimeRange dates,
        WeeklyHours hours,
        FeedKeys keys) {
    public static final int MAX_LIMIT_MINUTES = 1_440;

    /** One that is always expected to speak, and does not sign. */
    public Feed(
            String source,
            Set<String> agencies,
            Set<String> campuses,
            Set<EventType> types,
            int limitMinutes,
            LocalDateTimeRange dates) {
        this(source, agencies, campuses, types, limitMinutes, dates, WeeklyHours.ALWAYS, FeedKeys.NONE);
    }

    public Feed {
        agencies = Set.copyOf(agencies);
        campuses = Set.copyOf(campuses);
        types = Set.copyOf(types);
        if (limitMinutes < 1 || limitMinutes > MAX_LIMIT_MINUTES) {
            throw new IllegalArgumentException("limit of feed '" + source + "' is " + limitMinutes
                    + " minutes; expected 1 to " + MAX_LIMIT_MINUTES);
        }
    }
}
