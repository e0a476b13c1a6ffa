package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.notification.model.DisclosureRecord;

class BoardRendererTest {
    private static final SchoolDay DAY = SchoolDayFixtures.SOCORRO_NM;

    @Test
    void the_worst_campus_comes_first_with_local_times_and_what_is_open_follows() {
        assertThat(new BoardRenderer(100, 30, false).render("HEAD", List.of(twoCampuses())))
                .containsExactly(
                        "HEAD",
                        "  STATE         WHERE         SINCE  WHY",
                        "",
                        "Socorro Consolidated Schools (socorro-nm)              1 open, 2 rejected  Tue 6 Dec 2022  20:50 MST",
                        "  UNCOVERED     socorro-hs    20:40  called-away(D-14, 20:40)",
                        "  COVERED       sarracino-ms  07:30  covered-by(P-1, agreement city-memorandum)",
                        "! high          socorro-hs    20:46  coverage of sro");
    }

    @Test
    void a_time_on_another_day_shows_the_day() {
        CampusCoverage since = CampusCoverage.of(
                "socorro-nm",
                "socorro-hs",
                List.of(new PostCoverage(
                        "sro",
                        CoverageState.UNCOVERED,
                        Optional.of(DAY.span().from().minusSeconds(60)),
                        List.of(),
                        List.of())));
        DistrictPanel panel = new DistrictPanel(DAY, SchoolDayFixtures.at(DAY, "08:00"), List.of(since), List.of(), 0);
        assertThat(new BoardRenderer(100, 30, false).render("", List.of(panel)))
                .anyMatch(line -> line.contains("socorro-hs  Mon 23:59"));
    }

    @Test
    void similar_campuses_share_a_line_with_their_common_reasons() {
        assertThat(new BoardRenderer(100, 30, false).render("", List.of(SchoolDayFixtures.guardsOnly())))
                .endsWith(
                        "  UNCOVERED     elementary-01..23 (23)  07:30  kind-not-accepted(guard)",
                        "! warning       elementary-01..23 (23)  07:40  coverage of sro");
    }

    @Test
    void it_fits_whatever_the_terminal() {
        BoardModel board = new BoardModel(List.of(DAY), Map.of("socorro-nm", SchoolDayFixtures.at(DAY, "07:20")));
        IntStream.range(0, 20)
                .forEach(i ->
                        board.onDelivered(SchoolDayFixtures.notice(DAY, "sheriff-dispatch", "socorro-hs", "07:30")));
        NoticesPanel foot = board.noticesPanel();
        List<DistrictPanel> four = Collections.nCopies(4, everyCampusItsOwnWay());
        for (int height = 10; height < 130; height++) {
            for (int width : new int[] {20, 79, 80, 120, 200}) {
                assertThat(new BoardRenderer(width, height, false).render("HEAD", four))
                        .as("%d x %d", width, height)
                        .hasSizeBetween(10, height)
                        .allMatch(line -> line.length() <= Math.min(width, 120));
                assertThat(new BoardRenderer(width, height, false).render("HEAD", four, foot))
                        .as("%d x %d with a foot", width, height)
                        .hasSizeLessThanOrEqualTo(Math.max(14, height))
                        .allMatch(line -> line.length() <= Math.min(width, 120));
            }
        }
    }

    @Test
    void notices_stand_at_the_bottom_the_latest_last() {
        BoardModel board = new BoardModel(List.of(DAY), Map.of("socorro-nm", SchoolDayFixtures.at(DAY, "07:20")));
        board.onDelivered(SchoolDayFixtures.notice(DAY, "board", "socorro-hs", "07:19"));
        for (int minute = 30; minute < 50; minute++) {
            board.onDelivered(SchoolDayFixtures.notice(DAY, "sheriff-dispatch", "socorro-hs", "07:" + minute));
        }
        board.onDecision(SchoolDayFixtures.decision(
                DAY,
                SchoolDayFixtures.at(DAY, "07:50"),
                DisclosureRecord.DisclosureOutcome.DENIED,
                "city-police-desk",
                "no matching rule",
                "no rule"));
        List<String> lines = new BoardRenderer(120, 24, false).render("HEAD", board.panels(), board.noticesPanel());
        assertThat(lines).hasSizeLessThanOrEqualTo(24);
        assertThat(lines.subList(lines.size() - 6, lines.size()))
                .containsExactly(
                        "",
                        "NOTICES  20 notified, 1 denied, 0 suppressed, 0 skipped (printed here; no address of the documents is used)",
                        "07:47  socorro-nm/sheriff-dispatch  > Opened (high): post not covered at socorro-hs",
                        "07:48  socorro-nm/sheriff-dispatch  > Opened (high): post not covered at socorro-hs",
                        "07:49  socorro-nm/sheriff-dispatch  > Opened (high): post not covered at socorro-hs",
                        "07:50  socorro-nm/city-police-desk  x denied coverage (no matching rule): no rule");
    }

