package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.Campus;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import org.postwatch.plan.SeverityLadder;
import org.postwatch.plan.StaffingExemption;
import org.postwatch.plan.WeeklyHours;

/** A district that uses every key there is, and what each of them becomes. */
class CompleteDistrictTest {
    static final Path FOLDER = Path.of("src/test/resources/documents/complete");

    private final DistrictParseResult result = DistrictDocuments.read(FOLDER);

    @Test
    void hasNoDiagnostics() {
        assertThat(result.diagnostics()).isEmpty();
    }

    @Test
    void readsTheDistrict() {
        District district = result.compiled().orElseThrow().district();

        assertThat(district.id()).isEqualTo("socorro-nm");
        assertThat(district.name()).isEqualTo("Socorro Consolidated Schools");
        assertThat(district.zone()).isEqualTo(ZoneId.of("America/Denver"));
        assertThat(district.firstDay()).isEqualTo("2023-08-14");
        assertThat(district.settings())
                .isEqualTo(new DistrictSettings(
                        Duration.ofHours(11),
                        Duration.ofMinutes(8),
                        atOnce("high"),
                        Duration.ofMinutes(9),
                        atOnce("high"),
                        Duration.ofMinutes(1),
                        atOnce("info"),
                        Duration.ofSeconds(90),
                        "info",
                        "critical",
                        60,
                        atOnce("warning"),
                        2));
        assertThat(district.agencies())
                .containsOnlyKeys("district", "socorro-pd")
                .containsEntry("district", new Agency("district", "Socorro Consolidated Schools", "school"))
                .containsEntry("socorro-pd", new Agency("socorro-pd", "City of Socorro Police", "municipal-police"));
        assertThat(district.disqualifyingAffiliations())
                .containsExactly(new DatedName("ice-287g", since("2023-09-01T00:00")));
    }

    @Test
    void readsTheRoster() {
        District district = result.compiled().orElseThrow().district();

        assertThat(district.officers().get("P-1"))
                .isEqualTo(new Officer(
                        "P-1",
                        "police",
                        "socorro-pd",
                        Set.of("sro", "code-enforcement"),
                        List.of(new DatedName("sro-training", dates("2023-01-01T00:00", "2026-01-01T00:00"))),
                        List.of(new DatedName("ice-287g", since("2023-09-11T11:00"))),
                        since("2023-08-01T00:00")));
        assertThat(district.officers().get("G-1"))
                .isEqualTo(new Officer(
                        "G-1", "guard", "district", Set.of(), List.of(), List.of(), LocalDateTimeRange.ALWAYS));
        assertThat(district.exemptions())
                .containsExactly(new StaffingExemption(
                        "E-1",
                        Set.of("guard"),
                        Set.of("sarracino-ms"),
                        Set.of("sro"),
                        since("2023-09-15T00:00"),
                        "board",
                        "Until hired."));
    }

    @Test
    void readsAgreements() {
        assertThat(result.compiled().orElseThrow().district().agreements())
                .containsExactly(new Agreement(
                        "city-memorandum",
                        "socorro-pd",
                        Set.of("sarracino-ms"),
                        dates("2023-08-01T00:00", "2026-08-01T00:00"),
                        List.of(dates("2023-09-13T13:00", "2023-09-13T14:00")),
                        List.of("city", "district"),
                        List.of(
                                new Agreement.ApprovalDecision(
                                        "city", "approved", LocalDateTime.parse("2023-08-07T18:30")),
                                new Agreement.ApprovalDecision(
                                        "district", "approved", LocalDateTime.parse("2023-08-08T00:00"))),
                        List.of(new Agreement.Renewal(
                                LocalDateTime.parse("2026-06-01T19:00"), LocalDateTime.parse("2029-08-01T00:00"))),
                        Optional.of(new Agreement.Cost(
                                "USD", Optional.of(1_500_000L), Optional.of(4_550L), Optional.of(6_000_000L)))));
    }

    @Test
    void readsFeeds() {
        var feeds = result.compiled().orElseThrow().district().feeds();

        assertThat(feeds.get("hr"))
                .isEqualTo(new Feed(
                        "hr",
                        Set.of("district", "socorro-pd"),
                        Set.of(),
                        Set.of(
                                EventType.CHECKED_IN,
                                EventType.CHECKED_OUT,
                                EventType.CALLED_AWAY,
                                EventType.RETURNED,
                                EventType.SHIFT_PLANNED,
                                EventType.SHIFT_CANCELLED),
                        10,
                        LocalDateTimeRange.ALWAYS,
                        new WeeklyHours(List.of(
                                new WeeklyHours.WeeklyPeriod(
                                        Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                                        LocalTime.of(6, 30),
                                        LocalTime.of(17, 0)),
                                new WeeklyHours.WeeklyPeriod(
                                        EnumSet.allOf(DayOfWeek.class), LocalTime.of(18, 0), LocalTime.of(2, 0)))),
                        new FeedKeys(List.of(
                                new FeedKey(
                                        "hr-2025",
                                        new LocalDateTimeRange(
                                                Optional.empty(),
                                                Optional.of(LocalDateTime.parse("2026-08-31T12:00")))),
                                new FeedKey(
                                        "hr-2026",
                                        new LocalDateTimeRange(
                                                Optional.of(LocalDateTime.parse("2026-08-01T00:00")),
                                                Optional.empty()))))));
        assertThat(feeds.get("entrances").keys())
                .isEqualTo(new FeedKeys(List.of(new FeedKey("entrances", LocalDateTimeRange.ALWAYS))));
        assertThat(feeds.get("entrances").types())
                .contains(
                        EventType.DEVICE_ONLINE,
                        EventType.BUZZER_PRESSED,
                        EventType.WEAPON_SEEN,
                        EventType.CONDUCT_SEEN)
                .hasSize(12);
        assertThat(feeds.get("entrances").limitMinutes()).isEqualTo(5);
    }

