package org.postwatch.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.desk.DeskBoard.PostRow;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.intake.FrontDesk;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Officer;

/** What a desk shows and takes, in a district whose school day is 08:00 to 15:00. */
class DeskPlanTest {
    private static final String ID = "0b0c9f3e-1111-4222-8333-444455556666";
    /** A Monday, 10:00 in Denver. */
    private static final Instant NOW = Instant.parse("2026-09-14T16:00:00Z");

    private static final String DOCUMENT = """
            district: d
            zone: America/Denver
            first-day: 2026-01-01
            calendar:
              terms: [{ from: 2026-01-01, to: 2026-12-31 }]
              windows: [{ name: day, days: [mon], from: "08:00", to: "15:00" }]
            agencies: [{ id: pd, name: Police, class: municipal-police }]
            officers:
              - { badge: P-2, kind: police, duties: [sro] }
              - { badge: P-1, kind: police, duties: [sro] }
              - { badge: P-9, kind: police, duties: [sro], to: 2026-08-31 }
              - { badge: G-1, kind: guard, duties: [door] }
              - { badge: X-1, kind: police, agency: pd, duties: [sro] }
            feeds:
              - { source: desk, agencies: [district], types: [staffing, visitor-admitted, visitor-denied], from: 2026-09-14T06:00, hours: [{ from: "07:00", to: "16:00" }] }
              - { source: doors, types: [entrance, device] }
            campuses:
              - id: a
                name: Alder
                posts: [{ id: sro, kinds: [police] }]
                entrances: [{ id: main, devices: [{ id: buzzer, type: buzzer, feed: doors }] }]
            """;

    @TempDir
    Path directory;

    private CompiledDistrict compiled;

    @BeforeEach
    void compile() throws Exception {
        Files.writeString(directory.resolve("district.yaml"), DOCUMENT);
        var read = DistrictDocuments.read(directory);
        compiled = read.compiled().orElseThrow(() -> new AssertionError(read.diagnostics()));
    }

    @Test
    void those_who_can_fill_a_post_and_whom_the_desk_may_report_are_expected() {
        assertThat(plan(true).officersAt(NOW)).extracting(Officer::badge).containsExactly("P-1", "P-2");
        assertThat(plan(true).entrancesAt(NOW)).containsExactly("main");
        assertThat(plan(false).entrancesAt(NOW)).isEmpty();
    }

    @Test
    void a_touch_is_the_same_event_whenever_it_is_taken() {
        DeskTouch away = touch(DeskAction.CALLED_AWAY, "P-1", NOW);
        PresenceSignal event = (PresenceSignal) plan(true).event(away);
        assertThat(event.type()).isEqualTo(EventType.CALLED_AWAY);
        assertThat(event.origin().source()).isEqualTo("desk");
        assertThat(event.id()).isEqualTo("desk-" + ID);
        assertThat(event.time()).isEqualTo(NOW);
        assertThat(event.where()).contains("gym");
        assertThat(plan(true).event(away)).isEqualTo(event);
        assertThat(((PresenceSignal) plan(true).event(touch(DeskAction.BACK, "P-1", NOW))).where())
                .isEmpty();
        EntranceEvent denied = (EntranceEvent) plan(true).event(touch(DeskAction.DENIED, "main", NOW));
        assertThat(denied.type()).isEqualTo(EventType.VISITOR_DENIED);
        assertThat(denied.entrance()).isEqualTo("main");
    }

