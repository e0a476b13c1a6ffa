package org.postwatch.intake.service;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.postwatch.intake.FeedAccount;

/** The feeds of the plans in force, with their credentials. Safe for threads; no call blocks. */
public interface FeedDirectory {
    /**
     * Whether plans and granted tokens are known as they are now: until then every credential would look wrong, and one that
     * was revoked would look right.
     */
    boolean isReady();

    /** Whether a plan in force has the feed. */
    boolean isKnown(FeedAccount account);

    /** The feeds with a {@code source}, one for each district that has it; at most one a district. */
    Set<FeedAccount> ofSource(String source);

    /** The feeds that a bearer token speaks for; empty when no feed has it at that time. */
    Set<FeedAccount> ofToken(String token, Instant now);

    /** The secrets with which a feed may sign a request at that time; empty for an unknown feed, or one without secrets. */
    List<String> signingSecrets(FeedAccount account, Instant now);
}
