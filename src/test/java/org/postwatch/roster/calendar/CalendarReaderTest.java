package org.postwatch.roster.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.roster.RosterContent;
import org.postwatch.roster.RosterEntry;
import org.postwatch.roster.RosterProblem;
import org.postwatch.roster.UnreadableRosterException;

class CalendarReaderTest {
    private static final ZoneId DENVER = ZoneId.of("America/Denver");

    @Test
    void a_weekly_series_keeps_its_time_on_the_clock_when_the_clocks_change() throws IOException {
        assertThat(starts("2026-10-29", "2026-11-05", event("""
                        UID:sro
                        DTSTART;TZID=America/Denver:20260817T073000
                        DTEND;TZID=America/Denver:20260817T153000
                        RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270604T133000Z
                        """)))
                .containsExactly(
                        "2026-10-29T07:30 - 2026-10-29T15:30",
                        "2026-10-30T07:30 - 2026-10-30T15:30",
                        "2026-11-02T07:30 - 2026-11-02T15:30",
                        "2026-11-03T07:30 - 2026-11-03T15:30",
                        "2026-11-04T07:30 - 2026-11-04T15:30");
    }

    @Test
    void a_moved_occurrence_is_found_by_the_instant_of_its_recurrence_id() throws IOException {
        List<RosterEntry> read = entries("2026-11-02", "2026-11-06", event("""
                UID:sro
                DTSTART;TZID=America/Denver:20260817T073000
                DTEND;TZID=America/Denver:20260817T153000
                RRULE:FREQ=DAILY
                EXDATE;TZID=America/Denver:20261104T073000
                """), event("""
                UID:sro
                RECURRENCE-ID:20261103T143000Z
                DTSTART;TZID=America/Denver:20261103T100000
                DTEND;TZID=America/Denver:20261103T153000
                SUMMARY:late
                """), event("""
                UID:sro
                RECURRENCE-ID:20261105T143000Z
                DTSTART;TZID=America/Denver:20261105T073000
                STATUS:CANCELLED
                """));

        assertThat(read)
                .extracting(CalendarReaderTest::local)
                .containsExactly("2026-11-02T07:30 - 2026-11-02T15:30", "2026-11-03T10:00 - 2026-11-03T15:30");
        assertThat(read.get(1).occurrence()).isEqualTo("2026-11-03T14:30:00Z");
        assertThat(read.get(1).summary()).isEqualTo("late");
    }

    @Test
    void an_occurrence_that_moves_into_the_window_counts() throws IOException {
        String series = event("""
                UID:sro
                DTSTART;TZID=America/Denver:20261001T073000
                DTEND;TZID=America/Denver:20261001T153000
                """);
        String moved = event("""
                UID:sro
                RECURRENCE-ID;TZID=America/Denver:20261001T073000
                DTSTART;TZID=America/Denver:20261103T073000
                DURATION:PT8H
                """);

        assertThat(starts("2026-11-03", "2026-11-04", series, moved))
                .containsExactly("2026-11-03T07:30 - 2026-11-03T15:30");
        assertThat(starts("2026-10-01", "2026-10-02", series, moved)).isEmpty();
    }

    @Test
    void a_time_in_the_gap_moves_forward_and_one_in_the_overlap_is_the_earlier() throws IOException {
        String night = event("""
                UID:night
                DTSTART;TZID=America/Denver:20260301T023000
                DURATION:PT1H
                RRULE:FREQ=DAILY
                """);
        String early = event("""
                UID:early
                DTSTART;TZID=America/Denver:20261030T013000
                DURATION:PT1H
                RRULE:FREQ=DAILY
                """);

        assertThat(starts("2026-03-08", "2026-03-09", night)).containsExactly("2026-03-08T03:30 - 2026-03-08T04:30");
        assertThat(entries("2026-11-01", "2026-11-02", early))
                .extracting(RosterEntry::from)
                .containsExactly(Instant.parse("2026-11-01T07:30:00Z"));
    }

    @Test
    void the_time_from_start_to_end_is_exact_and_the_days_of_a_duration_are_not() throws IOException {
        String exact = event("""
                UID:exact
                DTSTART;TZID=America/Denver:20261030T220000
                DTEND;TZID=America/Denver:20261031T060000
                RRULE:FREQ=DAILY;COUNT=2
                """);
        String day = event("""
                UID:day
                DTSTART;TZID=America/Denver:20261030T220000
                DURATION:P1D
                RRULE:FREQ=DAILY;COUNT=2
                """);

        assertThat(starts("2026-10-31", "2026-11-03", exact))
                .containsExactly("2026-10-30T22:00 - 2026-10-31T06:00", "2026-10-31T22:00 - 2026-11-01T05:00");
        assertThat(starts("2026-10-31", "2026-11-03", day))
                .containsExactly("2026-10-30T22:00 - 2026-10-31T22:00", "2026-10-31T22:00 - 2026-11-01T22:00");
    }

