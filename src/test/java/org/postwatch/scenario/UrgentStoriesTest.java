package org.postwatch.scenario;

import static org.postwatch.event.EventType.WEAPON_SEEN;
import static org.postwatch.scenario.StoryEvents.resolved;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.oracle.CaseTime;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.scenario.Story.StoryEvent;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.UrgentEventLog;

/** A weapon calls people even when its own time is not credible (CASES 41), and nobody twice. */
class UrgentStoriesTest {
    private static final String ID = "weapon-seen/A/cameras/w-1";

    private static Story story() {
        return Story.of(CaseWorld.monday().feed("cameras", Set.of(WEAPON_SEEN))).about("weapon-seen/", "rejected");
    }

    private static Event weapon(Story story, String feed, String campus, Instant time, String... device) {
        return new DetectionEvent(
                new EventOrigin(story.district().id(), feed, "w-1", time),
                EventType.WEAPON_SEEN,
                campus,
                Optional.ofNullable(device.length == 0 ? null : device[0]));
    }

    /** The bytes are what the event says: the same time is the same event. */
    private static StoryEvent weapon(String time) {
        return (story, t, stamp) -> story.receive(weapon(story, "cameras", "A", CaseTime.at(time)), stamp);
    }

    @Test
    void a_time_ahead_of_the_stamp_is_published_at_the_arrival_and_once() {
        story().at("09:00", weapon("09:01:30"))
                .expect(ID + " opened critical", "rejected future")
                .at("09:00:10", weapon("09:01:30"))
                .expect("rejected future")
                .at("09:00:20", resolved(ID))
                .expect(ID + " closed resolved")
                .at("09:00:25", weapon("09:01:30"))
                .expect("rejected future");
    }

    @Test
    void the_same_bytes_are_nothing_new_once_their_time_is_credible() {
        story().at("09:00", weapon("09:01:30"))
                .expect(ID + " opened critical", "rejected future")
                .at("09:02", weapon("09:01:30"))
                .expectNothing();
    }

    @Test
    void nor_when_it_was_credible_and_is_late_now() {
        story().at("09:00", weapon("09:00"))
                .expect(ID + " opened critical")
                .at("2026-09-17 09:00", weapon("09:00"))
                .expect("rejected late")
                .at("2026-09-24 08:00", weapon("09:00"))
                .expect("rejected late");
    }

    /** Inputs are kept for ten days: anyone who sends it later sends something that nobody has. */
    @Test
    void eleven_days_later_it_is_published_again() {
        story().at("09:00", weapon("09:00"))
                .expect(ID + " opened critical")
                .at("09:30", resolved(ID))
                .expect(ID + " closed resolved")
                .at("2026-09-25 20:00", weapon("09:00"))
                .expect(ID + " opened critical", "rejected late");
    }

    @Test
    void another_event_with_the_id_of_an_accepted_one_is_published_as_well() {
        Story story = story();
        Event other = weapon(story, "cameras", "A", CaseTime.at("09:00:30"));
        String digest = UrgentEventLog.digest(
                new RecordArrival(Instant.EPOCH, other.toString().getBytes(StandardCharsets.UTF_8), 0));
        story.at("09:00", weapon("09:00"))
                .expect(ID + " opened critical")
                .at("09:01", (s, t, stamp) -> s.receive(other, stamp))
                .expect(ID + "/" + digest + " opened critical", "rejected conflicting")
                .at("09:02", (s, t, stamp) -> s.receive(other, stamp))
                .expect("rejected conflicting");
    }

    @Test
    void who_may_not_speak_calls_nobody_whatever_the_time() {
        story().at(
                        "09:00",
                        (story, t, stamp) -> story.receive(weapon(story, "doors", "A", CaseTime.at("09:01:30")), stamp),
                        (story, t, stamp) ->
                                story.receive(weapon(story, "nobody", "A", CaseTime.at("09:01:30")), stamp),
                        (story, t, stamp) ->
                                story.receive(weapon(story, "cameras", "X", CaseTime.at("09:01:30")), stamp),
                        (story, t, stamp) ->
                                story.receive(weapon(story, "cameras", "A", CaseTime.at("09:01:30"), "none"), stamp))
                .expect("rejected future", "rejected unknown-feed", "rejected future", "rejected future");
    }
}
