package org.postwatch.dispatch;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;

/**
 * What one recipient knows of a matter, and is yet to know.
 *
 * @param route by whose rules he is told
 * @param escalated he was named by a step of the escalation, not by the route itself
 * @param news that he is to be told
 * @param hold what stands in its way, or was last written down of why he is not told
 * @param group the key of the group in whose notice it stands; empty where it has a notice of its own
 * @param told as what he knows it; absent while he knows nothing
 * @param toldAt when he was told last
 */
public record Line(
        String route,
        boolean escalated,
        Optional<News> news,
        Optional<Hold> hold,
        String group,
        Optional<Matter.Status> told,
        Optional<Instant> toldAt) {

    /** @param because what made it due, in words; empty where the stage says it all */
    public record News(Notice.Stage stage, String because) {
        static News of(Notice.Stage stage) {
            return new News(stage, "");
        }

        /** What recipients must learn whatever the hour: that what they were told of is over, or in somebody's hands. */
        boolean settles() {
            return switch (stage) {
                case ACKNOWLEDGED, CLOSED, WITHDRAWN, AVERTED -> true;
                default -> false;
            };
        }
    }

    /**
     * Why he is not told.
     *
     * @param rule what decides, in a few words
     * @param reason in words that stand for themselves
     * @param until when it is to be decided again, at the latest
     * @param feed whose silence it is; empty where it is no feed's
     */
    public record Hold(Entry.Outcome outcome, String rule, String reason, Instant until, String feed) {
        public Hold(Entry.Outcome outcome, String rule, String reason, Instant until) {
            this(outcome, rule, reason, until, "");
        }

        static Hold forFeed(Instant until, String feed, String reason) {
            return new Hold(Entry.Outcome.HELD, Gate.SILENT_FEED, reason, until, feed);
        }

        static Hold until(Instant until, String rule, String reason) {
            return new Hold(Entry.Outcome.HELD, rule, reason, until);
        }

        /** Whether it was written down already. */
        boolean isKnownFrom(Optional<Hold> before) {
            return before.filter(hold -> hold.outcome == outcome && hold.rule.equals(rule))
                    .isPresent();
        }
    }

    static Line of(String route, boolean escalated, News news) {
        return new Line(route, escalated, Optional.of(news), Optional.empty(), "", Optional.empty(), Optional.empty());
    }

    /** He believes that it is there, or will be. */
    boolean isLive() {
        return told.filter(status -> status == Matter.Status.OPEN || status == Matter.Status.EXPECTED)
                .isPresent();
    }

    /** He was told that it is over, and has heard nothing since. */
    boolean knowsItClosed() {
        return told.equals(Optional.of(Matter.Status.CLOSED));
    }

    boolean isHeldBy(String rule) {
        return hold.filter(h -> h.rule().equals(rule)).isPresent();
    }

    Line by(String newRoute) {
        return new Line(newRoute, false, news, hold, group, told, toldAt);
    }

    Line with(News newNews) {
        return new Line(route, escalated, Optional.of(newNews), hold, group, told, toldAt);
    }

    Line heldBy(Hold newHold) {
        return new Line(route, escalated, news, Optional.of(newHold), group, told, toldAt);
    }

    /** Nothing is to be told, nothing stands in the way. */
    Line quiet() {
        return new Line(route, escalated, Optional.empty(), Optional.empty(), group, told, toldAt);
    }

    Line in(String newGroup) {
        return new Line(route, escalated, news, hold, newGroup, told, toldAt);
    }

    /** There will be nothing to tell. */
    Line closedBy(Hold newHold) {
        return new Line(route, escalated, Optional.empty(), Optional.of(newHold), "", told, toldAt);
    }

    /** The policy has it that he knows nothing. */
    Line unknowing(Hold newHold) {
        return new Line(
                route, escalated, Optional.empty(), Optional.of(newHold), "", Optional.empty(), Optional.empty());
    }

    Line told(Matter.Status status, Instant at) {
        return new Line(
                route, escalated, Optional.empty(), Optional.empty(), group, Optional.of(status), Optional.of(at));
    }
}