    @Test
    void a_touch_is_rejected_only_if_it_can_never_be_recorded() {
        Instant tuesday = NOW.plus(Duration.ofDays(1));
        assertThat(rejection(DeskAction.ARRIVED, "P-1", tuesday, tuesday.plus(DeskPlan.MAX_AGE)))
                .isEmpty();
        assertThat(rejection(
                        DeskAction.ARRIVED,
                        "P-1",
                        tuesday,
                        tuesday.plus(DeskPlan.MAX_AGE).plusMillis(1)))
                .hasValueSatisfying(why -> assertThat(why).contains("too old"));
        assertThat(rejection(DeskAction.ARRIVED, "P-1", NOW.minus(Duration.ofHours(5)), NOW))
                .as("before the feed's first day")
                .isPresent();
        assertThat(rejection(DeskAction.ARRIVED, "P-3", NOW, NOW)).isPresent();
        assertThat(rejection(DeskAction.ARRIVED, "X-1", NOW, NOW))
                .as("of another agency")
                .isPresent();
        assertThat(rejection(DeskAction.ADMITTED, "main", NOW, NOW)).isEmpty();
        assertThat(rejection(DeskAction.ADMITTED, "back", NOW, NOW)).isPresent();
        assertThat(plan(false).rejection(touch(DeskAction.ADMITTED, "main", NOW), NOW))
                .isPresent();
    }

    @Test
    void a_touch_in_the_future_is_no_rejection_because_the_page_can_correct_it() {
        Instant latest = NOW.plus(DeskPlan.MAX_AHEAD);
        assertThat(DeskPlan.isAhead(touch(DeskAction.ARRIVED, "P-1", latest), NOW))
                .isFalse();
        assertThat(DeskPlan.isAhead(touch(DeskAction.ARRIVED, "P-1", latest.plusMillis(1)), NOW))
                .isTrue();
        assertThat(rejection(DeskAction.ARRIVED, "P-1", latest.plusMillis(1), NOW))
                .isEmpty();
    }

    @Test
    void a_touch_has_a_uuid_and_a_printable_place() {
        assertThatThrownBy(() -> new DeskTouch("1", DeskAction.BACK, "P-1", Optional.empty(), NOW))
                .hasMessage("id: expected a UUID in lower case");
        assertThatThrownBy(() -> new DeskTouch(ID, DeskAction.CALLED_AWAY, "P-1", Optional.of("a\nb"), NOW))
                .hasMessageStartingWith("where: expected 1 to 128");
    }

    @Test
    void the_page_shows_the_time_of_the_campus_and_no_coverage_that_is_not_known() {
        DeskBoard board = DeskBoard.of("/desk/d/a", plan(true), Optional.empty(), Optional.empty(), NOW);
        assertThat(board.date()).isEqualTo("Monday 14 September");
        assertThat(board.windows()).containsExactly(new DeskBoard.WindowRow("day", "08:00", "15:00", true));
        assertThat(board.posts()).isEmpty();

        assertThat(row(CoverageState.COVERED)).isEqualTo(new PostRow("sro", "covered since 10:00: P-1", "good"));
        assertThat(row(CoverageState.UNCOVERED).style()).isEqualTo("bad");
        assertThat(row(CoverageState.UNKNOWN).style()).isEqualTo("wait");
    }

    private PostRow row(CoverageState state) {
        CampusCoverage coverage = CampusCoverage.of(
                "d", "a", List.of(new PostCoverage("sro", state, Optional.of(NOW), List.of("P-1"), List.of())));
        return DeskBoard.of("/desk/d/a", plan(true), Optional.of(coverage), Optional.empty(), NOW)
                .posts()
                .get(0);
    }

    private Optional<String> rejection(DeskAction action, String subject, Instant time, Instant now) {
        return plan(true).rejection(touch(action, subject, time), now);
    }

    private static DeskTouch touch(DeskAction action, String subject, Instant time) {
        return new DeskTouch(ID, action, subject, Optional.of("gym"), time);
    }

    private DeskPlan plan(boolean visitors) {
        TreeMap<LocalDate, org.postwatch.plan.Campus> versions = new TreeMap<>();
        versions.put(LocalDate.parse("2026-01-01"), compiled.campuses().get("a"));
        return new DeskPlan(
                compiled.district(),
                new CampusPlan("a", versions),
                new FrontDesk("a", "desk", visitors),
                compiled.district().feeds().get("desk"));
    }
}
