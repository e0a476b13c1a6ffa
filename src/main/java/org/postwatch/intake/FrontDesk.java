package org.postwatch.intake;

import java.util.Objects;

/**
 * The page of a tablet at the entrance of a campus. Its touches and heartbeats are the events of a feed that nothing else uses:
 * what the feed is silent about, no other source has said.
 *
 * @param campus of the district; it has one desk at most
 * @param feed the CloudEvents {@code source} of its events
 * @param visitors whether it also answers the buzzers of visitors
 */
public record FrontDesk(String campus, String feed, boolean visitors) {
    /** No district has more. */
    public static final int MAX_DESKS = 500;

    public FrontDesk {
        Objects.requireNonNull(campus);
        Objects.requireNonNull(feed);
    }
}
