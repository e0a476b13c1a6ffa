package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Routes and policies tried out, by documents alone. */
class RouteTestCommandTest {
    private static final String PALM_SPRINGS = "config/districts/palm-springs";

    @TempDir
    Path directory;

    @Test
    void prints_the_routes_who_is_notified_when_and_why_others_are_not() {
        CliResult said =
                test("kind=conduct,severity=warning,campus=palm-springs-hs", "--at", "2021-10-12T20:30:00-07:00");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out().lines())
                .contains("conduct campus=palm-springs-hs, warning, open, by the documents in " + PALM_SPRINGS)
                .anyMatch(line -> line.matches("  routes\\[0] +status=expected\\|open +matched, and continues"))
                .anyMatch(
                        line -> line.matches(
                                "  routes\\[2] +campus=cathedral-city-hs +not matched: campus is 'palm-springs-hs', not cathedral-city-hs"))
                .anyMatch(line -> line.matches("  routes\\[6] .*not reached: routes\\[5] matched"))
                .anyMatch(line -> line.matches("board +at once +routes\\[0] +all fields \\(school\\)"))
                .anyMatch(line -> line.matches(
                        "student-services +not before the quiet hours end at 2021-10-13T07:00 +routes\\[5] .*"))
                .anyMatch(line ->
                        line.matches("palm-springs-desk +denied \\(conduct\\): .* for class 'school' only, unless .*"))
                .anyMatch(line -> line.matches("superintendent +no matching route names this recipient"));
    }

    @Test
    void the_time_of_day_and_an_emergency_change_the_result() {
        assertThat(test("kind=conduct,severity=warning,campus=palm-springs-hs", "--at", "2021-10-12T12:00:00-07:00")
                        .out())
                .containsPattern("student-services +at once");
        assertThat(test(
                                "kind=conduct,emergency=true,severity=critical,campus=palm-springs-hs",
                                "--at",
                                "2021-10-12T20:30:00-07:00")
                        .out())
                .containsPattern("palm-springs-desk +at once, without suppression +routes\\[1] .*\\(city-police\\)")
                .doesNotContain("denied");
    }

    @Test
    void json_output_is_one_object() {
        CliResult said = test("kind=coverage,severity=high,campus=palm-springs-hs", "--json");
        JsonNode root = JsonMapper.shared().readTree(said.out());

        assertThat(said.out()).hasLineCount(1);
        assertThat(root.path("incident").path("labels").path("campus").asString())
                .isEqualTo("palm-springs-hs");
        assertThat(root.path("path").path(1).toString())
                .isEqualTo("{\"route\":\"routes[0]\",\"depth\":1,\"outcome\":\"matched\",\"reason\":\"\","
                        + "\"match\":{\"status\":[\"expected\",\"open\"]}}");
        assertThat(root.path("notified").findValuesAsString("recipient"))
                .containsExactly("board", "console", "palm-springs-desk", "safety-office", "superintendent");
        assertThat(root.path("notified").path(4).path("when").asString())
                .isEqualTo("after 15 min unacknowledged (escalation step 1)");
        assertThat(root.path("excluded").path(0).toString())
                .isEqualTo("{\"recipient\":\"cathedral-city-desk\","
                        + "\"reason\":\"no matching route names this recipient\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind=covrage                     | unknown kind 'covrage'
            kind=coverage,campus=nowhere     | unknown campus 'nowhere'; expected one of: cathedral-city-hs
            kind=coverage,campsu=x           | unknown label 'campsu'
            kind=coverage,severity=bad       | severity 'bad' is not one of
            kind=coverage,status=opened      | status 'opened' is not one of
            kind=conduct,emergency=yes       | unknown emergency 'yes'
            severity=high                    | the kind is missing
            """)
    void an_unknown_label_value_is_an_error(String incident, String why) {
        CliResult said = test(incident);

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains(why);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void a_missing_or_invalid_district_is_an_error() throws Exception {
        String nowhere = directory + "/nowhere";
        assertThat(CliResult.run("route", "test", "--district", nowhere, "--incident", "kind=coverage")
                        .err())
                .contains(nowhere + ": neither a folder with a district.yaml");
        Files.writeString(directory.resolve("district.yaml"), "district: 1\n");
        CliResult faulty =
                CliResult.run("route", "test", "--district", directory.toString(), "--incident", "kind=coverage");
        assertThat(faulty.exitCode()).isEqualTo(1);
        assertThat(faulty.err()).contains("district.yaml:1:11: error: ", "the documents have errors");
        assertThat(CliResult.run("route").exitCode()).isEqualTo(2);
        assertThat(CliResult.run("policy").exitCode()).isEqualTo(2);
    }

    @Test
    void the_policy_statement_for_immigration_enforcement_denies_everything_with_its_rule() {
        CliResult said = CliResult.run(
                "policy",
                "answer",
                "--district",
                "config/districts/roaring-fork",
                "--agency",
                "immigration-enforcement");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains(
                        "'immigration-enforcement' is an agency of class 'federal-immigration'. It may know nothing.",
                        "is denied");
    }

    @Test
    void the_policy_statement_for_a_department_lists_fields_and_rules() {
        CliResult said = CliResult.run("policy", "answer", "--district", PALM_SPRINGS, "--agency", "palm-springs-pd");

        assertThat(said.out().lines())
                .anyMatch(line ->
                        line.startsWith("  coverage: acknowledged, campus, ") && line.endsWith("(rule city-police)"))
                .anyMatch(line -> line.startsWith("  conduct: ") && line.contains("for class 'school' only"));
    }

    @Test
    void a_disclosure_request_needs_who_answered_it() {
        CliResult said =
                CliResult.run("policy", "answer", "--district", PALM_SPRINGS, "--agency", "x", "--asks", "names");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("--asks and --by require each other");
    }

    private static CliResult test(String incident, String... options) {
        String[] arguments = new String[6 + options.length];
        System.arraycopy(
                new String[] {"route", "test", "--district", PALM_SPRINGS, "--incident", incident}, 0, arguments, 0, 6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        return CliResult.run(arguments);
    }
}
