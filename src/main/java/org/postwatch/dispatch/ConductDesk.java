package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.event.ConductSeen;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Routing;
import org.postwatch.watch.Verdict;

/** Admits what feeds tell of conduct. It never comes near COVERAGE. */
final class ConductDesk {
    private static final Duration FUTURE_MAX = Duration.ofMinutes(1);
    private static final Duration LATE_MAX = Duration.ofDays(2);

    private final Office office;
    private final MatterDesk matters;
    private final UrgentConduct urgent;

    ConductDesk(Office office, MatterDesk matters) {
        this.urgent = new UrgentConduct(office);
        this.office = office;
        this.matters = matters;
    }

    Verdict take(ConductSeen seen, Instant stamp) {
        String district = seen.origin().district();
        Optional<Routing> routing = office.routing(district);
        if (routing.isEmpty()) {
            return new Verdict.SetAside(
                    "unknown-district", "no plan for district '" + district + "'; apply its documents first");
        }
        Optional<Verdict> refusal = refusal(routing.get(), seen, stamp);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Matter conduct = OwnMatter.conduct(routing.get(), seen);
        if (office.affair(district, conduct.id()).isEmpty()) {
            Optional<Instant> over = OwnMatter.end(conduct).filter(end -> !end.isAfter(office.now()));
            if (over.isPresent()) {
                matters.arrive(OwnMatter.closed(conduct, over.get(), "24 h"), Stage.OPENED);
            } else if (seen.emergency()) {
                urgent.take(routing.get(), conduct, seen)
                        .ifPresent(news -> matters.arrive(news.matter(), news.stage()));
            } else {
                matters.arrive(conduct, Stage.OPENED);
            }
        }
        return Verdict.TAKEN;
    }

    private static Optional<Verdict> refusal(Routing routing, ConductSeen seen, Instant stamp) {
        Instant time = seen.origin().time();
        String source = seen.origin().source();
        if (time.isAfter(stamp.plus(FUTURE_MAX))) {
            return aside("future", "time " + time + " is more than one minute after its arrival at " + stamp);
        }
        if (time.isBefore(stamp.minus(LATE_MAX))) {
            return aside("late", "time " + time + " is more than two days before its arrival at " + stamp);
        }
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

    private static Optional<Verdict> aside(String reason, String detail) {
        return Optional.of(new Verdict.SetAside(reason, detail));
    }
}
