package org.postwatch.app.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.postwatch.intake.FeedAccount;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.RecordAuthentication.FeedSigningMode;
import org.postwatch.streams.RecordSigner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs what intake writes: with the key of the instances, or if they have none with the secrets of the feed. What would be
 * rejected as unsigned is not written. Safe for threads.
 */
final class FeedSigning {
    private static final Logger LOG = LoggerFactory.getLogger(FeedSigning.class);

    /** A record arrives at its broker so much later at most: a secret that begins by then may count. */
    private static final Duration MAX_ARRIVAL_DELAY = Duration.ofSeconds(2);

    private final RecordAuthentication authentication;
    private final Optional<ThreadLocal<RecordSigner>> instanceSigner;
    private final FeedPlans plans;
    private final InstantSource clock;
    private final Set<FeedAccount> logged = ConcurrentHashMap.newKeySet();

    FeedSigning(RecordAuthentication authentication, FeedPlans plans, InstantSource clock) {
        this.authentication = authentication;
        this.instanceSigner =
                authentication.instanceKey().map(key -> ThreadLocal.withInitial(() -> new RecordSigner(key)));
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * The signatures of a record of a feed, one of which will be valid when it arrives.
     *
     * @return empty if there is no such signature; a list without elements if the record needs none
     */
    Optional<List<String>> sign(FeedAccount feed, String topic, byte[] key, byte[] value) {
        if (authentication.feedSigning() == FeedSigningMode.SIGNED && !plans.hasKey(feed)) {
            return notSigned(
                    feed, "it has no key, and 'security.feeds' is 'signed'; expected 'key: secret:NAME' of the feed");
        }
        if (instanceSigner.isPresent()) {
            return Optional.of(List.of(instanceSigner.get().get().sign(topic, key, value)));
        }
        Instant now = clock.instant();
        Instant latest = now.plus(MAX_ARRIVAL_DELAY);
        Set<String> secrets = new TreeSet<>(plans.signingSecrets(feed, now));
        secrets.addAll(plans.signingSecrets(feed, latest));
        if (secrets.isEmpty() && plans.mustSign(feed, latest)) {
            return notSigned(
                    feed,
                    "it has a key, and this instance has neither 'security.instance-key' nor a secret of the feed that is"
                            + " valid now; expected one of them in its configuration");
        }
        logged.remove(feed);
        return Optional.of(secrets.stream()
                .map(secret -> new RecordSigner(secret).sign(topic, key, value))
                .toList());
    }

    private Optional<List<String>> notSigned(FeedAccount feed, String why) {
        if (logged.add(feed)) {
            LOG.error("no event of feed '{}' of district '{}' is taken: {}", feed.source(), feed.district(), why);
        }
        return Optional.empty();
    }
}
