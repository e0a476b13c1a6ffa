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
class RouteTestTest {
    private static final String PALM_SPRINGS = "config/districts/palm-springs";

    @TempDir
    Path directory;

    @Test
    void says_the_way_who_is_told_when_and_why_the_others_are_not() {
        Said said = test("kind=conduct,severity=warning,campus=palm-springs-hs", "--at", "2021-10-12T20:30:00-07:00");

        assertThat(said.status()).isZero();
        assertThat(said.out().lines())
                .contains("conduct campus=palm-springs-hs, warning, open, by the documents in " + PALM_SPRINGS)
                .anyMatch(line -> line.matches("  routes\\[0] +status=expected\\|open +takes it, and goes on"))
                .anyMatch(
                        line -> line.matches(
                                "  routes\\[2] +campus=cathedral-city-hs +no: campus is 'palm-springs-hs', not cathedral-city-hs"))
                .anyMatch(line -> line.matches("  routes\\[6] .*not reached: routes\\[5] has taken it"))
                .anyMatch(line -> line.matches("board +at once +routes\\[0] +all there is \\(school\\)"))
                .anyMatch(line -> line.matches(
                        "student-services +not before the quiet hours end at 2021-10-13T07:00 +routes\\[5] .*"))
                .anyMatch(line -> line.matches("palm-springs-desk +refused \\(conduct\\): .* for class 'school' only"))
                .anyMatch(line -> line.matches("superintendent +no route that takes it names this recipient"));
    }

    @Test
    void in_the_day_and_in_an_emergency_things_are_otherwise() {
        assertThat(test("kind=conduct,severity=warning,campus=palm-springs-hs", "--at", "2021-10-12T12:00:00-07:00")
                        .out())
                .containsPattern("student-services +at once");
        assertThat(test(
                                "kind=conduct,emergency=true,severity=critical,campus=palm-springs-hs",
                                "--at",
                                "2021-10-12T20:30:00-07:00")
                        .out())
                .containsPattern("palm-springs-desk +at once, whatever else holds +routes\\[1] .*\\(city-police\\)")
                .doesNotContain("refused");
    }

    @Test
    void a_program_reads_one_object() {
        Said said = test("kind=coverage,severity=high,campus=palm-springs-hs", "--json");
        JsonNode root = JsonMapper.shared().readTree(said.out());

        assertThat(said.out()).hasLineCount(1);
        assertThat(root.path("incident").path("labels").path("campus").asString())
                .isEqualTo("palm-springs-hs");
        assertThat(root.path("path").path(1).toString())
                .isEqualTo("{\"route\":\"routes[0]\",\"depth\":1,\"outcome\":\"takes\",\"why\":\"\","
                        + "\"match\":{\"status\":[\"expected\",\"open\"]}}");
        assertThat(root.path("told").findValuesAsString("recipient"))
                .containsExactly("board", "console", "palm-springs-desk", "safety-office", "superintendent");
        assertThat(root.path("told").path(4).path("when").asString())
                .isEqualTo("after 15 min unacknowledged (escalation step 1)");
        assertThat(root.path("notTold").path(0).toString())
                .isEqualTo("{\"recipient\":\"cathedral-city-desk\","
                        + "\"reason\":\"no route that takes it names this recipient\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind=covrage                     | unknown kind 'covrage'
            kind=coverage,campus=nowhere     | unknown campus 'nowhere'; expected one of: cathedral-city-hs
            kind=coverage,campsu=x           | unknown label 'campsu'
            kind=coverage,severity=bad       | severity 'bad' is none of
            kind=coverage,status=opened      | status 'opened' is none of
            kind=conduct,emergency=yes       | unknown emergency 'yes'
            severity=high                    | a matter has a kind
            """)
    void a_slip_is_not_answered(String incident, String why) {
        Said said = test(incident);

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains(why);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void what_is_no_district_or_has_errors_is_no_answer() throws Exception {
        String nowhere = directory + "/nowhere";
        assertThat(Said.by("route", "test", "--district", nowhere, "--incident", "kind=coverage")
                        .err())
                .contains(nowhere + ": no folder with a district.yaml");
        Files.writeString(directory.resolve("district.yaml"), "district: 1\n");
        Said faulty = Said.by("route", "test", "--district", directory.toString(), "--incident", "kind=coverage");
        assertThat(faulty.status()).isEqualTo(1);
        assertThat(faulty.err()).contains("district.yaml:1:11: error: ", "the documents have errors");
        assertThat(Said.by("route").status()).isEqualTo(2);
        assertThat(Said.by("policy").status()).isEqualTo(2);
    }

    @Test
    void at_the_door_immigration_enforcement_is_told_why_it_may_have_nothing() {
        Said said = Said.by(
                "policy",
                "answer",
                "--district",
                "config/districts/roaring-fork",
                "--agency",
                "immigration-enforcement");

        assertThat(said.status()).isZero();
        assertThat(said.out())
                .contains(
                        "'immigration-enforcement' is an agency of class 'federal-immigration'. It may have nothing.",
                        "is barred");
    }

    @Test
    void a_department_hears_what_it_may_have_and_under_which_rule() {
        Said said = Said.by("policy", "answer", "--district", PALM_SPRINGS, "--agency", "palm-springs-pd");

        assertThat(said.out().lines())
                .anyMatch(line ->
                        line.startsWith("  coverage: acknowledged, campus, ") && line.endsWith("(rule city-police)"))
                .anyMatch(line -> line.startsWith("  conduct: ") && line.contains("for class 'school' only"));
    }

    @Test
    void a_request_has_somebody_who_answered_it() {
        Said said = Said.by("policy", "answer", "--district", PALM_SPRINGS, "--agency", "x", "--asks", "names");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("--asks and --by go together");
    }

    private static Said test(String incident, String... options) {
        String[] arguments = new String[6 + options.length];
        System.arraycopy(
                new String[] {"route", "test", "--district", PALM_SPRINGS, "--incident", incident}, 0, arguments, 0, 6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        return Said.by(arguments);
    }
}
