package org.postwatch.app.intake;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.FeedDirectory;

/**
 * The feeds of the plans in force, with the secrets that the plans name and the tokens that were granted at run time. A
 * granted token counts only as long as a plan has its feed. It cannot sign, because only its hash is known.
 *
 * @param isCurrent whether plans and tokens are read to their end: a token that was revoked must not be taken
 */
record FeedCredentials(FeedPlans plans, AccessFollower access, BooleanSupplier isCurrent) implements FeedDirectory {
    @Override
    public boolean isReady() {
        return plans.isReady() && access.isReady() && isCurrent.getAsBoolean();
    }

    @Override
    public Set<FeedAccount> ofSource(String source) {
        return plans.ofSource(source);
    }

    @Override
    public boolean isKnown(FeedAccount account) {
        return plans.isKnown(account);
    }

    @Override
    public Set<FeedAccount> ofToken(String token, Instant now) {
        Set<FeedAccount> accounts = new TreeSet<>(plans.ofToken(token, now));
        access.feedsOf(token, now).stream().filter(plans::isKnown).forEach(accounts::add);
        return accounts;
    }

    @Override
    public List<String> signingSecrets(FeedAccount account, Instant now) {
        return plans.signingSecrets(account, now);
    }
}
