package org.postwatch.intake.service;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.postwatch.intake.FeedAccount;

/** The feeds of the plans in force, with their credentials. Safe for threads; no call blocks. */
public interface FeedDirectory {
    /** Whether the plans are read: until then every credential would look wrong. */
    boolean isReady();

    /** Whether a plan in force has the feed. */
    boolean isKnown(FeedAccount account);

    /** The feeds that a bearer token speaks for; empty when no feed has it at that time. */
    Set<FeedAccount> ofToken(String token, Instant now);

    /** The secrets with which a feed may sign a request at that time; empty for an unknown feed, or one without secrets. */
    List<String> signingSecrets(FeedAccount account, Instant now);
}
