package org.postwatch.roster.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.roster.RosterContent;
import org.postwatch.roster.RosterEntry;
import org.postwatch.roster.RosterField;
import org.postwatch.roster.RosterProblem;
import org.postwatch.roster.TableForm;
import org.postwatch.roster.UnreadableRosterException;

class CsvRosterReaderTest {
    private static final Map<RosterField, String> FIELDS =
            Map.of(RosterField.ATTENDEE, "Badge", RosterField.LOCATION, "School");
    private static final TableForm FORM = new TableForm(
            FIELDS,
            "Start",
            "End",
            Optional.of("Date"),
            Optional.empty(),
            "M/d/uuuu",
            "h:mm a",
            ZoneId.of("America/Denver"),
            ',');

    @Test
    void rows_become_entries_and_a_night_ends_on_the_next_day() throws IOException {
        RosterContent content = read("""
                Badge,School,Date,Start,End
                D-1,"North, Main",11/3/2026,7:30 AM,3:30 PM

                D-2,North,11/3/2026,10:00 pm,6:00 am
                D-3,North,11/9/2026,7:30 AM,3:30 PM
                """);

        assertThat(content.problems()).isEmpty();
        assertThat(content.entries())
                .extracting(RosterEntry::from, RosterEntry::to, RosterEntry::location, RosterEntry::attendees)
                .containsExactly(
                        tuple(
                                Instant.parse("2026-11-03T14:30:00Z"),
                                Instant.parse("2026-11-03T22:30:00Z"),
                                "North, Main",
                                List.of("D-1")),
                        tuple(
                                Instant.parse("2026-11-04T05:00:00Z"),
                                Instant.parse("2026-11-04T13:00:00Z"),
                                "North",
                                List.of("D-2")));
    }

    @Test
    void a_row_keeps_its_id_when_its_times_change_and_two_of_a_day_differ() throws IOException {
        RosterContent before = read("""
                Badge,School,Date,Start,End
                D-1,North,11/3/2026,7:30 AM,11:30 AM
                D-1,North,11/3/2026,1:00 PM,3:30 PM
                """);
        RosterContent after = read("""
                School,Badge,Date,Start,End
                North,D-1,11/3/2026,8:30 AM,11:30 AM
                North,D-1,11/3/2026,1:00 PM,3:30 PM
                """);

        assertThat(before.entries()).extracting(RosterEntry::id).doesNotHaveDuplicates();
        assertThat(after.entries())
                .extracting(RosterEntry::id)
                .isEqualTo(before.entries().stream().map(RosterEntry::id).toList());
    }

    @Test
    void a_row_that_cannot_be_read_is_named_with_what_is_expected() throws IOException {
        RosterContent content = read("""
                Badge,School,Date,Start,End
                D-1,North,2026-11-03,7:30 AM,11:30 AM
                D-2,North,11/3/2026,0730,3:30 PM
                D-3,North,11/3/2026
                D-4,North,11/3/2026,7:30 AM,3:30 PM
                """);

        assertThat(content.entries()).extracting(RosterEntry::attendees).containsExactly(List.of("D-4"));
        assertThat(content.problems())
                .extracting(RosterProblem::detail)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo("row 1: 'Date' is '2026-11-03'; expected the form M/d/uuuu"),
                        second -> assertThat(second).isEqualTo("row 2: 'Start' is '0730'; expected the form h:mm a"),
                        third -> assertThat(third).startsWith("row 3: "));
    }

    @Test
    void a_bad_row_whose_start_is_far_outside_of_the_window_is_no_problem() throws IOException {
        RosterContent content = read("""
                Badge,School,Date,Start,End
                D-1,North,11/3/2025,7:30 AM,noon
                D-2,North,11/8/2026,7:30 AM,noon
                D-3,North,11/2/2026,7:30 AM,noon
                D-4,North,11/3/2025,morning,noon
                """);

        assertThat(content.problems())
                .extracting(RosterProblem::detail)
                .satisfiesExactly(
                        going -> assertThat(going).startsWith("row 3: 'End' is 'noon'"),
                        unknown -> assertThat(unknown).startsWith("row 4: 'Start' is 'morning'"));
    }

    @Test
    void a_column_of_ids_names_each_row_once() throws IOException {
        TableForm form = new TableForm(
                FIELDS,
                "Start",
                "End",
                Optional.empty(),
                Optional.of("Shift"),
                "uuuu-MM-dd HH:mm",
                "HH:mm",
                ZoneId.of("America/Denver"),
                ';');
        RosterContent content = CsvRosterReader.read(
                new StringReader("""
                Shift;Badge;School;Start;End
                7;D-1;North;2026-11-03 07:30;2026-11-03 15:30
                8;D-1;North;2026-11-04 07:30;2026-11-04 06:30
                7;D-2;North;2026-11-05 07:30;2026-11-05 15:30
                ;D-2;North;2026-11-05 07:30;2026-11-05 15:30
                """),
                form,
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-08T00:00:00Z"));

        assertThat(content.entries()).extracting(RosterEntry::id).containsExactly("7");
        assertThat(content.problems()).extracting(RosterProblem::entry).containsExactly("8", "7", "");
    }

    @Test
    void a_page_or_a_table_without_a_column_is_no_roster() {
        assertThatThrownBy(() -> read("<html>\n<body>sign in</body>\n"))
                .isInstanceOf(UnreadableRosterException.class)
                .hasMessage(
                        "the table has no column 'Badge', 'Date', 'End', 'School', 'Start'; its columns are '<html>'");
        assertThatThrownBy(() -> read("Badge,School,Date,Start,End\nD-1,\"North,11/3/2026,7:30 AM,3:30 PM\n"))
                .isInstanceOf(UnreadableRosterException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(UnreadableRosterException.class);
    }

    private static RosterContent read(String text) throws IOException {
        return CsvRosterReader.read(
                new StringReader(text),
                FORM,
                Instant.parse("2026-11-03T00:00:00Z"),
                Instant.parse("2026-11-08T00:00:00Z"));
    }
}
