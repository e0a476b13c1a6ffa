package org.postwatch.roster;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * A roster of a district, as its documents declare it.
 *
 * @param name unique in the district
 * @param feed the {@code source} of its events
 * @param location a web address, {@code secret:NAME} for the secret that is one, or the absolute path of a file or folder
 * @param table the form of a table; empty for a calendar
 * @param zone of times without a zone
 * @param every how often it is read
 * @param stale without a change for so long it is no longer trusted; empty for never
 * @param rules what its entries mean
 * @param acceptFewerUntil until then it may lose more than half of its shifts at once; empty for never
 */
public record RosterSource(
        String district,
        String name,
        String feed,
        String location,
        Optional<TableForm> table,
        ZoneId zone,
        Duration every,
        Optional<Duration> stale,
        RosterRules rules,
        Optional<Instant> acceptFewerUntil) {
    private static final String SECRET = "secret:";

    public RosterSource {
        Objects.requireNonNull(district);
        Objects.requireNonNull(name);
        Objects.requireNonNull(feed);
        Objects.requireNonNull(location);
        Objects.requireNonNull(table);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(every);
        Objects.requireNonNull(stale);
        Objects.requireNonNull(rules);
        Objects.requireNonNull(acceptFewerUntil);
    }

    /** Whether it is read from a file or a folder. */
    public boolean isFile() {
        return location.startsWith("/");
    }

    /** The secret that is its address: the private address of a calendar works like a password. */
    public Optional<String> addressSecret() {
        return location.startsWith(SECRET) ? Optional.of(location.substring(SECRET.length())) : Optional.empty();
    }
}
