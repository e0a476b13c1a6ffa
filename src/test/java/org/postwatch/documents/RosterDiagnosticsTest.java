package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.roster.RosterSource;

/** What is wrong with a roster of {@code intake.yaml} is reported with its place and what was expected. */
class RosterDiagnosticsTest {
    private static final String GOOD = """
            rosters:
              shifts:
                kind: csv
                feed: shifts
                address: https://hr.example/shifts.csv
                accept-fewer-until: 2023-12-01
                columns: { from: Start, to: End, attendee: Badge, location: School }
                rules:
                  - { attendee: "1*", officer: D-1, duty: sro }
                  - { location: "*", campus: sarracino-ms }
            """;

    @TempDir
    Path directory;

    private DistrictFolderFixture folder;

    @BeforeEach
    void create() {
        folder = new DistrictFolderFixture(directory)
                .replace(
                        "feeds:",
                        "feeds:\n  - { source: shifts, agencies: [district], types: [shift-planned, shift-cancelled] }");
    }

    @Test
    void a_good_roster_is_compiled_with_the_zone_of_the_district() {
        assertThat(diagnostics(GOOD)).isEmpty();
        RosterSource roster =
                folder.read().compiled().orElseThrow().intake().rosters().get("shifts");
        assertThat(roster.zone()).hasToString("America/Denver");
        assertThat(roster.table().orElseThrow().dateFormat()).isEqualTo("uuuu-MM-dd HH:mm");
        assertThat(roster.acceptFewerUntil()).contains(Instant.parse("2023-12-02T07:00:00Z"));
        assertThat(roster.rules().rules()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            feed: shifts       | feed: ^shfts         | unknown feed 'shfts'; did you mean 'shifts'?
            feed: shifts       | feed: ^doors         | feed 'doors' may also report buzzer-pressed, of which the roster knows nothing; expected a feed with types: [shift-planned, shift-cancelled]
            feed: shifts       | feed: ^hr            | feed 'hr' may also report called-away, of which the roster knows nothing
            officer: D-1, duty | officer: ^P-1, duty  | feed 'shifts' may not report officers of agency 'socorro-pd'; expected it among its agencies
            officer: D-1       | officer: ^D-2        | unknown officer 'D-2'; did you mean 'D-1'?
            campus: sarracino  | campus: ^saracino    | unknown campus 'saracino-ms'; did you mean 'sarracino-ms'?
            duty: sro          | duty: ^sor           | unknown duty 'sor'; did you mean 'sro'?
            officer: D-1, duty | ^duty                | no rule names an officer, so that no entry can become a shift; expected 'officer' in a rule
            { attendee: "1*",  | ^{                   | a rule that compares 0 fields; expected one of 'summary', 'location', 'attendee' and 'category'
            { attendee: "1*",  | ^{ summary: x, attendee: "1*", | a rule that compares 2 fields
            , officer: D-1, duty: sro | ^             | a rule without a meaning; expected 'officer', 'campus', 'duty' or 'ignore: true'
            duty: sro }        | ignore: true ^}      | a rule with 'ignore' that also names an officer, a campus or a duty
            attendee: Badge, l | ^l                   | a rule compares 'attendee', but no column is named for it
            kind: csv          | kind: ical           | 'columns' in a roster of kind ical; expected it for csv only
            address: https://hr.example/shifts.csv | zone: Europe/Berlin | a roster without 'address' and without 'file'; expected one of them
            address: https     | file: ^shifts.csv #  | 'file' is 'shifts.csv'; expected an absolute path
            kind: csv          | kind: csv%    date-format: "^yyyy-QQQQQQ" | 'yyyy-QQQQQQ' is no format of dates and times
            kind: csv          | kind: csv%    separator: "^#" | 'separator' is '#'; expected ';', ','
            """)
    void a_fault_is_reported_with_its_place_and_what_is_expected(String there, String instead, String message) {
        String document = GOOD.replace(there, instead.replace("%", "\n"));
        assertThat(document).isNotEqualTo(GOOD);

        assertThat(diagnostics(document.replace("^", "")))
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith("intake.yaml:")
                        .contains("error: ")
                        .contains(message));
    }

    @Test
    void a_name_that_a_source_and_a_roster_have_is_an_error() {
        assertThat(diagnostics(GOOD + "sources:\n  shifts: { kind: webhook, profile: generic, feed: hr }\n"))
                .anyMatch(fault -> fault.endsWith("error: 'shifts' is a source, too; expected another name"));
    }

    @Test
    void a_feed_that_a_source_or_another_roster_has_is_an_error_because_its_silence_would_not_be_noticed() {
        String second = GOOD.substring(GOOD.indexOf('\n') + 1).replace("  shifts:\n", "  more:\n");
        assertThat(diagnostics(GOOD + second))
                .singleElement()
                .asString()
                .contains("feed 'shifts' is also that of roster 'shifts'", "expected a feed for this roster alone");
    }

    private List<String> diagnostics(String intake) {
        return folder.writeFile("intake.yaml", intake).diagnostics();
    }
}
