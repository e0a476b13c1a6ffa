package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.event.EventType.DOOR_SECURED;
import static org.postwatch.event.EventType.PANIC;
import static org.postwatch.event.EventType.WEAPON_SEEN;
import static org.postwatch.scenario.StoryEvents.checkedIn;
import static org.postwatch.scenario.StoryEvents.entrance;
import static org.postwatch.scenario.StoryEvents.panic;
import static org.postwatch.scenario.StoryEvents.resolved;
import static org.postwatch.scenario.StoryEvents.weaponSeen;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PanicEvent;
import org.postwatch.oracle.CaseTime;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.scenario.Story.StoryEvent;

/** A panic button is pressed: people are notified at once, at any hour, until an operator says that it is over. */
class PanicStoriesTest {
    private static final String FIRST = "panic/A/buttons/e-1";

    private static Story story() {
        return Story.of(CaseWorld.monday().northEntrance("2026-09-14").feed("buttons", Set.of(PANIC)))
                .about("panic/", "many-reports/", "rejected");
    }

    /** The bytes are what the event says: the same time is the same event. */
    private static StoryEvent panicAt(String feed, String campus, String time) {
        return (story, t, stamp) -> {
            Instant own = CaseTime.at(time);
            EventOrigin origin = new EventOrigin(story.district().id(), feed, "p-1", own);
            story.receive(new PanicEvent(origin, campus, Optional.of("Room 214")), stamp);
        };
    }

    @Test
    void opens_at_night_and_only_an_operator_closes_it() {
        story().at("19:59:59.999")
                .expectNothing()
                .at("20:00:00.000", panic("buttons", "Room 214"))
                .expect(FIRST + " opened critical")
                .at("20:05", entrance(DOOR_SECURED))
                .expectNothing()
                .at("2026-09-15 12:00")
                .expectNothing()
                .at("2026-09-15 12:01", resolved(FIRST))
                .expect(FIRST + " closed resolved")
                .at("2026-09-15 12:02", resolved(FIRST))
                .expect("rejected unknown-incident");
    }

    @Test
    void opens_although_an_officer_is_on_post() {
        story().at("08:00", checkedIn("D-1"))
                .expectNothing()
                .at("09:00", panic("buttons"))
                .expect("panic/A/buttons/e-2 opened critical");
    }

    @Test
    void each_press_has_an_incident_of_its_own() {
        story().at("09:00", panic("buttons", "Room 214"))
                .expect(FIRST + " opened critical")
                .at("09:00:05", panic("buttons", "gym"))
                .expect("panic/A/buttons/e-2 opened critical")
                .at("09:10", resolved(FIRST))
                .expect(FIRST + " closed resolved")
                .at("09:11", resolved("panic/A/buttons/e-2"))
                .expect("panic/A/buttons/e-2 closed resolved");
    }

    @Test
    void from_the_sixth_press_in_a_minute_there_is_one_incident_and_a_new_room_is_notified_again() {
        String many = "many-reports/A/buttons/panic/2026-09-15T02:00:00Z";
        Story story = story();
        for (int i = 1; i <= 5; i++) {
            story.at("20:00:0" + i, panic("buttons", "Room 214")).expect("panic/A/buttons/e-" + i + " opened critical");
        }
        story.at("20:00:06", panic("buttons", "Room 214"))
                .expect(many + " opened critical")
                .at("20:00:07", panic("buttons", "Room 214"))
                .expect(many + " reasons")
                .at("20:00:08", panic("buttons", "gym"))
                .expect(many + " escalated critical");
    }

    @Test
    void many_panics_of_a_feed_hide_no_weapon_of_it() {
        Story story = Story.of(CaseWorld.monday().feed("staff", Set.of(PANIC, WEAPON_SEEN)))
                .about("weapon-seen/", "many-reports/");
        for (int i = 1; i <= 7; i++) {
            story.at("20:00:0" + i, panic("staff"));
        }
        story.ignorePublished().at("20:00:09", weaponSeen("staff")).expect("weapon-seen/A/staff/e-8 opened critical");
    }

    @Test
    void a_wrong_clock_stops_no_panic_and_notifies_once() {
        String id = "panic/A/buttons/p-1";
        story().at("09:00", panicAt("buttons", "A", "09:01:30"))
                .expect(id + " opened critical", "rejected future")
                .at("09:00:10", panicAt("buttons", "A", "09:01:30"))
                .expect("rejected future")
                .at("09:02", panicAt("buttons", "A", "09:01:30"))
                .expectNothing();
        story().at("2026-09-17 09:00", panicAt("buttons", "A", "2026-09-14 09:00"))
                .expect(id + " opened critical", "rejected late");
    }

    @Test
    void a_feed_without_the_grant_notifies_nobody_whatever_the_time() {
        EnumSet<EventType> allButPanic = EnumSet.complementOf(EnumSet.of(PANIC));
        Story.of(CaseWorld.monday().feed("cameras", allButPanic).feed("buttons", Set.of(PANIC)))
                .about("panic/", "rejected")
                .at("09:00", panicAt("cameras", "A", "09:00"))
                .expect("rejected source-not-authorised")
                .at("09:00:01", panicAt("cameras", "A", "09:02"))
                .expect("rejected future")
                .at("09:00:02", panicAt("nobody", "A", "09:00"))
                .expect("rejected unknown-feed")
                .at("09:00:03", panicAt("buttons", "X", "09:00"))
                .expect("rejected unknown-campus");
    }

    /** Recipients that may not know reasons, which may name badges, still learn where to go. */
    @Test
    void the_location_is_a_label_of_the_incident() {
        Story story = story().at("09:00", panic("buttons", "Room 214"));

        assertThat(story.incident(FIRST).labels()).containsEntry("campus", "A").containsEntry("location", "Room 214");
    }
}