    @Test
    void readsACampus() {
        Campus campus = result.compiled().orElseThrow().campuses().get("sarracino-ms");

        assertThat(campus)
                .isEqualTo(new Campus(
                        "sarracino-ms",
                        "Sarracino Middle School",
                        ZoneId.of("America/Denver"),
                        List.of(new Post(
                                "sro",
                                1,
                                Set.of("police"),
                                Set.of("sro"),
                                Set.of("sro-training"),
                                Set.of("hr"),
                                Duration.ofMinutes(15),
                                atOnce("critical"))),
                        List.of(new Entrance(
                                "north",
                                List.of(
                                        new Entrance.Device(
                                                "north-buzzer", "buzzer", "entrances", LocalDate.parse("2023-09-01")),
                                        new Entrance.Device(
                                                "north-camera",
                                                "camera",
                                                "entrances",
                                                LocalDate.parse("2023-08-14"))))),
                        new Schedule(
                                List.of(new Schedule.SchoolTerm(
                                        LocalDate.parse("2023-08-14"), LocalDate.parse("2024-05-31"))),
                                Set.of(LocalDate.parse("2023-09-04")),
                                List.of(new Schedule.WeeklyWindow(
                                        "day",
                                        Set.of(
                                                DayOfWeek.MONDAY,
                                                DayOfWeek.TUESDAY,
                                                DayOfWeek.WEDNESDAY,
                                                DayOfWeek.THURSDAY),
                                        LocalTime.parse("07:30"),
                                        LocalTime.parse("15:30"),
                                        Set.of("sro"))),
                                List.of(new Schedule.EarlyRelease(
                                        LocalDate.parse("2023-10-05"), "day", LocalTime.parse("12:30"))),
                                List.of(new Schedule.SpecialEvent(
                                        "game",
                                        LocalDate.parse("2023-12-08"),
                                        LocalTime.parse("18:00"),
                                        LocalTime.parse("21:30"),
                                        Set.of("sro"))))));
    }

    @Test
    void readsCampusFilesWithDistrictDefaults() {
        Campus campus = result.compiled().orElseThrow().campuses().get("socorro-hs");
        Post guard = campus.posts().get(0);

        assertThat(campus.name()).isEqualTo("socorro-hs");
        assertThat(campus.zone()).isEqualTo(ZoneId.of("America/Chicago"));
        assertThat(campus.entrances()).isEmpty();
        assertThat(campus.schedule().terms()).hasSize(1);
        assertThat(campus.schedule().holidays()).hasSize(1);
        assertThat(campus.schedule().weekly()).hasSize(1).allSatisfy(w -> {
            assertThat(w.name()).isEqualTo("early");
            assertThat(w.posts()).isEmpty();
        });
        assertThat(campus.schedule().releases()).isEmpty();
        assertThat(campus.schedule().specials()).isEmpty();
        assertThat(guard.duties()).containsExactly("guard");
        assertThat(guard.feeds()).containsExactly("hr");
        assertThat(guard.headCount()).isEqualTo(1);
        assertThat(guard.grace()).isEqualTo(Duration.ofMinutes(12));
        assertThat(guard.ladder().steps()).hasSize(2);
    }

    @Test
    void readsTheSourcesOfIntake() {
        Map<String, IntakeSource> sources =
                result.compiled().orElseThrow().intake().sources();

        assertThat(sources).containsOnlyKeys("badges", "buttons", "intercom", "weapon-detection");
        IntakeSource weapons = sources.get("weapon-detection");
        assertThat(weapons.district()).isEqualTo("socorro-nm");
        assertThat(weapons.feed()).isEqualTo("entrances");
        assertThat(weapons.transport()).isEqualTo(new WebhookTransport());
        assertThat(weapons.secretNames()).containsExactly("detection-2026", "detection-2025");
        assertThat(weapons.parameters())
                .isEqualTo(Map.of("type", "weapon-seen", "device", "alarm.camera", "time", "alarm.at"));
        assertThat(weapons.profile().name()).isEqualTo("generic");
        assertThat(weapons.profile().text()).contains("profile: generic");
        assertThat(weapons.map().find("device", "Camera 17"))
                .contains(new MappedTarget(
                        Optional.of("sarracino-ms"), Optional.empty(), Optional.of("north-camera"), Optional.empty()));
        assertThat(sources.get("badges")
                        .map()
                        .find("badge", "4711")
                        .orElseThrow()
                        .officer())
                .contains("P-1");
        assertThat(sources.get("buttons").transport())
                .isEqualTo(new MqttTransport(
                        "mqtts://mqtt.example:8883",
                        Optional.of("postwatch"),
                        Optional.of("mqtt"),
                        List.of("site/+/events/rpc", "site/+/online")));
        assertThat(sources.get("intercom").transport())
                .isEqualTo(new PollTransport(
                        "https://intercom.example",
                        Duration.ofSeconds(30),
                        Optional.of("postwatch"),
                        Optional.of("intercom"),
                        Optional.of("intercom-ca"),
                        false));
    }

    private static SeverityLadder atOnce(String severity) {
        return new SeverityLadder(
                List.of(new SeverityLadder.SeverityStep(severity, Optional.of(Duration.ZERO), Set.of())));
    }

    private static LocalDateTimeRange since(String from) {
        return new LocalDateTimeRange(Optional.of(LocalDateTime.parse(from)), Optional.empty());
    }

    private static LocalDateTimeRange dates(String from, String until) {
        return new LocalDateTimeRange(Optional.of(LocalDateTime.parse(from)), Optional.of(LocalDateTime.parse(until)));
    }
}
