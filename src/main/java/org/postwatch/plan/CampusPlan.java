package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All versions of one campus that are still needed, by the first date on which each is in force. Before it the
 * first version is in force. A campus never changes its zone (a new zone is a new campus).
 *
 * @param monitoredFrom when it was applied first: before it no window requires anything; {@link Instant#MIN} when that bears
 *     on no day (replays)
 */
public record CampusPlan(String id, NavigableMap<LocalDate, Campus> versions, Instant monitoredFrom) {
    /** Watched since ever. */
    public CampusPlan(String id, NavigableMap<LocalDate, Campus> versions) {
        this(id, versions, Instant.MIN);
    }

    public CampusPlan {
        versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("campus '" + id + "' has no version");
        }
    }

    /** The version that is in force on a local date. */
    public Campus versionOn(LocalDate date) {
        var entry = versions.floorEntry(date);
        return (entry == null ? versions.firstEntry() : entry).getValue();
    }

    public ZoneId zone() {
        return versions.firstEntry().getValue().zone();
    }
}
