package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostNow;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.routing.Entry;

class PictureTest {
    private static final SchoolDay DAY = Days.SOCORRO_NM;

    @Test
    void the_worst_campus_comes_first_with_local_times_and_what_is_open_follows() {
        assertThat(new Picture(100, 30, false).lines("HEAD", List.of(twoCampuses())))
                .containsExactly(
                        "HEAD",
                        "  STATE         WHERE         SINCE  WHY",
                        "",
                        "Socorro Consolidated Schools (socorro-nm)             1 open, 2 set aside  Tue 6 Dec 2022  20:50 MST",
                        "  UNCOVERED     socorro-hs    20:40  called-away(D-14, 20:40)",
                        "  COVERED       sarracino-ms  07:30  covered-by(P-1, agreement city-memorandum)",
                        "! high          socorro-hs    20:46  coverage of sro");
    }

    @Test
    void what_began_on_another_day_says_so() {
        CampusNow since = CampusNow.of(
                "socorro-nm",
                "socorro-hs",
                List.of(new PostNow(
                        "sro",
                        State.UNCOVERED,
                        Optional.of(DAY.span().from().minusSeconds(60)),
                        List.of(),
                        List.of())));
        Panel panel = new Panel(DAY, Days.at(DAY, "08:00"), List.of(since), List.of(), 0);
        assertThat(new Picture(100, 30, false).lines("", List.of(panel)))
                .anyMatch(line -> line.contains("socorro-hs  Mon 23:59"));
    }

    @Test
    void many_that_are_alike_share_a_line_without_what_tells_them_apart() {
        assertThat(new Picture(100, 30, false).lines("", List.of(Days.guardsOnly())))
                .endsWith(
                        "  UNCOVERED     elementary-01..23 (23)  07:30  kind-not-accepted(guard)",
                        "! warning       elementary-01..23 (23)  07:40  coverage of sro");
    }

    @Test
    void it_fits_whatever_the_terminal() {
        Board board = new Board(List.of(DAY), Map.of("socorro-nm", Days.at(DAY, "07:20")));
        IntStream.range(0, 20)
                .forEach(i -> board.delivered(Days.notice(DAY, "sheriff-dispatch", "socorro-hs", "07:30")));
        Foot foot = board.foot();
        List<Panel> four = Collections.nCopies(4, everyCampusItsOwnWay());
        for (int height = 10; height < 130; height++) {
            for (int width : new int[] {20, 79, 80, 120, 200}) {
                assertThat(new Picture(width, height, false).lines("HEAD", four))
                        .as("%d x %d", width, height)
                        .hasSizeBetween(10, height)
                        .allMatch(line -> line.length() <= Math.min(width, 120));
                assertThat(new Picture(width, height, false).lines("HEAD", four, foot))
                        .as("%d x %d with a foot", width, height)
                        .hasSizeLessThanOrEqualTo(Math.max(14, height))
                        .allMatch(line -> line.length() <= Math.min(width, 120));
            }
        }
    }

    @Test
    void what_goes_out_stands_at_the_foot_the_latest_last() {
        Board board = new Board(List.of(DAY), Map.of("socorro-nm", Days.at(DAY, "07:20")));
        board.delivered(Days.notice(DAY, "board", "socorro-hs", "07:19"));
        for (int minute = 30; minute < 50; minute++) {
            board.delivered(Days.notice(DAY, "sheriff-dispatch", "socorro-hs", "07:" + minute));
        }
        board.decision(Days.decision(
                DAY, Days.at(DAY, "07:50"), Entry.Outcome.REFUSED, "city-police-desk", "not named", "no rule"));
        List<String> lines = new Picture(120, 24, false).lines("HEAD", board.panels(), board.foot());
        assertThat(lines).hasSizeLessThanOrEqualTo(24);
        assertThat(lines.subList(lines.size() - 6, lines.size()))
                .containsExactly(
                        "",
                        "NOTICES  20 told, 1 refused, 0 held, 0 passed over (printed here; no address of the documents is used)",
                        "07:47  socorro-nm/sheriff-dispatch  > Opened (high): post not covered at socorro-hs",
                        "07:48  socorro-nm/sheriff-dispatch  > Opened (high): post not covered at socorro-hs",
                        "07:49  socorro-nm/sheriff-dispatch  > Opened (high): post not covered at socorro-hs",
                        "07:50  socorro-nm/city-police-desk  x refused coverage (not named): no rule");
    }

