package org.postwatch.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.roster.TextPattern;
import org.postwatch.setup.SchoolCalendar.DaySpan;

class SchoolCalendarTest {
    private static final ZoneId DENVER = ZoneId.of("America/Denver");

    @TempDir
    Path directory;

    private final Diagnostics faults = new Diagnostics();

    @Test
    void the_first_and_the_last_day_of_school_make_a_term() throws IOException {
        SchoolCalendar calendar =
                read(List.of(), day("2026-08-17", "First Day of School"), day("2027-05-27", "Last day of school"));

        assertThat(calendar.terms()).containsExactly(span("2026-08-17", "2027-05-27"));
        assertThat(calendar.holidays()).isEmpty();
        assertThat(calendar.otherEntries()).isEmpty();
    }

    @Test
    void semesters_are_terms_and_breaks_are_holidays() throws IOException {
        SchoolCalendar calendar = read(
                List.of(),
                days("2026-08-17", "2026-12-19", "Fall Semester"),
                days("2027-01-04", "2027-05-28", "Spring Semester"),
                day("2026-11-26", "Thanksgiving Holiday"),
                days("2027-03-22", "2027-03-24", "Spring Break"),
                days("2026-12-20", "2027-01-03", "Winter Break"));

        assertThat(calendar.terms())
                .containsExactly(span("2026-08-17", "2026-12-18"), span("2027-01-04", "2027-05-27"));
        assertThat(calendar.holidays()).containsExactly(date("2026-11-26"), date("2027-03-22"), date("2027-03-23"));
    }

    /** A school day that is read as a holiday would leave posts unmonitored without an incident. */
    @Test
    void what_is_not_clearly_a_holiday_is_a_school_day() throws IOException {
        SchoolCalendar calendar = read(
                List.of(),
                days("2026-08-17", "2027-05-28", "School Year 2026/27"),
                day("2026-12-18", "Holiday Concert"),
                day("2026-12-04", "Breakfast with Santa"),
                day("2027-01-04", "School resumes after Winter Break"),
                day("2026-12-17", "Early release before break"),
                day("2026-09-07", "Labor Day"),
                day("2026-10-09", "Term 2 exams"));

        assertThat(calendar.holidays()).isEmpty();
        assertThat(calendar.otherEntries()).hasSize(6).contains("2026-09-07: Labor Day");
    }

    @Test
    void patterns_name_further_holidays() throws IOException {
        SchoolCalendar calendar = read(
                List.of(new TextPattern("*labor day*")),
                days("2026-08-17", "2027-05-28", "School year"),
                day("2026-09-07", "Labor Day"));

        assertThat(calendar.holidays()).containsExactly(date("2026-09-07"));
        assertThat(calendar.holidayEntries()).containsExactly("2026-09-07: Labor Day");
    }

    @Test
    void entries_with_hours_are_not_read() throws IOException {
        SchoolCalendar calendar = read(
                List.of(),
                days("2026-08-17", "2027-05-28", "School year"),
                "DTSTART:20261111T150000Z\nDTEND:20261111T160000Z\nSUMMARY:No school board meeting");

        assertThat(calendar.holidays()).isEmpty();
        assertThat(calendar.otherEntries()).isEmpty();
    }

    @Test
    void a_file_that_is_no_calendar_is_an_error() throws IOException {
        SchoolCalendar.read(
                Files.writeString(directory.resolve("x.ics"), "a,b\n"),
                DENVER,
                date("2026-12-01"),
                List.of(),
                List.of(),
                faults);

        assertThat(faults.hasErrors()).isTrue();
    }

    /** The days until the real end would have no required posts, and nobody would notice. */
    @Test
    void an_end_for_some_or_before_a_break_does_not_end_the_term() throws IOException {
        SchoolCalendar calendar = read(
                List.of(new TextPattern("*winter break*")),
                day("2026-08-17", "First day of school"),
                day("2026-08-24", "First day of school - Kindergarten"),
                day("2026-10-09", "School ends at noon"),
                day("2026-12-18", "Last day of school before Winter Break"),
                day("2027-01-04", "First day of school after Winter Break"),
                day("2027-03-19", "Last day of school / Spring Break begins"),
                day("2027-05-20", "Last day of school – Seniors"),
                day("2027-05-27", "Last day of school, Summer Break begins"));

        assertThat(calendar.terms()).containsExactly(span("2026-08-17", "2027-05-27"));
        assertThat(calendar.holidays()).isEmpty();
        assertThat(calendar.otherEntries())
                .contains(
                        "2026-12-18: Last day of school before Winter Break",
                        "2027-03-19: Last day of school / Spring Break begins");
    }

    @Test
    void the_latest_of_several_ends_counts_and_a_warning_names_them() throws IOException {
        SchoolCalendar calendar = readWithWarnings(
                day("2026-08-17", "First day of school"),
                day("2026-12-18", "Last day of classes"),
                day("2027-05-27", "Last day of school"));

        assertThat(calendar.terms()).containsExactly(span("2026-08-17", "2027-05-27"));
        assertThat(warnings())
                .containsExactly(
                        "several entries end the term from 2026-08-17: '2026-12-18: Last day of classes' and"
                                + " '2027-05-27: Last day of school'; the latest counts, give the terms with --term if it is another");
    }

