package org.postwatch.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.postwatch.oracle.CaseTime.at;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.notification.model.Notice;

/** A week was watched, then all state of COVERAGE or of NOTIFICATION is lost and made again from its inputs. */
class StateRebuildTest {
    private static final Instant START = at("2026-09-14 00:00");
    private static final Instant TUESDAY = at("2026-09-15 09:00");
    private static final Instant TUESDAY_NOON = at("2026-09-15 12:00");
    private static final Instant SATURDAY = at("2026-09-19 12:00");

    @TempDir
    private Path directory;

    /** A week with gaps that are over, and the weapon of Tuesday, which nobody has resolved. */
    private static SchoolDaySimulation week(Instant end) {
        SchoolDaySimulation days = new SchoolDaySimulation(START).runUntil(TUESDAY);
        days.send(weapon(days));
        return days.runUntil(end);
    }

    private static Event weapon(SchoolDaySimulation days) {
        return new DetectionEvent(days.origin("cameras"), EventType.WEAPON_SEEN, "A", Optional.empty());
    }

    @Test
    void each_incident_is_published_once_after_all_input_was_read() {
        try (SchoolDaySimulation days = week(SATURDAY);
                CoverageTestDriver rebuilt = days.withoutState()) {
            assertThat(days.live().transitions())
                    .extracting(IncidentTransition::change)
                    .contains(IncidentChange.OPENED, IncidentChange.CLOSED);
            days.ticks(9, rebuilt);
            assertThat(rebuilt.transitions()).isEmpty();

            days.ticks(3, rebuilt);
            assertThat(rebuilt.transitions())
                    .isNotEmpty()
                    .allMatch(t -> t.change() == IncidentChange.REPUBLISHED)
                    .extracting(t -> t.incident().id())
                    .doesNotHaveDuplicates()
                    .contains(days.live().openIncidents().stream()
                            .map(Incident::id)
                            .toArray(String[]::new));
            assertThat(rebuilt.openIncidents())
                    .isEqualTo(days.live().openIncidents())
                    .isNotEmpty();
        }
    }

    @Test
    void nobody_is_notified_again_after_a_rebuild() throws IOException {
        try (SchoolDaySimulation days = week(SATURDAY);
                NotificationTestDriver routing =
                        NotificationTestDriver.live(START).apply(directory, START)) {
            assertThat(routing.pipe(days.live().transitions()))
                    .extracting(Notice::stage)
                    .contains(Notice.NoticeStage.OPENED, Notice.NoticeStage.CLOSED);
            try (CoverageTestDriver rebuilt = days.rebuilt()) {
                assertThat(rebuilt.transitions()).isNotEmpty();
                assertThat(routing.pipe(rebuilt.transitions())).isEmpty();
            }
        }
    }

    @Test
    void a_recipient_who_does_not_know_of_an_open_incident_is_notified_once() throws IOException {
        try (SchoolDaySimulation days = week(SATURDAY);
                NotificationTestDriver routing =
                        NotificationTestDriver.live(START).apply(directory, START);
                CoverageTestDriver rebuilt = days.rebuilt()) {
            assertThat(routing.pipe(rebuilt.transitions()))
                    .extracting(notice -> notice.subject().split("/")[0], Notice::stage)
                    .contains(tuple("weapon-seen", Notice.NoticeStage.OPENED))
                    .doesNotHaveDuplicates()
                    .allMatch(notice -> notice.toList().get(1) == Notice.NoticeStage.OPENED);
        }
    }

    @Test
    void an_incident_that_ended_during_the_loss_is_closed_for_its_recipients() throws IOException {
        try (SchoolDaySimulation days = new SchoolDaySimulation(START).runUntil(at("2026-09-15 10:55"));
                NotificationTestDriver routing =
                        NotificationTestDriver.live(START).apply(directory, START)) {
            routing.pipe(days.live().transitions());
            Incident gap = days.live().openIncidents().stream()
                    .filter(incident -> incident.kind() == IncidentKind.COVERAGE)
                    .findFirst()
                    .orElseThrow();
            days.pause().runUntil(at("2026-09-15 13:00"));
            try (CoverageTestDriver rebuilt = days.rebuilt()) {
                assertThat(routing.pipe(rebuilt.transitions()))
                        .filteredOn(notice -> notice.subject().equals(gap.id()))
                        .extracting(Notice::stage)
                        .containsExactly(Notice.NoticeStage.CLOSED);
            }
        }
    }

    @Test
    void a_weapon_seen_during_a_rebuild_is_notified_at_once() {
        try (SchoolDaySimulation days = week(TUESDAY_NOON);
                CoverageTestDriver rebuilt = days.withoutState()) {
            days.ticks(3, rebuilt);
            days.send(weapon(days), rebuilt);
            assertThat(rebuilt.transitions())
                    .extracting(t -> t.incident().kind(), IncidentTransition::change, IncidentTransition::effectiveAt)
                    .containsExactly(tuple(IncidentKind.WEAPON_SEEN, IncidentChange.OPENED, days.now()));

            days.ticks(20, rebuilt);
            String told = rebuilt.transitions().get(0).incident().id();
            assertThat(rebuilt.transitions())
                    .filteredOn(t -> t.incident().id().equals(told))
                    .hasSize(1);
        }
    }