    @Test
    void dates_are_whole_days_and_times_without_a_zone_are_those_of_the_roster() throws IOException {
        assertThat(starts("2026-11-01", "2026-11-04", event("""
                        UID:all-day
                        DTSTART;VALUE=DATE:20261101
                        """), event("""
                        UID:two-days
                        DTSTART;VALUE=DATE:20261102
                        DTEND;VALUE=DATE:20261104
                        """), event("""
                        UID:floating
                        DTSTART:20261103T073000
                        DURATION:PT8H
                        """)))
                .containsExactly(
                        "2026-11-01T00:00 - 2026-11-02T00:00",
                        "2026-11-02T00:00 - 2026-11-04T00:00",
                        "2026-11-03T07:30 - 2026-11-03T15:30");
    }

    @Test
    void zones_of_windows_and_of_programs_are_known_by_name() throws IOException {
        assertThat(starts("2026-11-03", "2026-11-04", event("""
                        UID:outlook
                        DTSTART;TZID=Mountain Standard Time:20261103T073000
                        DURATION:PT1H
                        """), event("""
                        UID:old
                        DTSTART;TZID="/softwarestudio.org/Tzfile/America/Denver":20261103T083000
                        DURATION:PT1H
                        """), event("""
                        UID:east
                        DTSTART;TZID=Eastern Standard Time:20261103T113000
                        DURATION:PT1H
                        """)))
                .containsExactly(
                        "2026-11-03T07:30 - 2026-11-03T08:30",
                        "2026-11-03T08:30 - 2026-11-03T09:30",
                        "2026-11-03T09:30 - 2026-11-03T10:30");
    }

    @Test
    void added_and_excluded_dates_may_be_lists_in_any_zone() throws IOException {
        assertThat(starts("2026-11-01", "2026-11-10", event("""
                        UID:sro
                        DTSTART;TZID=America/Denver:20261102T073000
                        DTEND;TZID=America/Denver:20261102T153000
                        RRULE:FREQ=DAILY;COUNT=5
                        EXDATE:20261103T143000Z,20261104T143000Z
                        EXDATE;VALUE=DATE:20261105
                        RDATE;TZID=America/Denver:20261107T080000,20261108T080000
                        RDATE;VALUE=PERIOD:20261109T150000Z/PT2H
                        """)))
                .containsExactly(
                        "2026-11-02T07:30 - 2026-11-02T15:30",
                        "2026-11-06T07:30 - 2026-11-06T15:30",
                        "2026-11-07T08:00 - 2026-11-07T16:00",
                        "2026-11-08T08:00 - 2026-11-08T16:00",
                        "2026-11-09T08:00 - 2026-11-09T10:00");
    }

    @Test
    void a_later_revision_of_the_same_entry_stands() throws IOException {
        assertThat(starts("2026-11-03", "2026-11-04", event("""
                        UID:sro
                        SEQUENCE:2
                        DTSTART;TZID=America/Denver:20261103T090000
                        DURATION:PT1H
                        """), event("""
                        UID:sro
                        SEQUENCE:1
                        DTSTART;TZID=America/Denver:20261103T073000
                        DURATION:PT1H
                        """)))
                .containsExactly("2026-11-03T09:00 - 2026-11-03T10:00");
    }

    @Test
    void in_two_calendars_the_later_revision_stands_in_whichever_it_is() throws IOException {
        String moved = event("""
                UID:sro
                DTSTAMP:20261102T000000Z
                DTSTART;TZID=America/Denver:20261103T090000
                DURATION:PT1H
                """);
        String before = event("""
                UID:sro
                DTSTAMP:20261101T000000Z
                DTSTART;TZID=America/Denver:20261103T073000
                DURATION:PT1H
                """);
        for (RosterContent content : List.of(readAll(moved, before), readAll(before, moved), readAll(moved, moved))) {
            assertThat(content.problems()).isEmpty();
            assertThat(content.entries())
                    .extracting(CalendarReaderTest::local)
                    .containsExactly("2026-11-03T09:00 - 2026-11-03T10:00");
        }

        String contradicting = moved.replace("T090000", "T100000");
        RosterContent content = readAll(moved, contradicting);
        assertThat(content.entries())
                .extracting(CalendarReaderTest::local)
                .containsExactly("2026-11-03T10:00 - 2026-11-03T11:00");
        assertThat(content.problems()).extracting(RosterProblem::entry).containsExactly("sro");
    }

    @Test
    void a_single_entry_that_is_far_outside_of_the_window_is_no_problem() throws IOException {
        RosterContent content =
                read("2026-11-03", "2026-11-04", event("""
                UID:old
                DTSTART:20250103T090000
                """), event("""
                DTSTART:20250103T090000
                """), event("""
                UID:later
                DTSTART:20261204T090000
                """), event("""
                UID:may-go-on
                DTSTART:20261101T090000
                """), event("""
                UID:series
                DTSTART:20250103T090000
                RRULE:FREQ=DAILY
                """));

        assertThat(content.problems()).extracting(RosterProblem::entry).containsExactly("may-go-on", "series");
    }

