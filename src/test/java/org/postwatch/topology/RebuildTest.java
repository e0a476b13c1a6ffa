package org.postwatch.topology;

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
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Sighting;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;
import org.postwatch.routing.Notice;

/** A week was watched, then all state of COVERAGE or of ROUTING is lost and made again from its inputs. */
class RebuildTest {
    private static final Instant START = at("2026-09-14 00:00");
    private static final Instant TUESDAY = at("2026-09-15 09:00");
    private static final Instant TUESDAY_NOON = at("2026-09-15 12:00");
    private static final Instant SATURDAY = at("2026-09-19 12:00");

    @TempDir
    private Path directory;

    /** A week with gaps that are over, and the weapon of Tuesday, which nobody has resolved. */
    private static RecordedDays week(Instant end) {
        RecordedDays days = new RecordedDays(START).until(TUESDAY);
        days.tell(weapon(days));
        return days.until(end);
    }

    private static Event weapon(RecordedDays days) {
        return new Sighting(days.origin("cameras"), EventType.WEAPON_SEEN, "A", Optional.empty());
    }

    @Test
    void nothing_is_said_until_all_input_was_read_and_then_once_how_each_incident_stands() {
        try (RecordedDays days = week(SATURDAY);
                CoverageSide rebuilt = days.withoutState()) {
            assertThat(days.live().transitions()).extracting(Transition::change).contains(Change.OPENED, Change.CLOSED);
            days.ticks(9, rebuilt);
            assertThat(rebuilt.transitions()).isEmpty();

            days.ticks(3, rebuilt);
            assertThat(rebuilt.transitions())
                    .isNotEmpty()
                    .allMatch(t -> t.change() == Change.REPUBLISHED)
                    .extracting(t -> t.incident().id())
                    .doesNotHaveDuplicates()
                    .contains(days.live().open().stream().map(Incident::id).toArray(String[]::new));
            assertThat(rebuilt.open()).isEqualTo(days.live().open()).isNotEmpty();
        }
    }

    @Test
    void nobody_is_notified_of_what_was_notified_or_forgotten() throws IOException {
        try (RecordedDays days = week(SATURDAY);
                NoticeSide routing = NoticeSide.live(START).apply(directory, START)) {
            assertThat(routing.read(days.live().transitions()))
                    .extracting(Notice::stage)
                    .contains(Notice.Stage.OPENED, Notice.Stage.CLOSED);
            try (CoverageSide rebuilt = days.rebuilt()) {
                assertThat(rebuilt.transitions()).isNotEmpty();
                assertThat(routing.read(rebuilt.transitions())).isEmpty();
            }
        }
    }

    @Test
    void who_does_not_know_what_is_open_is_notified_once() throws IOException {
        try (RecordedDays days = week(SATURDAY);
                NoticeSide routing = NoticeSide.live(START).apply(directory, START);
                CoverageSide rebuilt = days.rebuilt()) {
            assertThat(routing.read(rebuilt.transitions()))
                    .extracting(notice -> notice.subject().split("/")[0], Notice::stage)
                    .contains(tuple("weapon-seen", Notice.Stage.OPENED))
                    .doesNotHaveDuplicates()
                    .allMatch(notice -> notice.toList().get(1) == Notice.Stage.OPENED);
        }
    }

    @Test
    void what_ended_while_state_was_lost_is_closed_for_those_who_know_it_as_open() throws IOException {
        try (RecordedDays days = new RecordedDays(START).until(at("2026-09-15 10:55"));
                NoticeSide routing = NoticeSide.live(START).apply(directory, START)) {
            routing.read(days.live().transitions());
            Incident gap = days.live().open().stream()
                    .filter(incident -> incident.kind() == Kind.COVERAGE)
                    .findFirst()
                    .orElseThrow();
            days.sleep().until(at("2026-09-15 13:00"));
            try (CoverageSide rebuilt = days.rebuilt()) {
                assertThat(routing.read(rebuilt.transitions()))
                        .filteredOn(notice -> notice.subject().equals(gap.id()))
                        .extracting(Notice::stage)
                        .containsExactly(Notice.Stage.CLOSED);
            }
        }
    }

    @Test
    void a_weapon_that_is_seen_while_state_is_rebuilt_is_told_at_once() {
        try (RecordedDays days = week(TUESDAY_NOON);
                CoverageSide rebuilt = days.withoutState()) {
            days.ticks(3, rebuilt);
            days.tell(weapon(days), rebuilt);
            assertThat(rebuilt.transitions())
                    .extracting(t -> t.incident().kind(), Transition::change, Transition::effective)
                    .containsExactly(tuple(Kind.WEAPON_SEEN, Change.OPENED, days.now()));

            days.ticks(20, rebuilt);
            String told = rebuilt.transitions().get(0).incident().id();
            assertThat(rebuilt.transitions())
                    .filteredOn(t -> t.incident().id().equals(told))
                    .hasSize(1);
        }
    }

