package org.postwatch.scenario;

import static org.postwatch.event.EventType.BUZZER_PRESSED;
import static org.postwatch.event.EventType.DEVICE_OFFLINE;
import static org.postwatch.event.EventType.DEVICE_ONLINE;
import static org.postwatch.event.EventType.DEVICE_TAMPERED;
import static org.postwatch.event.EventType.DOOR_FORCED;
import static org.postwatch.event.EventType.DOOR_SECURED;
import static org.postwatch.event.EventType.PRESS_CANCELLED;
import static org.postwatch.event.EventType.VISITOR_ADMITTED;
import static org.postwatch.event.EventType.VISITOR_DENIED;
import static org.postwatch.event.EventType.WEAPON_SEEN;
import static org.postwatch.scenario.StoryEvents.device;
import static org.postwatch.scenario.StoryEvents.entrance;
import static org.postwatch.scenario.StoryEvents.feedFallsSilent;
import static org.postwatch.scenario.StoryEvents.feedResumes;
import static org.postwatch.scenario.StoryEvents.heartbeat;
import static org.postwatch.scenario.StoryEvents.reportedLate;
import static org.postwatch.scenario.StoryEvents.resolved;
import static org.postwatch.scenario.StoryEvents.weaponSeen;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwatch.event.EventType;
import org.postwatch.oracle.CaseWorld;

/** Devices that do not work, presses that nobody answers, doors that are forced, a weapon. */
class EntranceStoriesTest {
    private static final String UNWATCHED = "entrance-unwatched/A/north/2026-09-14/day";
    private static final String PRESS = "buzzer-unanswered/A/north/doors/e-1";
    private static final String FORCED = "entrance-forced/A/north/doors/e-1";
    private static final String WEAPON = "weapon-seen/A/cameras/e-1";

    private static Story watchedNorth() {
        return Story.of(CaseWorld.monday().northEntrance("2026-09-14"))
                .about("entrance-unwatched/")
                .at("06:00", device(DEVICE_ONLINE, "north-buzzer"), device(DEVICE_ONLINE, "north-camera"));
    }

    @Test
    void a_camera_fails_for_the_grace() {
        watchedNorth()
                .at("09:00", device(DEVICE_OFFLINE, "north-camera"))
                .at("09:09:59.999")
                .expectNothing()
                .at("09:10:00.000")
                .expect(UNWATCHED + " opened warning")
                .at("09:20", device(DEVICE_ONLINE, "north-camera"))
                .expect(UNWATCHED + " closed working");
    }

    @Test
    void a_camera_works_again_when_the_grace_is_over_to_the_instant() {
        watchedNorth()
                .at("09:00", device(DEVICE_TAMPERED, "north-camera"))
                .at("09:10:00.000", device(DEVICE_ONLINE, "north-camera"))
                .at("15:30")
                .expectNothing();
    }

    @Test
    void a_camera_works_again_an_instant_too_late() {
        watchedNorth()
                .at("09:00", device(DEVICE_TAMPERED, "north-camera"))
                .at("09:10:00.001", device(DEVICE_ONLINE, "north-camera"))
                .expect(UNWATCHED + " opened warning", UNWATCHED + " closed working");
    }

    @Test
    void one_fault_follows_the_other_and_is_one_stretch() {
        watchedNorth()
                .at("09:00", device(DEVICE_OFFLINE, "north-camera"))
                .at("09:06", device(DEVICE_OFFLINE, "north-buzzer"))
                .at("09:08", device(DEVICE_ONLINE, "north-camera"))
                .at("09:10:00.000")
                .expect(UNWATCHED + " opened warning")
                .at("15:29:59.999")
                .expectNothing()
                .at("15:30")
                .expect(UNWATCHED + " closed window-ended");
    }