    @Test
    void on_80_by_24_what_is_open_is_seen_in_every_district_and_a_notice_is_whole() {
        Board board = new Board(List.of(DAY), Map.of("socorro-nm", Days.at(DAY, "07:20")));
        board.delivered(Days.notice(DAY, "county-sheriff-dispatch", "the-school-on-the-hill-above-the-town", "07:30"));
        Panel many = everyCampusItsOwnWay();
        Panel open = new Panel(
                many.day(),
                many.now(),
                many.campuses(),
                List.of(Days.open(Days.SOCORRO_TX, "elementary-01", "warning", "07:40")),
                0);
        List<String> lines = new Picture(80, 23, false).lines("HEAD", Collections.nCopies(4, open), board.foot());
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
        Board board = new Board(List.of(DAY), Map.of("socorro-nm", Days.at(DAY, "07:20")));
        board.campus(Days.campus(DAY, "socorro-hs", State.COVERED, "07:40"), Days.at(DAY, "07:40"));
        assertThat(board.panels().get(0).now()).isEqualTo(Days.at(DAY, "07:40"));
        board.clock("socorro-nm", Days.at(DAY, "07:39"));
        assertThat(board.panels().get(0).now()).isEqualTo(Days.at(DAY, "07:40"));
        board.delivered(Days.notice(DAY, "board", "socorro-hs", "07:50"));
        assertThat(board.panels().get(0).now()).isEqualTo(Days.at(DAY, "07:50"));
    }

    @Test
    void notices_stand_in_the_order_of_their_times_whenever_they_arrive() {
        Board board = new Board(List.of(DAY), Map.of("socorro-nm", Days.at(DAY, "07:20")));
        board.delivered(Days.notice(DAY, "board", "socorro-hs", "07:50"));
        board.delivered(Days.notice(DAY, "board", "socorro-hs", "07:40"));
        List<String> lines = new Picture(120, 24, false).lines("HEAD", board.panels(), board.foot());
        assertThat(lines.subList(lines.size() - 2, lines.size()))
                .extracting(line -> line.substring(0, 5))
                .containsExactly("07:40", "07:50");
    }

    @Test
    void what_does_not_fit_is_counted() {
        List<String> lines = new Picture(80, 10, false).lines("HEAD", List.of(everyCampusItsOwnWay()));
        assertThat(lines).hasSize(10).last().isEqualTo("  .. and 17 lines more");
    }

    @Test
    void colours_change_nothing_but_the_colour() {
        List<Panel> panels = List.of(twoCampuses(), Days.guardsOnly());
        List<String> painted = new Picture(90, 20, true).lines("HEAD", panels);
        assertThat(painted).anyMatch(line -> line.contains("\033[1;31mUNCOVERED\033[0m"));
        assertThat(painted.stream().map(line -> line.replaceAll("\033\\[[0-9;]*m", "")))
                .containsExactlyElementsOf(new Picture(90, 20, false).lines("HEAD", panels));
    }

    private static Panel twoCampuses() {
        return new Panel(
                DAY,
                Days.at(DAY, "20:50"),
                List.of(
                        Days.campus(
                                DAY,
                                "sarracino-ms",
                                State.COVERED,
                                "07:30",
                                Reason.of("covered-by", "P-1", "agreement city-memorandum")),
                        Days.campus(
                                DAY,
                                "socorro-hs",
                                State.UNCOVERED,
                                "20:40",
                                Reason.of("called-away", "D-14", Days.at(DAY, "20:40")))),
                List.of(Days.open(DAY, "socorro-hs", "high", "20:46")),
                2);
    }

    /** 23 campuses, no two alike. */
    private static Panel everyCampusItsOwnWay() {
        List<CampusNow> campuses = new ArrayList<>();
        int minute = 10;
        for (String id : Days.SOCORRO_TX.campuses().keySet()) {
            campuses.add(Days.campus(Days.SOCORRO_TX, id, State.UNCOVERED, "07:" + minute++));
        }
        return new Panel(Days.SOCORRO_TX, Days.at(Days.SOCORRO_TX, "08:15"), campuses, List.of(), 0);
    }
}
