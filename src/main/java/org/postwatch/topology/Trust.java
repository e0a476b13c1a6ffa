package org.postwatch.topology;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.secrets.SecretResolver;

/**
 * How an instance verifies the sender of a record.
 *
 * @param feeds which feeds must sign
 * @param secrets of feeds
 * @param instanceKey the secret of the instances, which sign canaries and forwarded records with it; without one those are taken
 *     as they are
 */
public record Trust(Feeds feeds, SecretResolver secrets, Optional<String> instanceKey) {
    /** For recordings, which have no signatures: a replay, a demo, a benchmark. */
    public static final Trust RECORDED = new Trust(Feeds.UNCHECKED, SecretResolver.NONE, Optional.empty());

    /** No secret is known: a feed with a key stops the instance. */
    public static final Trust NO_SECRETS = new Trust(Feeds.OPEN, SecretResolver.NONE, Optional.empty());

    /** Which feeds must sign what they send. */
    public enum Feeds {
        /** None: recordings contain what was accepted long ago. */
        UNCHECKED,
        /** Those that have a key. */
        OPEN,
        /** All: an event of a feed without a key is rejected. */
        SIGNED
    }

    /** The feeds of a district that need not sign what arrives then, by their source. */
    public static List<String> withoutKey(District district, Instant now) {
        return isOfInstances(district)
                ? List.of()
                : district.feeds().values().stream()
                        .filter(feed -> !feed.keys().isRequired(now, district.zone()))
                        .map(Feed::source)
                        .sorted()
                        .toList();
    }

    /** Whether it is the feed of canaries, which instances sign with their own key. */
    static boolean isOfInstances(District district) {
        return district.id().startsWith(District.CANARY);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Trust[" + feeds + "]";
    }
}
