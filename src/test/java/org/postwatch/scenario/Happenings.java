package org.postwatch.scenario;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;
import org.postwatch.oracle.CaseTime;
import org.postwatch.plan.CampusPlan;
import org.postwatch.scenario.Story.Happening;

/** What may happen in a story: at campus A and its entrance north, told of by the feeds of a case. */
final class Happenings {
    private Happenings() {}

    static Happening checkedIn(String badge) {
        return sign(Sign.Kind.CHECKED_IN, badge, "A");
    }

    static Happening checkedIn(String badge, String campus) {
        return sign(Sign.Kind.CHECKED_IN, badge, campus);
    }

    static Happening checkedOut(String badge, String campus) {
        return sign(Sign.Kind.CHECKED_OUT, badge, campus);
    }

    static Happening calledAway(String badge) {
        return sign(Sign.Kind.CALLED_AWAY, badge, "A");
    }

    static Happening returned(String badge) {
        return sign(Sign.Kind.RETURNED, badge, "A");
    }

    private static Happening sign(Sign.Kind kind, String badge, String campus) {
        return (story, t, stamp) ->
                story.tell(new Sign(story.next("hr", t), kind, badge, campus, Optional.empty()), stamp);
    }

    static Happening entrance(EventType type) {
        return entrance(type, "north");
    }

    static Happening entrance(EventType type, String entrance) {
        return (story, t, stamp) -> story.tell(new EntranceEvent(story.next("doors", t), type, "A", entrance), stamp);
    }

    static Happening device(EventType type, String device) {
        return (story, t, stamp) -> story.tell(new DeviceReport(story.next("doors", t), type, "A", device), stamp);
    }

    static Happening shift(String id, String badge, String from, String to) {
        return (story, t, stamp) -> story.tell(
                new ShiftPlanned(
                        story.next("hr", t), id, badge, "A", CaseTime.at(from), CaseTime.at(to), Optional.empty()),
                stamp);
    }

    static Happening cancelled(String id, String badge) {
        return (story, t, stamp) -> story.tell(new ShiftCancelled(story.next("hr", t), id, badge, "A"), stamp);
    }

    static Happening weaponSeen(String feed) {
        return weaponSeen(feed, Optional.empty());
    }

    static Happening weaponSeen(String feed, String device) {
        return weaponSeen(feed, Optional.of(device));
    }

    private static Happening weaponSeen(String feed, Optional<String> device) {
        return (story, t, stamp) ->
                story.tell(new Sighting(story.next(feed, t), EventType.WEAPON_SEEN, "A", device), stamp);
    }

    static Happening resolved(String incident) {
        return (story, t, stamp) ->
                story.note(story.watch().resolve(story.district().id(), incident, t, stamp));
    }

    /** A single word of a feed. */
    static Happening word(String feed) {
        return (story, t, stamp) -> story.tell(new Heartbeat(story.next(feed, t), Optional.empty()), stamp);
    }

    static Happening completeSince(String feed, String since) {
        return (story, t, stamp) ->
                story.tell(new Heartbeat(story.next(feed, t), Optional.of(CaseTime.at(since))), stamp);
    }

    static Happening fallsQuiet(String feed) {
        return (story, t, stamp) -> story.quiet(feed);
    }

    static Happening speaksAgain(String feed) {
        return (story, t, stamp) -> story.speak(feed);
    }

    /** What happened at another time is told of only now. */
    static Happening lately(String time, Happening happening) {
        return (story, t, stamp) -> happening.at(story, CaseTime.at(time), stamp);
    }

    /** What arrived at its own time is read only now, after a long backlog. */
    static Happening backlog(String time, Happening happening) {
        return (story, t, stamp) -> happening.at(story, CaseTime.at(time), CaseTime.at(time));
    }

    /** A plan is applied. */
    static Happening applied(UnaryOperator<CampusPlan> change) {
        return (story, t, stamp) -> story.watch().plan(story.district().id(), change.apply(story.campus()), stamp);
    }
}