    @Test
    void an_instance_with_a_wrong_clock_still_completes_the_rebuild() {
        for (Duration off : List.of(Duration.ofHours(2), Duration.ofHours(-2))) {
            try (SchoolDaySimulation days = week(TUESDAY_NOON).instanceClock(t -> t.plus(off));
                    CoverageTestDriver rebuilt = days.withoutState()) {
                days.ticks(55, rebuilt);
                assertThat(rebuilt.transitions()).isEmpty();
                days.ticks(10, rebuilt);
                assertThat(rebuilt.transitions())
                        .extracting(t -> t.incident().kind())
                        .contains(IncidentKind.WEAPON_SEEN);
            }
        }
    }

    @Test
    void a_first_start_notifies_at_once() {
        try (SchoolDaySimulation days = new SchoolDaySimulation(TUESDAY)) {
            days.send(weapon(days));
            assertThat(days.live().transitions())
                    .extracting(t -> t.incident().kind(), IncidentTransition::change)
                    .contains(tuple(IncidentKind.WEAPON_SEEN, IncidentChange.OPENED));
        }
    }

    @Test
    void a_weapon_seen_during_an_outage_is_notified_days_later_if_state_is_kept() {
        try (SchoolDaySimulation days =
                new SchoolDaySimulation(START).runUntil(TUESDAY).pause()) {
            days.send(weapon(days));
            days.runUntil(at("2026-09-16 09:00")).correctClocks();
            assertThat(days.live().transitions())
                    .filteredOn(t -> t.incident().kind() == IncidentKind.WEAPON_SEEN)
                    .extracting(IncidentTransition::change)
                    .containsExactly(IncidentChange.OPENED);
        }
    }

    @Test
    void notification_without_state_repeats_nothing_that_was_delivered() throws IOException {
        try (SchoolDaySimulation days = week(TUESDAY_NOON);
                NotificationTestDriver live = NotificationTestDriver.live(START).apply(directory, START)) {
            List<Notice> notices = live.pipe(days.live().transitions());
            assertThat(notices)
                    .extracting(Notice::stage)
                    .contains(Notice.NoticeStage.OPENED, Notice.NoticeStage.CLOSED);
            notices.forEach(live::delivered);
            try (NotificationTestDriver rebuilt = live.withoutState(days::now)) {
                ticks(days, rebuilt);
                assertThat(rebuilt.notices()).isEmpty();
            }
        }
    }

    @Test
    void notification_without_state_notifies_once_of_undelivered_open_incidents() throws IOException {
        try (SchoolDaySimulation days = week(TUESDAY_NOON);
                NotificationTestDriver live = NotificationTestDriver.live(START).apply(directory, START)) {
            live.pipe(days.live().transitions());
            try (NotificationTestDriver rebuilt = live.withoutState(days::now)) {
                assertThat(rebuilt.notices()).isEmpty();
                ticks(days, rebuilt);
                assertThat(rebuilt.notices())
                        .extracting(Notice::subject)
                        .containsExactlyInAnyOrderElementsOf(days.live().openIncidents().stream()
                                .map(Incident::id)
                                .toList());
            }
        }
    }

    @Test
    void notification_without_state_closes_delivered_gaps_that_ended() throws IOException {
        try (SchoolDaySimulation days = new SchoolDaySimulation(START).runUntil(at("2026-09-15 10:55"));
                NotificationTestDriver live = NotificationTestDriver.live(START).apply(directory, START)) {
            live.pipe(days.live().transitions()).forEach(live::delivered);
            Incident gap = days.live().openIncidents().stream()
                    .filter(incident -> incident.kind() == IncidentKind.COVERAGE)
                    .findFirst()
                    .orElseThrow();
            int said = days.live().transitions().size();
            days.runUntil(at("2026-09-15 13:00"));
            List<IncidentTransition> all = days.live().transitions();
            live.addUnread(all.subList(said, all.size()));
            try (NotificationTestDriver rebuilt = live.withoutState(days::now)) {
                ticks(days, rebuilt);
                assertThat(rebuilt.notices())
                        .filteredOn(notice -> notice.subject().equals(gap.id()))
                        .singleElement()
                        .matches(notice -> notice.stage() == Notice.NoticeStage.CLOSED && notice.revision() > 1);
            }
        }
    }

    @Test
    void notification_reports_a_weapon_seen_during_a_rebuild() throws IOException {
        try (SchoolDaySimulation days = week(TUESDAY_NOON);
                NotificationTestDriver live = NotificationTestDriver.live(START).apply(directory, START)) {
            live.pipe(days.live().transitions()).forEach(live::delivered);
            try (NotificationTestDriver rebuilt = live.withoutState(days::now)) {
                days.send(weapon(days));
                List<IncidentTransition> all = days.live().transitions();
                assertThat(rebuilt.pipe(all.subList(all.size() - 1, all.size())))
                        .extracting(notice -> notice.subject().split("/")[0], Notice::stage)
                        .containsExactly(tuple("weapon-seen", Notice.NoticeStage.OPENED));
            }
        }
    }

    private static void ticks(SchoolDaySimulation days, NotificationTestDriver side) {
        for (int i = 0; i < 12; i++) {
            days.ticks(1, days.live());
            side.tick(days.now());
        }
    }
}
