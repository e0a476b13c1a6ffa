package org.postwatch.plan;

import java.util.Set;
import org.postwatch.event.EventType;

/**
 * A CloudEvents {@code source} and its grants.
 *
 * @param agencies agencies whose officers it may report
 * @param campuses campuses that it may report; empty means every campus of the district
 * @param types types that it may send; heartbeats need no grant
 * @param limitMinutes silent after this many minutes without activity (1 to 1,440)
 * @param dates when it may send events and is expected to be active, in the district's zone
 * @param hours when it is expected to be active, in the district's zone: outside of them it is not silent, but may
 * send events
 * @param keys secrets with which it signs
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

    /** A feed that is always expected to send, and does not sign. */
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
