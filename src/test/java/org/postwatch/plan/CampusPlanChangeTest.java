package org.postwatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;

/** A campus through its versions, as documents are applied to it. */
class CampusPlanChangeTest {
    private static final LocalDate MONDAY = LocalDate.parse("2023-09-11");
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final LocalDate FRIDAY = MONDAY.plusDays(4);
    private static final Campus ONE = campus(post("sro", 1));
    private static final Campus TWO = campus(post("sro", 2));

    @Test
    void theFirstVersionSpeaksFromItsDate() {
        CampusPlanChange change = CampusPlanChange.of(Optional.empty(), ONE, TUESDAY, MONDAY);

        assertThat(change.plan()).isEqualTo(plan(TUESDAY, ONE));
        assertThat(change.lines()).containsExactly("sarracino-ms: from 2023-09-12: new campus; posts sro");
    }

    @Test
    void aNewVersionSpeaksFromItsDateAndSaysWhatIsNew() {
        CampusPlanChange change = CampusPlanChange.of(Optional.of(plan(MONDAY, ONE)), TWO, TUESDAY, MONDAY);

        assertThat(change.plan()).isEqualTo(plan(MONDAY, ONE, TUESDAY, TWO));
        assertThat(change.lines()).containsExactly("sarracino-ms: from 2023-09-12: post sro: head-count 1 -> 2");
        assertThat(change.rejection()).isEmpty();
    }

    @Test
    void theSameDocumentChangesNothing() {
        CampusPlan inForce = plan(MONDAY, ONE);
        CampusPlanChange change = CampusPlanChange.of(Optional.of(inForce), ONE, TUESDAY, TUESDAY);

        assertThat(change.isEmpty()).isTrue();
        assertThat(change.plan()).isSameAs(inForce);
    }

    @Test
    void whatWasToSpeakLaterIsDroppedAndSaidSo() {
        CampusPlanChange change =
                CampusPlanChange.of(Optional.of(plan(MONDAY, ONE, FRIDAY, TWO)), ONE, TUESDAY, MONDAY);

        assertThat(change.plan()).isEqualTo(plan(MONDAY, ONE));
        assertThat(change.lines()).containsExactly("sarracino-ms: the version from 2023-09-15 is dropped");
    }

    @Test
    void aRestatementReachesBackOverOpenDaysOnly() {
        CampusPlan inForce = plan(MONDAY.minusDays(30), ONE);
        CampusPlanChange change = CampusPlanChange.of(Optional.of(inForce), TWO, MONDAY.minusDays(10), MONDAY);

        assertThat(change.plan()).isEqualTo(plan(MONDAY, TWO));
        assertThat(change.lines()).containsExactly("sarracino-ms: from 2023-09-11: post sro: head-count 1 -> 2");
    }

    @Test
    void theFirstVersionGoesOnToSpeakForTheDaysBeforeIt() {
        CampusPlanChange change = CampusPlanChange.of(Optional.of(plan(FRIDAY, ONE)), TWO, TUESDAY, MONDAY);

        assertThat(change.plan()).isEqualTo(plan(MONDAY, ONE, TUESDAY, TWO));
    }

    @Test
    void versionsOfSealedDatesArePruned() {
        Campus three = campus(post("sro", 3));
        CampusPlan inForce = plan(MONDAY.minusDays(60), ONE, MONDAY.minusDays(1), TWO);

        assertThat(CampusPlanChange.of(Optional.of(inForce), three, FRIDAY, MONDAY)
                        .plan())
                .isEqualTo(plan(MONDAY.minusDays(1), TWO, FRIDAY, three));
        assertThat(CampusPlanChange.of(Optional.of(inForce), three, FRIDAY, MONDAY.minusDays(2))
                        .plan()
                        .versions())
                .hasSize(3);
    }

    @Test
    void aCampusDoesNotMoveToAnotherZone() {
        Campus moved = new Campus(
                ONE.id(), ONE.name(), ZoneId.of("America/Chicago"), ONE.posts(), ONE.entrances(), ONE.schedule());
        CampusPlanChange change = CampusPlanChange.of(Optional.of(plan(MONDAY, ONE)), moved, TUESDAY, MONDAY);

        assertThat(change.plan()).isEqualTo(plan(MONDAY, ONE));
        assertThat(change.rejection())
                .contains("campus 'sarracino-ms' is in America/Denver and cannot move to America/Chicago;"
                        + " give it a new id");
    }