    @Test
    void the_feed_of_the_devices_is_silent() {
        // Last heard in the minute 09:00, so silent from 09:06.
        watchedNorth()
                .at("09:00:30", feedFallsSilent("doors"))
                .at("09:15:59.999")
                .expectNothing()
                .at("09:16:00.000")
                .expect(UNWATCHED + " opened warning")
                .at("09:20:30", feedResumes("doors"), heartbeat("doors"))
                .expect(UNWATCHED + " closed working @09:20");
    }

    private static Story pressedAt(String time) {
        return Story.of(CaseWorld.monday().northEntrance("2030-01-01").entrance("south"))
                .about("buzzer-unanswered/")
                .at(time, entrance(BUZZER_PRESSED));
    }

    @ParameterizedTest
    @EnumSource(names = {"VISITOR_ADMITTED", "VISITOR_DENIED", "PRESS_CANCELLED"})
    void a_press_is_answered_at_the_limit_to_the_instant(EventType answer) {
        pressedAt("09:00:00.000")
                .at("09:02:00.000", entrance(answer))
                .at("15:30")
                .expectNothing();
    }

    @ParameterizedTest
    @EnumSource(names = {"VISITOR_ADMITTED", "VISITOR_DENIED", "PRESS_CANCELLED"})
    void a_press_is_answered_an_instant_too_late(EventType answer) {
        pressedAt("09:00:00.000")
                .at("09:02:00.000")
                .expectNothing()
                .at("09:02:00.001", entrance(answer))
                .expect(PRESS + " opened warning @09:02", PRESS + " closed answered");
    }

    @Test
    void a_press_is_never_answered() {
        pressedAt("09:00:00.000")
                .at("09:02:00.000")
                .expectNothing()
                .at("09:02:00.001")
                .expect(PRESS + " opened warning @09:02")
                .at("15:29:59.999")
                .expectNothing()
                .at("15:30:00.000")
                .expect(PRESS + " closed window-ended");
    }

    @Test
    void one_answer_settles_every_earlier_press_at_its_entrance() {
        pressedAt("09:00:00")
                .at("09:00:30", entrance(BUZZER_PRESSED))
                .at("09:01:00", entrance(VISITOR_ADMITTED))
                .at("15:30")
                .expectNothing();
    }

    @Test
    void an_answer_settles_neither_a_later_press_nor_one_elsewhere() {
        pressedAt("09:00:00")
                .at("09:00:30", entrance(VISITOR_DENIED, "south"))
                .at("09:02:00.001")
                .expect(PRESS + " opened warning @09:02")
                .at("09:03", entrance(PRESS_CANCELLED))
                .expect(PRESS + " closed answered")
                .at("09:03:00.001", entrance(BUZZER_PRESSED))
                .at("09:05:00.002")
                .expect("buzzer-unanswered/A/north/doors/e-4 opened warning @09:05:00.001");
    }

    @Test
    void an_answer_in_time_comes_to_light_late() {
        pressedAt("09:00:00")
                .at("09:02:00.001")
                .ignorePublished()
                .at("09:05:10", reportedLate("09:01", entrance(VISITOR_ADMITTED)))
                .expect(PRESS + " withdrawn");
    }

    @Test
    void the_limit_lies_at_the_end_of_the_window() {
        pressedAt("15:28:00.000").at("15:31").expectNothing();
    }

    @Test
    void the_limit_lies_an_instant_before_the_end_of_the_window() {
        pressedAt("15:27:59.999")
                .at("15:29:59.999")
                .expectNothing()
                .at("15:30:00.000")
                .expect(PRESS + " opened warning @15:29:59.999", PRESS + " closed window-ended");
    }

    @Test
    void outside_of_windows_nobody_need_answer() {
        pressedAt("07:29:59.999").at("07:40").expectNothing();
    }

    private static Story forcedAt(String time) {
        return Story.monday().about("entrance-forced/", "rejected").at(time, entrance(DOOR_FORCED));
    }

