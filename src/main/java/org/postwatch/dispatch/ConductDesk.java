package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductSeen;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Routing;
import org.postwatch.watch.Receipt;
import org.postwatch.watch.UrgentEvents;
import org.postwatch.watch.Verdict;
import org.postwatch.watch.Verdict.SetAside;

/** Admits what feeds tell of conduct. It never comes near COVERAGE. */
final class ConductDesk {
    private static final Duration FUTURE_MAX = Duration.ofMinutes(1);
    private static final Duration LATE_MAX = Duration.ofDays(2);

    private final Office office;
    private final MatterDesk matters;
    private final UrgentConduct urgent;
    private final UrgentEvents known;

    ConductDesk(Office office, MatterDesk matters) {
        this.urgent = new UrgentConduct(office);
        this.office = office;
        this.matters = matters;
        this.known = new UrgentEvents(office.ledger(), Tables.NOTIFIED_EMERGENCIES);
    }

    Verdict take(ConductSeen seen, Receipt receipt) {
        String district = seen.origin().district();
        Optional<Routing> found = office.routing(district);
        if (found.isEmpty()) {
            return new SetAside(
                    "unknown-district", "no plan for district '" + district + "'; apply its documents first");
        }
        Routing routing = found.get();
        Optional<SetAside> refusal = untimely(seen.origin().time(), receipt.stamp())
                .or(() -> unauthorised(routing, seen, seen.origin().time()));
        if (seen.isUrgent()) {
            return urgent(routing, seen, receipt, refusal);
        }
        if (refusal.isPresent()) {
            return refusal.get();
        }
        arrive(routing, OwnMatter.conduct(routing, seen), seen);
        return Verdict.TAKEN;
    }

    private void arrive(Routing routing, Matter conduct, ConductSeen seen) {
        if (office.affair(conduct.district(), conduct.id()).isEmpty()) {
            Optional<Instant> over = OwnMatter.end(conduct).filter(end -> !end.isAfter(office.now()));
            if (over.isPresent()) {
                matters.arrive(OwnMatter.closed(conduct, over.get(), "24 h"), Stage.OPENED);
            } else if (seen.emergency()) {
                urgent.take(routing, conduct, seen).ifPresent(news -> matters.arrive(news.matter(), news.stage()));
            } else {
                matters.arrive(conduct, Stage.OPENED);
            }
        }
    }

    /** An emergency calls people although its time is not credible, or its id was taken; each of its bytes once. */
    private Verdict urgent(Routing routing, ConductSeen seen, Receipt receipt, Optional<SetAside> refused) {
        boolean repeated = known.isKnown(seen, receipt, office.now());
        boolean taken = known.isKnown(seen, office.now())
                || office.affair(routing.district(), OwnMatter.conductId(seen)).isPresent();
        Optional<SetAside> refusal =
                refused.or(() -> taken && !repeated ? Optional.of(conflicting(seen)) : Optional.empty());
        boolean notified = refusal.isEmpty()
                || (UrgentEvents.isNotifiedDespite(refusal.get().reason())
                        && unauthorised(routing, seen, receipt.stamp()).isEmpty());
        if (notified && !repeated) {
            known.remember(seen, receipt, office.now());
            String id = OwnMatter.conductId(seen) + (taken ? "/" + UrgentEvents.digest(receipt) : "");
            Instant at =
                    refusal.isEmpty() ? seen.origin().time() : UrgentEvents.effective(receipt.stamp(), office.now());
            Matter conduct = OwnMatter.conduct(routing, seen, id, at);
            Matter marked = refusal.map(r -> OwnMatter.marked(
                            conduct, Reason.of(r.reason(), seen.origin().time())))
                    .orElse(conduct);
            arrive(routing, marked, seen);
        }
        return refusal.map(Verdict.class::cast).orElse(Verdict.TAKEN);
    }

    private static SetAside conflicting(ConductSeen seen) {
        return new SetAside(
                "conflicting",
                "source '" + seen.origin().source() + "' has sent another event with id '"
                        + seen.origin().id() + "'");
    }

    private static Optional<SetAside> untimely(Instant time, Instant stamp) {
        if (time.isAfter(stamp.plus(FUTURE_MAX))) {
            return aside("future", "time " + time + " is more than one minute after its arrival at " + stamp);
        }
        return time.isBefore(stamp.minus(LATE_MAX))
                ? aside("late", "time " + time + " is more than two days before its arrival at " + stamp)
                : Optional.empty();
    }

    /** @param time when the feed must have been one */
    private static Optional<SetAside> unauthorised(Routing routing, ConductSeen seen, Instant time) {
        String source = seen.origin().source();
        if (!routing.campuses().containsKey(seen.campus())) {
            return aside(
                    "unknown-campus", "district '" + routing.district() + "' has no campus '" + seen.campus() + "'");
        }
        Routing.ConductFeed feed = routing.conductFeeds().get(source);
        if (feed != null && !feed.dates().contains(time, routing.zone())) {
            return aside(
                    "source-not-authorised",
                    "time " + time + " lies outside the dates of feed '" + source + "' ("
                            + feed.dates().text() + ", " + routing.zone() + ")");
        }
        if (feed == null || !(feed.campuses().isEmpty() || feed.campuses().contains(seen.campus()))) {
            return aside(
                    "source-not-authorised",
                    "feed '" + source + "' may not tell of conduct at campus '" + seen.campus() + "'");
        }
        return Optional.empty();
    }

    private static Optional<SetAside> aside(String reason, String detail) {
        return Optional.of(new SetAside(reason, detail));
    }
}