    @Test
    void on_80_by_24_what_is_open_is_seen_in_every_district_and_a_notice_is_whole() {
        BoardModel board = new BoardModel(List.of(DAY), Map.of("socorro-nm", SchoolDayFixtures.at(DAY, "07:20")));
        board.onDelivered(SchoolDayFixtures.notice(
                DAY, "county-sheriff-dispatch", "the-school-on-the-hill-above-the-town", "07:30"));
        DistrictPanel many = everyCampusItsOwnWay();
        DistrictPanel open = new DistrictPanel(
                many.day(),
                many.now(),
                many.campuses(),
                List.of(SchoolDayFixtures.open(SchoolDayFixtures.SOCORRO_TX, "elementary-01", "warning", "07:40")),
                0);
        List<String> lines =
                new BoardRenderer(80, 23, false).render("HEAD", Collections.nCopies(4, open), board.noticesPanel());
        assertThat(lines).hasSizeLessThanOrEqualTo(23).allMatch(line -> line.length() <= 80);
        assertThat(lines).filteredOn(line -> line.startsWith("! warning")).hasSize(4);
        assertThat(lines).filteredOn(line -> line.startsWith("  UNCOVERED")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(lines.subList(lines.size() - 2, lines.size()))
                .containsExactly(
                        "07:30  socorro-nm/county-sheriff-dispatch  > Opened (high): post not covered at",
                        "       the-school-on-the-hill-above-the-town");
    }

    @Test
    void the_clock_of_a_district_is_never_behind_what_the_board_shows_of_it() {
        BoardModel board = new BoardModel(List.of(DAY), Map.of("socorro-nm", SchoolDayFixtures.at(DAY, "07:20")));
        board.onCampus(
                SchoolDayFixtures.campus(DAY, "socorro-hs", CoverageState.COVERED, "07:40"),
                SchoolDayFixtures.at(DAY, "07:40"));
        assertThat(board.panels().get(0).now()).isEqualTo(SchoolDayFixtures.at(DAY, "07:40"));
        board.setClock("socorro-nm", SchoolDayFixtures.at(DAY, "07:39"));
        assertThat(board.panels().get(0).now()).isEqualTo(SchoolDayFixtures.at(DAY, "07:40"));
        board.onDelivered(SchoolDayFixtures.notice(DAY, "board", "socorro-hs", "07:50"));
        assertThat(board.panels().get(0).now()).isEqualTo(SchoolDayFixtures.at(DAY, "07:50"));
    }

    @Test
    void notices_stand_in_the_order_of_their_times_whenever_they_arrive() {
        BoardModel board = new BoardModel(List.of(DAY), Map.of("socorro-nm", SchoolDayFixtures.at(DAY, "07:20")));
        board.onDelivered(SchoolDayFixtures.notice(DAY, "board", "socorro-hs", "07:50"));
        board.onDelivered(SchoolDayFixtures.notice(DAY, "board", "socorro-hs", "07:40"));
        List<String> lines = new BoardRenderer(120, 24, false).render("HEAD", board.panels(), board.noticesPanel());
        assertThat(lines.subList(lines.size() - 2, lines.size()))
                .extracting(line -> line.substring(0, 5))
                .containsExactly("07:40", "07:50");
    }

    @Test
    void what_does_not_fit_is_counted() {
        List<String> lines = new BoardRenderer(80, 10, false).render("HEAD", List.of(everyCampusItsOwnWay()));
        assertThat(lines).hasSize(10).last().isEqualTo("  .. and 17 lines more");
    }

    @Test
    void colours_change_nothing_but_the_colour() {
        List<DistrictPanel> panels = List.of(twoCampuses(), SchoolDayFixtures.guardsOnly());
        List<String> painted = new BoardRenderer(90, 20, true).render("HEAD", panels);
        assertThat(painted).anyMatch(line -> line.contains("\033[1;31mUNCOVERED\033[0m"));
        assertThat(painted.stream().map(line -> line.replaceAll("\033\\[[0-9;]*m", "")))
                .containsExactlyElementsOf(new BoardRenderer(90, 20, false).render("HEAD", panels));
    }

    private static DistrictPanel twoCampuses() {
        return new DistrictPanel(
                DAY,
                SchoolDayFixtures.at(DAY, "20:50"),
                List.of(
                        SchoolDayFixtures.campus(
                                DAY,
                                "sarracino-ms",
                                CoverageState.COVERED,
                                "07:30",
                                Reason.of(ReasonCode.COVERED_BY, "P-1", "agreement city-memorandum")),
                        SchoolDayFixtures.campus(
                                DAY,
                                "socorro-hs",
                                CoverageState.UNCOVERED,
                                "20:40",
                                Reason.of(ReasonCode.CALLED_AWAY, "D-14", SchoolDayFixtures.at(DAY, "20:40")))),
                List.of(SchoolDayFixtures.open(DAY, "socorro-hs", "high", "20:46")),
                2);
    }

    /** 23 campuses, no two alike. */
    private static DistrictPanel everyCampusItsOwnWay() {
        List<CampusCoverage> campuses = new ArrayList<>();
        int minute = 10;
        for (String id : SchoolDayFixtures.SOCORRO_TX.campuses().keySet()) {
            campuses.add(SchoolDayFixtures.campus(
                    SchoolDayFixtures.SOCORRO_TX, id, CoverageState.UNCOVERED, "07:" + minute++));
        }
        return new DistrictPanel(
                SchoolDayFixtures.SOCORRO_TX,
                SchoolDayFixtures.at(SchoolDayFixtures.SOCORRO_TX, "08:15"),
                campuses,
                List.of(),
                0);
    }
}
