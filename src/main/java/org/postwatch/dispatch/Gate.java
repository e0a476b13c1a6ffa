package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    /** The longest wait for a feed that has returned, so that it can report what happened while it was silent. */
    static final Duration CATCHING_UP = Duration.ofMinutes(1);
    /** A matter is released when it has not changed for this long after the feed returned. */
    static final Duration SETTLED_AFTER = Duration.ofSeconds(10);

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
        return silences.holding(matter)
                .or(() -> silentFeed(dossier, recipient, line))
                .or(() -> quiet(routing, matter, line));
    }

    /** Why the recipient may never know of it. */
    static Optional<Line.Hold> refusal(Routing routing, Recipient recipient, Matter matter) {
        if (OwnMatter.isFailureOf(recipient.id(), matter)) {
            return Optional.of(new Line.Hold(
                    Entry.Outcome.REFUSED, "own failure", "it is about this recipient's own deliveries", Affair.NEVER));
        }
        return routing.policy().on(recipient, matter) instanceof Ruling.Refused refused
                ? Optional.of(new Line.Hold(Entry.Outcome.REFUSED, refused.rule(), refused.reason(), Affair.NEVER))
                : Optional.empty();
    }

    /** The silence that holds a matter back now. */
    Optional<Line.Hold> silence(Matter matter) {
        return matter.isUrgent() ? Optional.empty() : silences.holding(matter);
    }

    /**
     * Recipients who know that a feed is silent are not notified of all that is unknown because of it, nor in the moment after its
     * return, while the feed reports what happened meanwhile.
     */
    private Optional<Line.Hold> silentFeed(Dossier dossier, Recipient recipient, Line line) {
        Matter matter = dossier.matter();
        Set<String> feeds = new TreeSet<>(matter.silentFeeds());
        line.hold()
                .filter(hold -> hold.rule().equals(SILENT_FEED))
                .map(Line.Hold::feed)
                .ifPresent(feeds::add);
        for (String feed : feeds) {
            Optional<Affair> silence = office.ledger()
                    .get(Tables.FEEDS, matter.district() + "/" + feed)
                    .flatMap(mark -> office.affair(matter.district(), mark.matter()));
            if (silence.isEmpty()) {
                continue;
            }
            Line told = silence.get().lines().get(recipient.id());
            Instant until = until(dossier, feed, silence.get(), told);
            if (until.isAfter(office.now()) && knows(told)) {
                return Optional.of(Line.Hold.forFeed(
                        until, feed, "feed '" + feed + "' is silent, which the recipient was notified of"));
            }
        }
        return Optional.empty();
    }

    private Instant until(Dossier dossier, String feed, Affair silence, Line told) {
        return switch (silence.matter().status()) {
            // Also after a silence that was withdrawn: what follows from that comes right after it.
            case CLOSED, WITHDRAWN -> caughtUp(dossier, silence.changed());
            case OPEN, EXPECTED ->
                !dossier.matter().silentFeeds().contains(feed)
                        ? office.now()
                        : mayYetNotKnow(told) ? office.now().plus(CATCHING_UP) : Affair.NEVER;
        };
    }

    /** A feed has reported all that matters here when the matter has not changed for a moment; the wait is bounded. */
    private static Instant caughtUp(Dossier dossier, Instant heard) {
        Instant last = dossier.changed().isAfter(heard) ? dossier.changed() : heard;
        Instant settled = last.plus(SETTLED_AFTER);
        Instant latest = heard.plus(CATCHING_UP);
        return settled.isBefore(latest) ? settled : latest;
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
