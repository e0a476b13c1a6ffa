package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a roster would plan and cancel, without a broker. */
class IntakeRosterCommandTest {
    private static final String AT = "2026-09-14T12:00:00Z";
    private static final String WEEK = """
            Badge,School,Date,Start,End
            D-1,North,9/15/2026,7:30 AM,3:30 PM
            D-1,North,9/16/2026,7:30 AM,3:30 PM
            D-1,North,9/17/2026,7:30 AM,3:30 PM
            D-1,North,9/18/2026,7:30 AM,3:30 PM
            """;

    @TempDir
    Path directory;

    private Path district;

    @BeforeEach
    void writeFiles() throws IOException {
        district = Files.createDirectory(directory.resolve("elm"));
        Files.writeString(district.resolve("district.yaml"), """
                district: elm
                zone: America/Denver
                first-day: 2026-08-17
                calendar:
                  terms: [ { from: 2026-08-17, to: 2027-06-30 } ]
                  windows: [ { name: day, days: [mon, tue, wed, thu, fri], from: "07:30", to: "15:30" } ]
                officers: [ { badge: D-1, kind: police, duties: [sro] } ]
                feeds:
                  - { source: shifts, agencies: [district], types: [shift-planned, shift-cancelled] }
                campuses:
                  - { id: north, posts: [ { id: sro, kinds: [police] } ] }
                """);
        Files.writeString(district.resolve("intake.yaml"), """
                rosters:
                  timetable:
                    kind: csv
                    feed: shifts
                    file: %s
                    columns: { from: Start, to: End, date: Date, location: School, attendee: Badge }
                    date-format: M/d/uuuu
                    time-format: "h:mm a"
                    rules:
                      - { attendee: D-1, officer: D-1 }
                      - { location: North, campus: north }
                """.formatted(directory.resolve("own.csv")));
        Files.writeString(directory.resolve("own.csv"), WEEK);
    }

    @Test
    void the_shifts_of_a_file_are_listed_with_what_is_not_mapped() throws IOException {
        Path file = Files.writeString(directory.resolve("new.csv"), WEEK + "D-7,South,9/18/2026,7:30 AM,3:30 PM\n");

        CliResult result = run(file.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .contains(
                        "plan  D-1      north   Tue 15 Sep 2026, 07:30 MDT  Tue 15 Sep 2026, 15:30 MDT  -",
                        "No rule names the officer and the campus of:",
                        "  South | D-7");
        assertThat(result.err()).contains("postwatch: 4 shifts until 2026-10-12");
    }

    @Test
    void two_files_are_compared() throws IOException {
        Path before = Files.writeString(directory.resolve("old.csv"), WEEK);
        Path after = Files.writeString(
                directory.resolve("new.csv"),
                WEEK.replace("9/15/2026,7:30 AM", "9/15/2026,8:00 AM")
                        .replace("D-1,North,9/16/2026,7:30 AM,3:30 PM\n", ""));

        CliResult result = run(after.toString(), "--previous", before.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("change  D-1 ")
                        && line.contains(" 08:00 MDT  ")
                        && line.endsWith("  north, Tue 15 Sep 2026, 07:30 MDT to Tue 15 Sep 2026, 15:30 MDT"))
                .anyMatch(line -> line.startsWith("cancel  D-1 ") && line.contains("Wed 16 Sep 2026, 07:30 MDT"));
        assertThat(run(before.toString(), "--previous", before.toString()).err())
                .contains("; nothing changes");
    }

    @Test
    void a_file_that_an_instance_would_not_use_is_a_failure_with_the_reason() throws IOException {
        Path before = Files.writeString(directory.resolve("old.csv"), WEEK);
        Path after = Files.writeString(directory.resolve("new.csv"), WEEK.substring(0, WEEK.indexOf("D-1,North,9/16")));

        CliResult result = run(after.toString(), "--previous", before.toString(), "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"action\":\"cancel\",\"shift\":\"timetable-"));
        assertThat(result.err())
                .contains("an instance would not use it: shrunk: 3 of 4 shifts are gone", "'accept-fewer-until'");
    }

    @Test
    void without_a_file_the_roster_is_read_as_an_instance_reads_it() throws IOException {
        CliResult denied = run();
        assertThat(denied.exitCode()).isEqualTo(1);
        assertThat(denied.err()).contains("may be used only when", "'outgoing.folders'");

        Path config = Files.writeString(
                directory.resolve("config.yaml"), "outgoing.folders: [" + directory + "]\nsecurity.feeds: open\n");
        CliResult read = run("-c", config.toString());
        assertThat(read.exitCode()).as(read.err()).isZero();
        assertThat(read.out().lines()).hasSize(5);
    }

    @Test
    void a_wrong_name_and_a_table_without_a_column_are_explained() throws IOException {
        CliResult unknown = CliResult.run(
                "intake", "roster", "--source", district.resolve("timetabel").toString());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("unknown roster 'timetabel'; did you mean 'timetable'?");

        Path file = Files.writeString(directory.resolve("new.csv"), WEEK.replace("Badge", "Officer"));
        CliResult unreadable = run(file.toString());
        assertThat(unreadable.exitCode()).isEqualTo(1);
        assertThat(unreadable.err()).contains("cannot be read: ", "Badge");

        CliResult message = CliResult.run(
                "intake", "try", "--source", district.resolve("timetable").toString(), file.toString());
        assertThat(message.exitCode()).isEqualTo(2);
        assertThat(message.err()).contains("'timetable' is a roster; use 'postwatch intake roster --source ");
    }

    private CliResult run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "intake", "roster", "--source", district.resolve("timetable").toString(), "--at", AT));
        all.addAll(List.of(arguments));
        return CliResult.run(all.toArray(String[]::new));
    }
}