    @Test
    void a_door_is_forced_at_night_and_secured() {
        forcedAt("03:00")
                .expect(FORCED + " opened high")
                .at("03:00:00.001", entrance(DOOR_SECURED))
                .expect(FORCED + " closed secured");
    }

    @Test
    void a_door_is_forced_and_an_operator_says_that_it_is_over() {
        forcedAt("03:00")
                .expect(FORCED + " opened high")
                .at("03:20", resolved(FORCED))
                .expect(FORCED + " closed resolved")
                .at("03:21", resolved(FORCED))
                .expect("rejected unknown-incident");
    }

    @Test
    void a_weapon_opens_at_once_at_any_hour_until_an_operator_says_so() {
        Story.of(CaseWorld.monday().feed("cameras", Set.of(WEAPON_SEEN)))
                .about("weapon-seen/", "rejected")
                .at("19:59:59.999")
                .expectNothing()
                .at("20:00:00.000", weaponSeen("cameras"))
                .expect(WEAPON + " opened critical")
                .at("20:30", weaponSeen("cameras"))
                .expect("weapon-seen/A/cameras/e-2 opened critical")
                .at("21:00", resolved(WEAPON))
                .expect(WEAPON + " closed resolved")
                .at("22:00", resolved("weapon-seen/A/cameras/e-9"))
                .expect("rejected unknown-incident");
    }

    private static final String MANY = "many-reports/A/cameras/weapon-seen/2026-09-15T02:00:00Z";

    private static Story wild() {
        Story story = Story.of(CaseWorld.monday().northEntrance("2026-09-14").feed("cameras", Set.of(WEAPON_SEEN)))
                .about("weapon-seen/", "many-reports/", "rejected");
        for (int i = 1; i <= 5; i++) {
            story.at("20:00:0" + i, weaponSeen("cameras", "north-camera"))
                    .expect("weapon-seen/A/cameras/e-" + i + " opened critical");
        }
        return story;
    }

    @Test
    void a_feed_that_goes_wild_pages_once_more_and_for_each_new_device() {
        wild().at("20:00:06", weaponSeen("cameras", "north-camera"))
                .expect(MANY + " opened critical")
                .at("20:00:07", weaponSeen("cameras", "north-camera"))
                .expect(MANY + " reasons")
                .at("20:00:08", weaponSeen("cameras", "north-buzzer"))
                .expect(MANY + " escalated critical")
                .at("20:00:09", weaponSeen("cameras"))
                .expect(MANY + " escalated critical")
                .at("20:00:10", weaponSeen("cameras", "north-buzzer"))
                .expect(MANY + " reasons");
    }

    @Test
    void what_is_listed_is_bounded_and_a_new_device_is_reported_all_the_same() {
        Story story =
                wild().at("20:00:06", weaponSeen("cameras", "north-camera")).expect(MANY + " opened critical");
        for (int i = 0; i < 14; i++) {
            story.at("20:00:%02d".formatted(10 + i), weaponSeen("cameras", "north-camera"))
                    .expect(MANY + " reasons");
        }
        story.at("20:00:40", weaponSeen("cameras", "north-camera"))
                .expectNothing()
                .at("20:00:41", weaponSeen("cameras", "north-buzzer"))
                .expect(MANY + " escalated critical");
    }

    @Test
    void the_next_minute_and_another_feed_have_incidents_of_their_own_again() {
        Story.of(CaseWorld.monday()
                        .northEntrance("2026-09-14")
                        .feed("cameras", Set.of(WEAPON_SEEN))
                        .feed("staff", Set.of(WEAPON_SEEN)))
                .about("weapon-seen/", "many-reports/")
                .at(
                        "20:00:59",
                        weaponSeen("cameras"),
                        weaponSeen("cameras"),
                        weaponSeen("cameras"),
                        weaponSeen("cameras"))
                .at("20:00:59.100", weaponSeen("cameras"), weaponSeen("cameras"), weaponSeen("staff"))
                .ignorePublished()
                .at("20:01:00", weaponSeen("cameras"))
                .expect("weapon-seen/A/cameras/e-8 opened critical");
    }