    @Test
    void an_instance_whose_clock_is_wrong_is_not_silent_for_good() {
        for (Duration off : List.of(Duration.ofHours(2), Duration.ofHours(-2))) {
            try (RecordedDays days = week(TUESDAY_NOON).wall(t -> t.plus(off));
                    CoverageSide rebuilt = days.withoutState()) {
                days.ticks(55, rebuilt);
                assertThat(rebuilt.transitions()).isEmpty();
                days.ticks(10, rebuilt);
                assertThat(rebuilt.transitions())
                        .extracting(t -> t.incident().kind())
                        .contains(Kind.WEAPON_SEEN);
            }
        }
    }

    @Test
    void a_first_start_notifies_at_once() {
        try (RecordedDays days = new RecordedDays(TUESDAY)) {
            days.tell(weapon(days));
            assertThat(days.live().transitions())
                    .extracting(t -> t.incident().kind(), Transition::change)
                    .contains(tuple(Kind.WEAPON_SEEN, Change.OPENED));
        }
    }

    @Test
    void a_weapon_of_an_outage_without_a_loss_of_state_is_told_days_later() {
        try (RecordedDays days = new RecordedDays(START).until(TUESDAY).sleep()) {
            days.tell(weapon(days));
            days.until(at("2026-09-16 09:00")).right();
            assertThat(days.live().transitions())
                    .filteredOn(t -> t.incident().kind() == Kind.WEAPON_SEEN)
                    .extracting(Transition::change)
                    .containsExactly(Change.OPENED);
        }
    }

    @Test
    void routing_without_state_says_nothing_that_recipients_have() throws IOException {
        try (RecordedDays days = week(TUESDAY_NOON);
                NoticeSide live = NoticeSide.live(START).apply(directory, START)) {
            List<Notice> notices = live.read(days.live().transitions());
            assertThat(notices).extracting(Notice::stage).contains(Notice.Stage.OPENED, Notice.Stage.CLOSED);
            notices.forEach(live::delivered);
            try (NoticeSide rebuilt = live.withoutState(days::now)) {
                ticks(days, rebuilt);
                assertThat(rebuilt.notices()).isEmpty();
            }
        }
    }

    @Test
    void routing_without_state_notifies_once_of_what_is_open_and_not_on_record_as_delivered() throws IOException {
        try (RecordedDays days = week(TUESDAY_NOON);
                NoticeSide live = NoticeSide.live(START).apply(directory, START)) {
            live.read(days.live().transitions());
            try (NoticeSide rebuilt = live.withoutState(days::now)) {
                assertThat(rebuilt.notices()).isEmpty();
                ticks(days, rebuilt);
                assertThat(rebuilt.notices())
                        .extracting(Notice::subject)
                        .containsExactlyInAnyOrderElementsOf(
                                days.live().open().stream().map(Incident::id).toList());
            }
        }
    }

    @Test
    void routing_without_state_tells_those_who_know_a_gap_as_open_that_it_ended() throws IOException {
        try (RecordedDays days = new RecordedDays(START).until(at("2026-09-15 10:55"));
                NoticeSide live = NoticeSide.live(START).apply(directory, START)) {
            live.read(days.live().transitions()).forEach(live::delivered);
            Incident gap = days.live().open().stream()
                    .filter(incident -> incident.kind() == Kind.COVERAGE)
                    .findFirst()
                    .orElseThrow();
            int said = days.live().transitions().size();
            days.until(at("2026-09-15 13:00"));
            List<Transition> all = days.live().transitions();
            live.missed(all.subList(said, all.size()));
            try (NoticeSide rebuilt = live.withoutState(days::now)) {
                ticks(days, rebuilt);
                assertThat(rebuilt.notices())
                        .filteredOn(notice -> notice.subject().equals(gap.id()))
                        .singleElement()
                        .matches(notice -> notice.stage() == Notice.Stage.CLOSED && notice.revision() > 1);
            }
        }
    }

    @Test
    void routing_that_rebuilds_notifies_of_a_weapon_that_is_seen_now() throws IOException {
        try (RecordedDays days = week(TUESDAY_NOON);
                NoticeSide live = NoticeSide.live(START).apply(directory, START)) {
            live.read(days.live().transitions()).forEach(live::delivered);
            try (NoticeSide rebuilt = live.withoutState(days::now)) {
                days.tell(weapon(days));
                List<Transition> all = days.live().transitions();
                assertThat(rebuilt.read(all.subList(all.size() - 1, all.size())))
                        .extracting(notice -> notice.subject().split("/")[0], Notice::stage)
                        .containsExactly(tuple("weapon-seen", Notice.Stage.OPENED));
            }
        }
    }

    private static void ticks(RecordedDays days, NoticeSide side) {
        for (int i = 0; i < 12; i++) {
            days.ticks(1, days.live());
            side.tick(days.now());
        }
    }
}