    @Test
    void a_last_and_the_next_first_day_for_all_are_between_two_terms() throws IOException {
        SchoolCalendar calendar = read(
                List.of(),
                day("2026-08-17", "First day of classes"),
                day("2026-12-18", "Last day of classes"),
                day("2027-01-04", "First day of classes"),
                day("2027-05-27", "Last day of classes"));

        assertThat(calendar.terms())
                .containsExactly(span("2026-08-17", "2026-12-18"), span("2027-01-04", "2027-05-27"));
    }

    @Test
    void the_end_for_a_group_can_make_a_term_longer_and_is_doubtful_alone() throws IOException {
        SchoolCalendar calendar = readWithWarnings(
                day("2026-08-17", "First day of school"),
                day("2027-05-27", "Last day of school - middle and high"),
                day("2027-06-03", "Last day of school - elementary"));

        assertThat(calendar.terms()).containsExactly(span("2026-08-17", "2027-06-03"));
        assertThat(warnings()).singleElement().asString().contains("'2027-06-03: Last day of school - elementary'");
    }

    @Test
    void a_first_day_without_a_last_one_is_a_warning() throws IOException {
        SchoolCalendar calendar = readWithWarnings(
                days("2026-08-17", "2027-05-28", "School year"),
                day("2026-12-18", "Last day of school before Winter Break"),
                day("2027-08-16", "First day of school"));

        assertThat(calendar.terms()).containsExactly(span("2026-08-17", "2027-05-27"));
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("'2027-08-16: First day of school' is in no term, because no last day of school follows");
    }

    @Test
    void what_comes_after_the_end_of_a_term_is_listed() throws IOException {
        SchoolCalendar calendar = read(
                List.of(),
                day("2026-08-17", "First day of school"),
                day("2027-05-27", "Last day of school"),
                day("2027-06-03", "Exams"),
                days("2027-06-07", "2027-08-10", "Summer vacation"),
                day("2026-08-10", "Open house"));

        assertThat(calendar.otherEntries()).isEmpty();
        assertThat(calendar.entriesOutsideTerms()).containsExactly("2027-06-03: Exams");
    }

    @Test
    void a_long_break_named_as_a_semester_is_a_holiday_and_no_term() throws IOException {
        SchoolCalendar calendar = read(
                List.of(),
                days("2026-08-17", "2026-12-19", "Fall Semester (no school on Labor Day)"),
                days("2026-12-19", "2027-01-04", "Semester Break"),
                days("2027-01-04", "2027-05-28", "Spring Semester"));

        assertThat(calendar.terms())
                .containsExactly(span("2026-08-17", "2026-12-18"), span("2027-01-04", "2027-05-27"));
        assertThat(calendar.holidays()).isEmpty();

        SchoolCalendar year = read(
                List.of(),
                days("2026-08-17", "2027-05-28", "School year"),
                days("2026-12-19", "2027-01-04", "Semester Break"));
        assertThat(year.holidayEntries()).containsExactly("2026-12-19 to 2027-01-03: Semester Break");
        assertThat(year.holidays()).hasSize(16);
    }

    private List<String> warnings() {
        assertThat(faults.hasErrors()).isFalse();
        return faults.sorted().stream().map(Diagnostic::message).toList();
    }

    private SchoolCalendar read(List<TextPattern> holidays, String... entries) throws IOException {
        SchoolCalendar calendar = readWithWarnings(holidays, entries);
        assertThat(faults.sorted()).isEmpty();
        return calendar;
    }

    private SchoolCalendar readWithWarnings(String... entries) throws IOException {
        return readWithWarnings(List.of(), entries);
    }

    private SchoolCalendar readWithWarnings(List<TextPattern> holidays, String... entries) throws IOException {
        StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n");
        for (int i = 0; i < entries.length; i++) {
            text.append("BEGIN:VEVENT\nUID:")
                    .append(i)
                    .append('\n')
                    .append(entries[i])
                    .append("\nEND:VEVENT\n");
        }
        Path file = Files.writeString(
                directory.resolve("school.ics"),
                text.append("END:VCALENDAR\n").toString().replace("\n", "\r\n"));
        return SchoolCalendar.read(file, DENVER, date("2026-12-01"), List.of(), holidays, faults);
    }

    private static String day(String date, String summary) {
        return "DTSTART;VALUE=DATE:" + date.replace("-", "") + "\nSUMMARY:" + summary;
    }

    /** @param until exclusive, as in calendars */
    private static String days(String from, String until, String summary) {
        return "DTSTART;VALUE=DATE:" + from.replace("-", "") + "\nDTEND;VALUE=DATE:" + until.replace("-", "")
                + "\nSUMMARY:" + summary;
    }

    private static DaySpan span(String first, String last) {
        return new DaySpan(date(first), date(last));
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }
}
