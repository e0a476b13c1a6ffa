package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;

class InitCommandTest {
    private static final String CAMPUSES =
            "campus,name,kinds,from,to\nhigh,\"High: \"\"School\"\" #1\",deputy,7:30,15:30\n";
    private static final String OFFICERS = "badge;kind;agency;duties\nD-1;deputy;sheriff;sro\n";
    private static final String AGREEMENTS = "agreement,agency,agency-class,campuses,approver,decision,decided-at\n"
            + "patrol,sheriff,sheriff,high,county,approved,2026-07-01\npatrol,,,,district,DECISION,2026-07-02\n";

    private final InputStream systemIn = System.in;

    @TempDir
    Path directory;

    @AfterEach
    void restoreInput() {
        System.setIn(systemIn);
    }

    @Test
    void tables_become_a_district_that_plan_check_accepts() throws IOException {
        CliResult said = init(
                "--campuses", file("c.csv", CAMPUSES),
                "--officers", file("o.csv", OFFICERS),
                "--agreements", file("a.csv", AGREEMENTS.replace("DECISION", "approved")));

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).contains("each post can be filled by the officers of the roster");
        DistrictParseResult read = DistrictDocuments.read(folder());
        assertThat(read.diagnostics()).isEmpty();
        CompiledDistrict district = read.compiled().orElseThrow();
        assertThat(district.campuses().get("high").name()).isEqualTo("High: \"School\" #1");
        assertThat(district.campuses().get("high").schedule().weekly().get(0).from())
                .isEqualTo("07:30");
        assertThat(district.district().officers().get("D-1").agency()).isEqualTo("sheriff");
        assertThat(district.district().feeds()).containsOnlyKeys("desk-high", "phones-high");
        assertThat(district.intake().desks().get("high").feed()).isEqualTo("desk-high");
        assertThat(district.intake().phones()).containsEntry("high", "phones-high");
    }

    @Test
    void an_agreement_that_is_not_approved_is_what_a_post_lacks() throws IOException {
        CliResult said = init(
                "--campuses", file("c.csv", CAMPUSES),
                "--officers", file("o.csv", OFFICERS),
                "--agreements", file("a.csv", AGREEMENTS.replace("DECISION", "under-review")));

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("before this post can be filled:")
                .contains("post 'sro' of campus 'high' needs 1 on 2026-12-01T07:30, and nobody can fill it:")
                .contains("D-1: agreement 'patrol' is not in force: awaiting district");
    }

    /** The command is the one of its README. */
    @Test
    void the_shipped_district_frontier_is_what_its_tables_make() throws IOException {
        Path shipped = Path.of("config/districts/frontier");
        String readme = Files.readString(shipped.resolve("README.md"));
        String command = readme.substring(readme.indexOf("./postwatch init") + "./postwatch ".length())
                .lines()
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.replace("\\", " ").strip())
                .collect(Collectors.joining(" "));
        List<String> words = new ArrayList<>();
        Matcher word =
                Pattern.compile("'([^']*)'|(\\S+)").matcher(command.replace("/tmp/frontier", folder().toString()));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }

        CliResult said = CliResult.run(words.toArray(String[]::new));

        assertThat(said.exitCode()).as(said.err()).isZero();
        for (String name : List.of("district.yaml", "routing.yaml", "intake.yaml")) {
            assertThat(folder().resolve(name)).hasSameBinaryContentAs(shipped.resolve(name));
        }
    }

    @Test
    void a_calendar_with_two_ends_is_a_warning_and_what_follows_the_term_is_a_comment() throws IOException {
        CliResult said = init("--calendar", file("school.ics", """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:x
                BEGIN:VEVENT
                UID:1
                DTSTART;VALUE=DATE:20260817
                SUMMARY:First day of school
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART;VALUE=DATE:20261218
                SUMMARY:Last day of classes
                END:VEVENT
                BEGIN:VEVENT
                UID:3
                DTSTART;VALUE=DATE:20270527
                SUMMARY:Last day of school
                END:VEVENT
                BEGIN:VEVENT
                UID:4
                DTSTART;VALUE=DATE:20270603
                SUMMARY:Exams
                END:VEVENT
                END:VCALENDAR
                """.replace("\n", "\r\n")));

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.err())
                .contains("warning: several entries end the term from 2026-08-17: '2026-12-18: Last day of classes' and"
                        + " '2027-05-27: Last day of school'");
        assertThat(folder().resolve("district.yaml"))
                .content()
                .contains("terms: [ { from: 2026-08-17, to: 2027-05-27 } ]")
                .contains("# Entries of the school calendar outside the terms, when no posts must be filled:\n"
                        + "#   2027-06-03: Exams\n");
    }

    @Test
    void errors_are_reported_in_the_tables_and_nothing_is_written() throws IOException {
        String officers = file("o.csv", "badge;kind;agency\nD-1;Deputy;sherif\n");
        CliResult said = init(
                "--campuses", file("c.csv", CAMPUSES),
                "--officers", officers,
                "--agreements", file("a.csv", AGREEMENTS.replace("DECISION", "aproved")));

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .contains(officers + ":2:2: error: 'kind' is 'Deputy'")
                .contains(officers + ":2:3: error: unknown agency 'sherif'; did you mean 'sheriff'?")
                .contains("a.csv:3:6: error: unknown decision 'aproved'; did you mean 'approved'?");
        assertThat(said.err()).contains("nothing is written");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void a_document_that_is_there_is_never_overwritten() throws IOException {
        Files.createDirectories(folder());
        Path routing = Files.writeString(folder().resolve("routing.yaml"), "mine");

        CliResult said = init("--campuses", file("c.csv", CAMPUSES));

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains(routing + " is there already");
        assertThat(routing).hasContent("mine");
        assertThat(folder().resolve("district.yaml")).doesNotExist();
    }

    @Test
    void questions_take_answers_and_defaults() {
        // Id, name, zone, first day, term, days, hours; one campus; an agency; one officer; desk and phones.
        String answers = "elm\nElm Schools\nMars/Olympus\nAmerica/Denver\n2026-12-01\n\nmon,tue\n7:30-14:30\n"
                + "1\n\n\ndeputy\nsheriff\n\nsheriff\n2026-08-01\n1\nD-1\ndeputy\n\n\nno\n";
        System.setIn(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)));

        CliResult said = CliResult.run("init", folder().toString());

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.err()).contains("unknown time zone 'Mars/Olympus'", "Campus 1 of 1: id [campus-1]: ");
        assertThat(said.out()).contains("each post can be filled");
        CompiledDistrict district = DistrictDocuments.read(folder()).compiled().orElseThrow();
        assertThat(district.district().id()).isEqualTo("elm");
        assertThat(district.district().feeds()).containsOnlyKeys("desk-campus-1");
    }

    @Test
    void the_end_of_the_input_and_endless_wrong_answers_are_usage_errors() {
        System.setIn(new ByteArrayInputStream("elm\n".getBytes(StandardCharsets.UTF_8)));
        CliResult ended = CliResult.run("init", folder().toString());
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("the input ends at the question 'District name'");

        System.setIn(new ByteArrayInputStream("Not An Id\n".repeat(100).getBytes(StandardCharsets.UTF_8)));
        CliResult wrong = CliResult.run("init", folder().toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("no valid answer after 5 attempts");

        System.setIn(new ByteArrayInputStream("x".repeat(5_000).getBytes(StandardCharsets.UTF_8)));
        assertThat(CliResult.run("init", folder().toString()).err()).contains("longer than 2000 bytes, the maximum");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void the_value_of_an_option_is_checked() {
        assertThat(init("--zone", "Mars/Olympus").err()).contains("--zone: unknown time zone 'Mars/Olympus'");
        assertThat(init("--hours", "8-9").err()).contains("--hours: '8-9' are no hours");
        assertThat(init("--term", "2027-01-01..2026-01-01").err()).contains("--term: the term ends on 2026-01-01");
    }

    private Path folder() {
        return directory.resolve("elm");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private CliResult init(String... options) {
        List<String> all = new ArrayList<>(List.of("init", folder().toString(), "--yes", "--first-day", "2026-12-01"));
        if (!List.of(options).contains("--zone")) {
            all.addAll(List.of("--zone", "America/Denver"));
        }
        return CliResult.run(Stream.concat(all.stream(), Stream.of(options)).toArray(String[]::new));
    }
}
