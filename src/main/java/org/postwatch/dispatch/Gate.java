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
    /** A feed that is heard again is waited for so long at most, to tell what happened while it was silent. */
    static final Duration CATCHING_UP = Duration.ofMinutes(1);
    /** What has not changed for so long since the feed is heard again stands. */
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
     * Who knows that a feed is silent need not hear of all that is unknown for it, nor in the moment after, while the feed
     * tells what happened meanwhile.
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
            // Also of one that has told that nothing was missed: what follows from that comes right behind.
            case CLOSED, WITHDRAWN -> caughtUp(dossier, silence.changed());
            case OPEN, EXPECTED ->
                !dossier.matter().silentFeeds().contains(feed)
                        ? office.now()
                        : mayYetNotKnow(told) ? office.now().plus(CATCHING_UP) : Affair.NEVER;
        };
    }

    /** A feed has told all that bears on a matter when that has not changed for a moment; it is not waited for for long. */
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