    @Test
    void times_long_past_do_not_spread_a_wild_feed_over_many_minutes() {
        Story story = Story.of(CaseWorld.monday().northEntrance("2026-09-14").feed("cameras", Set.of(WEAPON_SEEN)))
                .about("weapon-seen/", "many-reports/");
        for (int i = 1; i <= 5; i++) {
            story.at("20:00:0" + i, reportedLate("19:0" + i, weaponSeen("cameras")));
        }
        story.ignorePublished()
                .at("20:00:06", reportedLate("19:06", weaponSeen("cameras")))
                .expect(MANY + " opened critical @19:06");
    }

    @Test
    void one_word_of_an_operator_ends_all_that_is_listed_and_nothing_else() {
        wild().at("20:00:06", weaponSeen("cameras", "north-camera"))
                .at("20:01:00", weaponSeen("cameras"))
                .ignorePublished()
                .at("20:05", resolved(MANY))
                .expect(
                        MANY + " closed resolved",
                        "weapon-seen/A/cameras/e-1 closed resolved",
                        "weapon-seen/A/cameras/e-2 closed resolved",
                        "weapon-seen/A/cameras/e-3 closed resolved",
                        "weapon-seen/A/cameras/e-4 closed resolved",
                        "weapon-seen/A/cameras/e-5 closed resolved")
                .at("20:06", resolved("weapon-seen/A/cameras/e-7"))
                .expect("weapon-seen/A/cameras/e-7 closed resolved");
    }

    /** CASES 39. */
    @Test
    void what_is_pressed_within_30_s_of_the_last_counted_press_is_the_same_press() {
        pressedAt("09:00:00")
                .at("09:00:20", entrance(BUZZER_PRESSED))
                .at("09:00:40", entrance(BUZZER_PRESSED))
                .at("09:02:00.001")
                .expect(PRESS + " opened warning @09:02")
                .at("09:02:20.001")
                .expectNothing()
                .at("09:02:40.001")
                .expect("buzzer-unanswered/A/north/doors/e-3 opened warning @09:02:40");
    }

    @Test
    void what_is_pressed_after_exactly_30_s_is_another_press() {
        pressedAt("09:00:00")
                .at("09:00:29.999", entrance(BUZZER_PRESSED))
                .at("09:00:30.000", entrance(BUZZER_PRESSED))
                .at("09:02:20")
                .expect(PRESS + " opened warning @09:02")
                .at("09:02:30.001")
                .expect("buzzer-unanswered/A/north/doors/e-3 opened warning @09:02:30");
    }

    @Test
    void the_earlier_of_two_such_presses_counts_though_it_comes_later() {
        Story.of(CaseWorld.monday().northEntrance("2030-01-01").entrance("south"))
                .about("buzzer-unanswered/")
                .at("09:00:20", entrance(BUZZER_PRESSED))
                .at("09:00:21", reportedLate("09:00:00", entrance(BUZZER_PRESSED)))
                .at("09:02:00.001")
                .expect("buzzer-unanswered/A/north/doors/e-2 opened warning @09:02")
                .at("09:02:30")
                .expectNothing();
    }

    @Test
    void a_buzzer_that_chatters_is_one_press_at_each_entrance() {
        pressedAt("09:00:00")
                .at("09:00:01", entrance(BUZZER_PRESSED), entrance(BUZZER_PRESSED, "south"))
                .at("09:01:00", entrance(VISITOR_ADMITTED))
                .at("09:02:01.001")
                .expect("buzzer-unanswered/A/south/doors/e-3 opened warning @09:02:01");
    }

    @Test
    void a_weapon_seen_by_a_feed_that_may_not_speak_of_it_is_rejected() {
        Story.monday()
                .about("weapon-seen/", "rejected")
                .at("20:00", weaponSeen("doors"))
                .expect("rejected source-not-authorised");
    }
}
