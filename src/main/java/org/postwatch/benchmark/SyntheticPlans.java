package org.postwatch.benchmark;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.event.EventGroup;
import org.postwatch.event.EventType;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import org.postwatch.plan.SeverityLadder;
import org.postwatch.plan.SeverityLadder.SeverityStep;
import org.postwatch.plan.WeeklyHours;

/**
 * Plans as the documents of an ordinary district compile: one post a campus, filled by the city under an agreement, two
 * entrances with three devices (one not due yet), a school week with holidays and early releases. All in one zone, so that every bell of
 * the nation rings at once.
 */
final class SyntheticPlans {
    static final ZoneId ZONE = ZoneId.of("America/Denver");
    static final LocalDate DAY = LocalDate.of(2026, 9, 14);
    static final LocalTime SCHOOL_START = LocalTime.of(7, 30);
    static final LocalTime SCHOOL_END = LocalTime.of(15, 30);

    static final String CAMERAS = "cameras";
    static final String DOORS = "doors";
    static final String STAFF = "hr";
    static final String FRONT = "front";
    static final String FRONT_BUZZER = "front-buzzer";
    static final String FRONT_CAMERA = "front-camera";
    static final String SIDE_CAMERA = "side-camera";
    static final String DUTY = "sro";

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final SeverityLadder IMMEDIATE = new SeverityLadder(List.of(step("warning", 0)));
    private static final SeverityLadder POST_LADDER = new SeverityLadder(List.of(
            step("warning", 0),
            step("high", 20, EventType.VISITOR_ADMITTED, EventType.DOOR_HELD_OPEN),
            step("critical", 60, EventType.DOOR_FORCED)));
    private static final DistrictSettings SETTINGS = new DistrictSettings(
            Duration.ofHours(12),
            TEN_MINUTES,
            IMMEDIATE,
            TEN_MINUTES,
            IMMEDIATE,
            Duration.ZERO,
            IMMEDIATE,
            Duration.ofMinutes(2),
            "warning",
            "high",
            30,
            new SeverityLadder(List.of(step("info", 0))),
            3);

    private SyntheticPlans() {}

    static District district(DistrictSizes nation, int number) {
        return district(nation, number, FeedKeys.NONE);
    }

    /** @param keys of every feed */
    static District district(DistrictSizes nation, int number, FeedKeys keys) {
        Map<String, Officer> officers = new HashMap<>();
        for (int campus : nation.campusesOf(number)) {
            String badge = DistrictSizes.badge(campus);
            officers.put(
                    badge,
                    new Officer(
                            badge,
                            "police",
                            "city",
                            Set.of(DUTY),
                            List.of(new DatedName("sro-training", LocalDateTimeRange.ALWAYS)),
                            List.of(),
                            LocalDateTimeRange.ALWAYS));
        }
        Set<String> campuses =
                nation.campusesOf(number).stream().map(DistrictSizes::campusId).collect(Collectors.toSet());
        Agreement agreement = new Agreement(
                "city-mou",
                "city",
                campuses,
                new LocalDateTimeRange(
                        Optional.of(DAY.minusYears(1).atStartOfDay()),
                        Optional.of(DAY.plusYears(2).atStartOfDay())),
                List.of(),
                List.of("city", "district"),
                List.of(
                        new Agreement.ApprovalDecision(
                                "city",
                                Agreement.APPROVED,
                                DAY.minusYears(1).minusMonths(2).atTime(18, 0)),
                        new Agreement.ApprovalDecision(
                                "district",
                                Agreement.APPROVED,
                                DAY.minusYears(1).minusMonths(1).atTime(18, 0))),
                List.of(),
                Optional.empty());
        return new District(
                DistrictSizes.districtId(number),
                "District " + number,
                ZONE,
                DAY,
                List.of("info", "warning", "high", "critical"),
                SETTINGS,
                Map.of("city", new Agency("city", "City police", "municipal-police")),
                officers,
                List.of(agreement),
                List.of(),
                feeds(keys),
                List.of(),
                Instant.MIN);
    }

    private static Map<String, Feed> feeds(FeedKeys keys) {
        Set<EventType> camera = EventType.ofGroups(EventGroup.CAMERA, EventGroup.DEVICE);
        Set<EventType> doors = EventType.ofGroups(EventGroup.ENTRANCE, EventGroup.DEVICE);
        Set<EventType> staff = EventType.ofGroups(EventGroup.STAFFING);
        return Map.of(
                CAMERAS, feed(CAMERAS, Set.of(), camera, keys),
                DOORS, feed(DOORS, Set.of(), doors, keys),
                STAFF, feed(STAFF, Set.of("city"), staff, keys));
    }

    private static Feed feed(String source, Set<String> agencies, Set<EventType> types, FeedKeys keys) {
        return new Feed(source, agencies, Set.of(), types, 5, LocalDateTimeRange.ALWAYS, WeeklyHours.ALWAYS, keys);
    }

    static CampusPlan campus(int number) {
        Post post = new Post(
                "sro",
                1,
                Set.of("police"),
                Set.of(DUTY),
                Set.of("sro-training"),
                Set.of(STAFF),
                TEN_MINUTES,
                POST_LADDER);
        List<Entrance> entrances = List.of(
                new Entrance(
                        FRONT,
                        List.of(
                                new Entrance.Device(FRONT_BUZZER, "buzzer", DOORS, DAY),
                                new Entrance.Device(FRONT_CAMERA, "camera", CAMERAS, DAY))),
                new Entrance("side", List.of(new Entrance.Device(SIDE_CAMERA, "camera", CAMERAS, DAY.plusYears(1)))));
        Schedule schedule = new Schedule(
                List.of(new Schedule.SchoolTerm(DAY.minusDays(30), DAY.plusDays(250))),
                Set.of(DAY.plusDays(70), DAY.plusDays(71), DAY.plusDays(100), DAY.plusDays(101)),
                List.of(new Schedule.WeeklyWindow(
                        "day", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), SCHOOL_START, SCHOOL_END, Set.of())),
                List.of(new Schedule.EarlyRelease(DAY.plusDays(30), "day", LocalTime.NOON)),
                List.of());
        Campus campus = new Campus(
                DistrictSizes.campusId(number), "Campus " + number, ZONE, List.of(post), entrances, schedule);
        return new CampusPlan(campus.id(), new TreeMap<>(Map.of(DAY, campus)));
    }

    private static SeverityStep step(String severity, int minutes, EventType... triggers) {
        return new SeverityStep(severity, Optional.of(Duration.ofMinutes(minutes)), Set.of(triggers));
    }
}
