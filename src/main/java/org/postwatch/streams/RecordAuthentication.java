package org.postwatch.streams;

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
public record RecordAuthentication(
        FeedSigningMode feedSigning, SecretResolver secretResolver, Optional<String> instanceKey) {
    /** For recordings, which have no signatures: a replay, a demo, a benchmark. */
    public static final RecordAuthentication RECORDED =
            new RecordAuthentication(FeedSigningMode.UNCHECKED, SecretResolver.NONE, Optional.empty());

    /** No secret is known: a feed with a key stops the instance. */
    public static final RecordAuthentication NO_SECRETS =
            new RecordAuthentication(FeedSigningMode.OPEN, SecretResolver.NONE, Optional.empty());

    /** Which feeds must sign what they send. */
    public enum FeedSigningMode {
        /** None: recordings contain what was accepted long ago. */
        UNCHECKED,
        /** Those that have a key. */
        OPEN,
        /** All: an event of a feed without a key is rejected. */
        SIGNED
    }

    /** The feeds of a district that need not sign what arrives then, by their source. */
    public static List<String> feedsWithoutKey(District district, Instant now) {
        return isCanaryDistrict(district)
                ? List.of()
                : district.feeds().values().stream()
                        .filter(feed -> !feed.keys().isSignatureRequired(now, district.zone()))
                        .map(Feed::source)
                        .sorted()
                        .toList();
    }

    /** Whether it is the feed of canaries, which instances sign with their own key. */
    static boolean isCanaryDistrict(District district) {
        return district.id().startsWith(District.CANARY_PREFIX);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Trust[" + feedSigning + "]";
    }
}