    @Test
    void who_declined_is_no_attendee() throws IOException {
        RosterEntry entry = entries("2026-11-03", "2026-11-04", event("""
                        UID:sro
                        DTSTART;TZID=America/Denver:20261103T090000
                        DURATION:PT1H
                        SUMMARY:SRO\\, north
                        LOCATION:North; Main St.
                        CATEGORIES:duty\\,1,sro
                        ATTENDEE;CN="Doe, J";PARTSTAT=ACCEPTED:mailto:J.Doe@Example.org
                        ATTENDEE;PARTSTAT=DECLINED:mailto:other@example.org
                        """)).get(0);

        assertThat(entry.attendees()).containsExactly("j.doe@example.org", "doe, j");
        assertThat(entry.summary()).isEqualTo("SRO, north");
        assertThat(entry.categories()).containsExactly("duty,1", "sro");
    }

    @Test
    void an_entry_that_cannot_be_read_is_named_and_holds_up_no_other() throws IOException {
        RosterContent content = read(
                "2026-11-03",
                "2026-11-04",
                event("""
                UID:zone
                DTSTART;TZID=Mars/Olympus:20261103T090000
                DURATION:PT1H
                """),
                event("""
                UID:date
                DTSTART:20261131T090000
                DURATION:PT1H
                """),
                event("""
                UID:rule
                DTSTART:20261103T090000
                DURATION:PT1H
                RRULE:FREQ=OFTEN
                """),
                event("""
                UID:endless
                DTSTART:20200103T090000
                DURATION:PT1H
                RRULE:FREQ=SECONDLY
                """),
                event("""
                UID:backwards
                DTSTART:20261103T090000
                DTEND:20261103T080000
                """),
                event("""
                UID:timeless
                DTSTART:20261103T090000
                """),
                event("""
                UID:range
                RECURRENCE-ID;RANGE=THISANDFUTURE:20261103T090000
                DTSTART:20261103T090000
                DURATION:PT1H
                """),
                event("""
                DTSTART:20261103T090000
                DURATION:PT1H
                """),
                event("""
                UID:good
                DTSTART:20261103T090000
                DURATION:PT1H
                """));

        assertThat(content.entries()).extracting(RosterEntry::id).containsExactly("good");
        assertThat(content.problems())
                .extracting(RosterProblem::entry)
                .containsExactlyInAnyOrder("zone", "date", "rule", "endless", "backwards", "timeless", "range", "");
        assertThat(content.problems())
                .filteredOn(problem -> problem.entry().equals("zone"))
                .first()
                .extracting(RosterProblem::detail)
                .asString()
                .contains("'Mars/Olympus' is not known");
    }

    @Test
    void what_is_no_calendar_or_was_cut_off_is_unreadable() {
        assertThatThrownBy(() -> CalendarReader.read(
                        new StringReader("<html>sign in</html>"), DENVER, Instant.EPOCH, Instant.EPOCH.plusSeconds(1)))
                .isInstanceOf(UnreadableRosterException.class);
        String whole = calendar(event("UID:a\nDTSTART:20261103T090000\nDURATION:PT1H\n"));
        for (int end = 0; end < whole.length() - "END:VCALENDAR\r\n".length() + 1; end++) {
            String cut = whole.substring(0, end);
            assertThatThrownBy(() -> CalendarReader.read(
                            new StringReader(cut), DENVER, Instant.EPOCH, Instant.EPOCH.plusSeconds(1)))
                    .as("cut after %d characters", end)
                    .isInstanceOf(UnreadableRosterException.class);
        }
    }

    private static List<String> starts(String from, String until, String... events) throws IOException {
        return entries(from, until, events).stream()
                .map(CalendarReaderTest::local)
                .toList();
    }

    private static List<RosterEntry> entries(String from, String until, String... events) throws IOException {
        RosterContent content = read(from, until, events);
        assertThat(content.problems()).isEmpty();
        return content.entries();
    }

    /** Each entry in a calendar of its own. */
    private static RosterContent readAll(String... events) throws IOException {
        return CalendarReader.read(
                Arrays.stream(events)
                        .map(event -> new StringReader(calendar(event)))
                        .toList(),
                DENVER,
                midnight("2026-11-03"),
                midnight("2026-11-04"));
    }

    private static RosterContent read(String from, String until, String... events) throws IOException {
        return CalendarReader.read(new StringReader(calendar(events)), DENVER, midnight(from), midnight(until));
    }

    private static Instant midnight(String date) {
        return LocalDateTime.parse(date + "T00:00").atZone(DENVER).toInstant();
    }

    private static String local(RosterEntry entry) {
        return LocalDateTime.ofInstant(entry.from(), DENVER) + " - " + LocalDateTime.ofInstant(entry.to(), DENVER);
    }

    private static String event(String lines) {
        return "BEGIN:VEVENT\n" + lines + "END:VEVENT\n";
    }

    private static String calendar(String... events) {
        return ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n" + String.join("", events) + "END:VCALENDAR\n")
                .replace("\n", "\r\n");
    }
}
