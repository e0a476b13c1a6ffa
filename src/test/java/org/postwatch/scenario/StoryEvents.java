package org.postwatch.scenario;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.oracle.CaseTime;
import org.postwatch.plan.CampusPlan;
import org.postwatch.scenario.Story.StoryEvent;

/** What may happen in a story: at campus A and its entrance north, reported by the feeds of a case. */
final class StoryEvents {
    private StoryEvents() {}

    static StoryEvent checkedIn(String badge) {
        return signal(PresenceSignal.SignalKind.CHECKED_IN, badge, "A");
    }

    static StoryEvent checkedIn(String badge, String campus) {
        return signal(PresenceSignal.SignalKind.CHECKED_IN, badge, campus);
    }

    static StoryEvent checkedOut(String badge, String campus) {
        return signal(PresenceSignal.SignalKind.CHECKED_OUT, badge, campus);
    }

    static StoryEvent calledAway(String badge) {
        return signal(PresenceSignal.SignalKind.CALLED_AWAY, badge, "A");
    }

    static StoryEvent returned(String badge) {
        return signal(PresenceSignal.SignalKind.RETURNED, badge, "A");
    }

    private static StoryEvent signal(PresenceSignal.SignalKind kind, String badge, String campus) {
        return (story, t, stamp) -> story.receive(
                new PresenceSignal(story.nextOrigin("hr", t), kind, badge, campus, Optional.empty()), stamp);
    }

    static StoryEvent entrance(EventType type) {
        return entrance(type, "north");
    }

    static StoryEvent entrance(EventType type, String entrance) {
        return (story, t, stamp) ->
                story.receive(new EntranceEvent(story.nextOrigin("doors", t), type, "A", entrance), stamp);
    }

    static StoryEvent device(EventType type, String device) {
        return (story, t, stamp) ->
                story.receive(new DeviceReport(story.nextOrigin("doors", t), type, "A", device), stamp);
    }

    static StoryEvent shift(String id, String badge, String from, String to) {
        return (story, t, stamp) -> story.receive(
                new ShiftPlanned(
                        story.nextOrigin("hr", t),
                        id,
                        badge,
                        "A",
                        CaseTime.at(from),
                        CaseTime.at(to),
                        Optional.empty()),
                stamp);
    }

    static StoryEvent cancelled(String id, String badge) {
        return (story, t, stamp) -> story.receive(new ShiftCancelled(story.nextOrigin("hr", t), id, badge, "A"), stamp);
    }

    static StoryEvent weaponSeen(String feed) {
        return weaponSeen(feed, Optional.empty());
    }

    static StoryEvent weaponSeen(String feed, String device) {
        return weaponSeen(feed, Optional.of(device));
    }

    private static StoryEvent weaponSeen(String feed, Optional<String> device) {
        return (story, t, stamp) ->
                story.receive(new DetectionEvent(story.nextOrigin(feed, t), EventType.WEAPON_SEEN, "A", device), stamp);
    }

    static StoryEvent panic(String feed) {
        return panic(feed, Optional.empty());
    }

    static StoryEvent panic(String feed, String location) {
        return panic(feed, Optional.of(location));
    }

    private static StoryEvent panic(String feed, Optional<String> location) {
        return (story, t, stamp) -> story.receive(new PanicEvent(story.nextOrigin(feed, t), "A", location), stamp);
    }

    static StoryEvent resolved(String incident) {
        return (story, t, stamp) -> story.recordRejection(
                story.engine().resolveIncident(story.district().id(), incident, t, stamp));
    }

    /** A single word of a feed. */
    static StoryEvent heartbeat(String feed) {
        return (story, t, stamp) -> story.receive(new Heartbeat(story.nextOrigin(feed, t), Optional.empty()), stamp);
    }

    static StoryEvent completeSince(String feed, String since) {
        return (story, t, stamp) ->
                story.receive(new Heartbeat(story.nextOrigin(feed, t), Optional.of(CaseTime.at(since))), stamp);
    }

    static StoryEvent feedFallsSilent(String feed) {
        return (story, t, stamp) -> story.silenceFeed(feed);
    }

    static StoryEvent feedResumes(String feed) {
        return (story, t, stamp) -> story.resumeFeed(feed);
    }

    /** What happened at another time is reported only now. */
    static StoryEvent reportedLate(String time, StoryEvent happening) {
        return (story, t, stamp) -> happening.happen(story, CaseTime.at(time), stamp);
    }

    /** What arrived at its own time is read only now, after a long backlog. */
    static StoryEvent readLate(String time, StoryEvent happening) {
        return (story, t, stamp) -> happening.happen(story, CaseTime.at(time), CaseTime.at(time));
    }

    /** A plan is applied. */
    static StoryEvent applied(UnaryOperator<CampusPlan> change) {
        return (story, t, stamp) ->
                story.engine().applyPlan(story.district().id(), change.apply(story.campus()), stamp);
    }
}
