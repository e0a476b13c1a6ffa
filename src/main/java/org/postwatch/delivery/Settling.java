package org.postwatch.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Delivery.Outcome;
import org.postwatch.routing.Notice;

/** Settles what needs no more sending, or none at all: it was taken, refused, given up, or over before it was told. */
final class Settling {
    private final Register register;

    Settling(Register register) {
        this.register = register;
    }

    /** What needs no sending, or has been tried for too long. */
    void untold(Line line, Instant now) {
        if (line.failures > 0 || line.terms == null || !line.later.isEmpty()) {
            giveUp(line, now);
        }
        while (line.terms != null && !line.waiting.isEmpty()) {
            Standing first = line.next(now).orElse(line.waiting.first());
            Optional<String> needless = needless(line.terms, first);
            if (needless.isEmpty()) {
                return;
            }
            settle(line, first, Outcome.DELIVERED, needless.get(), now);
        }
    }

    /** Why it need not be sent; empty when it has to be. */
    private static Optional<String> needless(Terms terms, Standing standing) {
        if (standing.refreshing) {
            return Optional.empty();
        } else if (terms.pager() && standing.isOver() && !standing.maybeTold) {
            return Optional.of(Standing.SUPERSEDED);
        }
        return terms.updates() || standing.isNews() ? Optional.empty() : Optional.of(Standing.NO_CALL);
    }

    void giveUp(Line line, Instant now) {
        Duration after = line.giveUpAfter();
        List<Standing> all = new ArrayList<>(line.waiting);
        all.addAll(line.later);
        for (Standing standing : all) {
            if (standing.since != null && !standing.since.plus(after).isAfter(now)) {
                String reason = line.terms == null
                        ? "no document names this recipient"
                        : "given up after " + after.toMinutes() + " min: "
                                + (standing.reason == null ? line.reason : standing.reason);
                settle(line, standing, Outcome.FAILED, reason, now);
            }
        }
    }

    void settle(Line line, Standing standing, Outcome outcome, String detail, Instant now) {
        line.remove(standing);
        standing.taken = outcome == Outcome.DELIVERED ? now : null;
        boolean over = standing.isOver();
        write(standing, standing.notice, outcome, standing.attempts, detail, now);
        if (outcome == Outcome.DELIVERED && over) {
            // What opens again under the same subject is news again.
            standing.maybeTold = false;
        }
        refreshLater(line, standing, now);
    }

    void write(Standing standing, Notice notice, Outcome outcome, int attempts, String detail, Instant now) {
        standing.recorded = true;
        standing.settled = notice.revision();
        standing.settledAt = notice.at().isAfter(now) ? notice.at() : now;
        standing.last = new Delivery(
                notice.district(),
                notice.recipient(),
                notice.subject(),
                notice.ref(),
                notice.revision(),
                outcome,
                attempts,
                now,
                detail);
        register.became(standing.last);
    }

    /** Of what is settled only that is kept, unless it is to be sent again. */
    void refreshLater(Line line, Standing standing, Instant now) {
        Optional<Duration> again = standing.taken == null || standing.notice == null || line.terms == null
                ? Optional.empty()
                : line.terms.refreshing().after(standing.notice, Duration.between(standing.taken, now));
        standing.attempts = 0;
        standing.since = null;
        standing.untoldSince = null;
        standing.refreshing = again.isPresent();
        standing.reason = null;
        if (again.isPresent()) {
            standing.notBefore = now.plus(again.get());
            line.later.add(standing);
        } else {
            standing.notice = null;
        }
    }
}