    @Test
    void aCampusThatIsGoneNeedsNobody() {
        CampusPlanChange change = CampusPlanChange.removal(plan(MONDAY, ONE), TUESDAY, MONDAY);

        assertThat(change.plan().versionOn(MONDAY)).isEqualTo(ONE);
        assertThat(change.plan().versionOn(TUESDAY).posts()).isEmpty();
        assertThat(change.lines())
                .containsExactly(
                        "sarracino-ms: from 2023-09-12: post sro removed",
                        "sarracino-ms: from 2023-09-12: term 2023-08-14 to 2024-05-31 removed",
                        "sarracino-ms: from 2023-09-12: holiday 2023-09-04 removed",
                        "sarracino-ms: from 2023-09-12: window day removed");
    }

    @Test
    void linesNameThePartThatChanges() {
        Schedule schedule = new Schedule(
                ONE.schedule().terms(),
                Set.of(),
                List.of(new Schedule.WeeklyWindow(
                        "day", Set.of(DayOfWeek.MONDAY), LocalTime.of(7, 30), LocalTime.of(15, 0), Set.of())),
                List.of(new Schedule.EarlyRelease(FRIDAY, "day", LocalTime.of(12, 30))),
                List.of(new Schedule.SpecialEvent(
                        "game", FRIDAY, LocalTime.of(18, 0), LocalTime.of(21, 0), Set.of("sro"))));
        Post post = new Post(
                "sro",
                1,
                Set.of("police", "deputy"),
                Set.of("sro"),
                Set.of(),
                Set.of("hr"),
                Duration.ofSeconds(90),
                new SeverityLadder(List.of(
                        new SeverityLadder.SeverityStep("high", Optional.of(Duration.ZERO), Set.of()),
                        new SeverityLadder.SeverityStep("critical", Optional.empty(), Set.of(EventType.DOOR_FORCED)))));
        Entrance north =
                new Entrance("north", List.of(new Entrance.Device("north-buzzer", "buzzer", "entrances", MONDAY)));
        Campus changed = new Campus(
                ONE.id(), "Sarracino", ONE.zone(), List.of(post("extra", 1), post), List.of(north), schedule);

        assertThat(CampusPlanChange.of(Optional.of(plan(MONDAY, ONE)), changed, TUESDAY, MONDAY)
                        .lines())
                .extracting(line -> line.replace("sarracino-ms: from 2023-09-12: ", ""))
                .containsExactly(
                        "name Sarracino Middle School -> Sarracino",
                        "post extra added",
                        "post sro: kind deputy added",
                        "post sro: grace 10m -> 90s",
                        "post sro: ladder [warning after 0m] -> [high after 0m, critical at door-forced]",
                        "entrance north added",
                        "holiday 2023-09-04 removed",
                        "window day: day tue removed",
                        "window day: to 15:30 -> 15:00",
                        "early release day on 2023-09-15 added (to 12:30)",
                        "event game on 2023-09-15 added");
    }

    private static CampusPlan plan(LocalDate date, Campus campus) {
        return new CampusPlan(campus.id(), new TreeMap<>(Map.of(date, campus)));
    }

    private static CampusPlan plan(LocalDate first, Campus a, LocalDate second, Campus b) {
        return new CampusPlan(a.id(), new TreeMap<>(Map.of(first, a, second, b)));
    }

    private static Post post(String id, int headCount) {
        return new Post(
                id,
                headCount,
                Set.of("police"),
                Set.of("sro"),
                Set.of(),
                Set.of("hr"),
                Duration.ofMinutes(10),
                new SeverityLadder(
                        List.of(new SeverityLadder.SeverityStep("warning", Optional.of(Duration.ZERO), Set.of()))));
    }

    private static Campus campus(Post post) {
        Schedule schedule = new Schedule(
                List.of(new Schedule.SchoolTerm(LocalDate.parse("2023-08-14"), LocalDate.parse("2024-05-31"))),
                Set.of(LocalDate.parse("2023-09-04")),
                List.of(new Schedule.WeeklyWindow(
                        "day",
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                        LocalTime.of(7, 30),
                        LocalTime.of(15, 30),
                        Set.of())),
                List.of(),
                List.of());
        return new Campus(
                "sarracino-ms",
                "Sarracino Middle School",
                ZoneId.of("America/Denver"),
                List.of(post),
                List.of(),
                schedule);
    }
}
