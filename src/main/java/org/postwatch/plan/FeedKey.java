package org.postwatch.plan;

import java.util.Objects;

/**
 * A secret that a feed signs its events with.
 *
 * @param secret the name of it; the secret itself is in no plan
 * @param dates when events that are signed with it may arrive, in the district's zone
 */
public record FeedKey(String secret, LocalDateTimeRange dates) {
    public FeedKey {
        Objects.requireNonNull(secret);
        Objects.requireNonNull(dates);
    }
}
