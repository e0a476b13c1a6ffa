package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Ruling;

/**
 * What stands between a recipient and the news of a matter, in the order in which it is asked: the policy, a silence, a
 * silent feed, quiet hours. Nothing but the policy stands in the way of what is urgent, and of what settles a matter.
 */
final class Gate {
    static final String SILENT_FEED = "silent feed";
    static final String QUIET_HOURS = "quiet hours";
    /** A feed that is heard again needs a moment to tell what became of all that it held in the dark. */
    static final Duration CATCHING_UP = Duration.ofMinutes(1);

    private final Office office;
    private final Silences silences;

    Gate(Office office, Silences silences) {
        this.office = office;
        this.silences = silences;
    }

    /** What must wait, and why; empty when nothing stands in the way. */
    Optional<Line.Hold> before(Routing routing, Dossier dossier, Recipient recipient, Line line) {
        Matter matter = dossier.matter();
        Optional<Line.Hold> refusal = refusal(routing, recipient, matter);
        boolean always =
                matter.isUrgent() || line.news().filter(Line.News::settles).isPresent();
        if (refusal.isPresent() || always) {
            return refusal;
        }
        return silences.holding(matter).or(() -> silentFeed(matter, recipient)).or(() -> quiet(routing, matter, line));
    }

    /** Why the recipient may never know of it. */
    static Optional<Line.Hold> refusal(Routing routing, Recipient recipient, Matter matter) {
        if (OwnMatter.isFailureOf(recipient.id(), matter)) {
            return Optional.of(new Line.Hold(
                    Entry.Outcome.REFUSED, "own failure", "it is about this recipient's own deliveries", Affair.NEVER));
        }
        return routing.policy().on(recipient.agencyClass(), matter) instanceof Ruling.Refused refused
                ? Optional.of(new Line.Hold(Entry.Outcome.REFUSED, refused.rule(), refused.reason(), Affair.NEVER))
                : Optional.empty();
    }

    /** Who knows that a feed is silent need not hear of all that is unknown for it. */
    private Optional<Line.Hold> silentFeed(Matter matter, Recipient recipient) {
        for (String feed : matter.silentFeeds()) {
            Optional<Affair> silence = office.ledger()
                    .get(Tables.FEEDS, matter.district() + "/" + feed)
                    .flatMap(mark -> office.affair(matter.district(), mark.matter()));
            if (silence.isEmpty()) {
                continue;
            }
            Line told = silence.get().lines().get(recipient.id());
            Instant until = silence.get().matter().isOver()
                    ? silence.get().changed().plus(CATCHING_UP)
                    : mayYetNotKnow(told) ? office.now().plus(CATCHING_UP) : Affair.NEVER;
            if (until.isAfter(office.now()) && knows(told)) {
                return Optional.of(Line.Hold.until(until, SILENT_FEED, "feed '" + feed + "' is silent, which is told"));
            }
        }
        return Optional.empty();
    }

    /** He was told of the silence, or will be as soon as its group's pause is over. */
    private static boolean knows(Line line) {
        return line != null && (line.told().isPresent() || line.isHeldBy(Groups.PAUSE) || line.isHeldBy(Settling.OVER));
    }

    /** A group's pause may end in quiet hours, or in a silence: then he is not told of the feed after all. */
    private static boolean mayYetNotKnow(Line line) {
        return line != null && line.told().isEmpty();
    }

    private Optional<Line.Hold> quiet(Routing routing, Matter matter, Line line) {
        return routing.route(line.route())
                .flatMap(Route::quiet)
                .flatMap(quiet -> quiet.until(office.now(), matter, routing))
                .map(end -> Line.Hold.until(
                        end,
                        QUIET_HOURS,
                        "quiet hours of " + line.route() + " until "
                                + end.atZone(routing.zone(matter)).toLocalTime()));
    }
}
