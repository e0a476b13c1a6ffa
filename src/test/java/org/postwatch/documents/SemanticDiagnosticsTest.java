package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is well formed and yet cannot be meant. */
class SemanticDiagnosticsTest {
    @TempDir
    Path directory;

    private DistrictFolderFixture folder;

    @BeforeEach
    void good() {
        folder = new DistrictFolderFixture(directory);
    }

    private static Arguments mistake(String message, String... edits) {
        return arguments(message, List.of(edits));
    }

    /** The message, then what stands in the good district and what is written instead; ^ marks the fault. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "error: unknown campus 'saracino-ms'; did you mean 'sarracino-ms'?",
                        "campuses: [sarracino-ms]",
                        "campuses: [^saracino-ms]"),
                mistake(
                        "error: unknown agency 'socoro-pd'; did you mean 'socorro-pd'?",
                        "agency: socorro-pd, duties: [sro]",
                        "agency: ^socoro-pd, duties: [sro]"),
                mistake("error: unknown feed 'dors'; did you mean 'doors'?", "feed: doors", "feed: ^dors"),
                mistake(
                        "error: unknown feed 'rh'; did you mean 'hr'?",
                        "kinds: [police] }",
                        "kinds: [police], feeds: [^rh] }"),
                mistake("error: unknown approver 'council'; expected city", "by: city", "by: ^council"),
                mistake(
                        "error: unknown post 'guard'; expected sro",
                        "to: \"15:30\" }",
                        "to: \"15:30\", posts: [sro, ^guard] }"),
                mistake(
                        "error: unknown severity 'hihg'; did you mean 'high'?",
                        "kinds: [police] }",
                        "kinds: [police], ladder: [{ severity: ^hihg, after: 0m }] }"),
                mistake(
                        "error: unknown window 'dya'; did you mean 'day'?",
                        "  holidays",
                        "  early-releases: [{ date: 2023-10-05, window: ^dya, to: \"12:30\" }]\n  holidays"),
                mistake(
                        "error: unknown campus 'high'; expected sarracino-ms",
                        "types: [entrance, device]",
                        "campuses: [sarracino-ms, ^high], types: [entrance, device]"),
                mistake(
                        "error: unknown agency 'socorro-so'; did you mean 'socorro-pd'?",
                        "agencies: [district, socorro-pd]",
                        "agencies: [district, socorro-pd, ^socorro-so]"),
                mistake(
                        "error: unknown post 'srro'; did you mean 'sro'?",
                        "feeds:\n",
                        "exceptions: [{ id: E-1, kinds: [police], posts: [^srro], by: board, reason: So. }]\nfeeds:\n"),
                mistake("error: the agreement names no campus", "campuses: [sarracino-ms]", "campuses: ^[]"),
                mistake(
                        "error: an agreement of the district with itself; its own officers need none",
                        "    agency: socorro-pd\n",
                        "    agency: ^district\n",
                        "agency: socorro-pd, duties",
                        "duties"),
                mistake(
                        "error: renewed to 2023-07-31, not after the start of the term at 2023-08-01T00:00",
                        "    approvers",
                        "    renewals: [{ decided: 2026-06-01, to: ^2023-07-31 }]\n    approvers"),
                mistake(
                        "warning: renewed to 2026-07-30, which makes the agreement no longer than it was",
                        "    approvers",
                        "    renewals: [{ decided: 2026-06-01, to: ^2026-07-30 }]\n    approvers"),
                mistake(
                        "error: decided at 2026-05-01, before the renewal above it (2026-06-01); expected renewals in the order of their decisions",
                        "    approvers",
                        "    renewals: [{ decided: 2026-06-01, to: 2027-07-31 }, { decided: ^2026-05-01, to: 2028-07-31 }]\n    approvers"),
                mistake(
                        "warning: a suspension outside the term of the agreement",
                        "    approvers",
                        "    suspensions: [^{ from: 2026-08-01 }]\n    approvers"),
                mistake(
                        "warning: a suspension without 'from' and 'to': the agreement never holds",
                        "    approvers",
                        "    suspensions: [^{}]\n    approvers"),
                mistake(
                        "warning: the holiday 2024-06-03 is outside every term",
                        "[2023-09-04]",
                        "[2023-09-04, ^2024-06-03]"),
                mistake(
                        "warning: windows without a term never take place; expected 'terms'",
                        "  terms: [{ from: 2023-08-14, to: 2024-05-31 }]\n",
                        "",
                        "  holidays: [2023-09-04]\n",
                        "",
                        "  windows:\n    - {",
                        "  windows:\n    ^- {"),
                mistake(
                        "error: two windows named 'day' on Thursday; the first is at district.yaml:8:15",
                        "agencies:\n",
                        "    - { name: ^day, days: [thu, fri], from: \"07:30\", to: \"12:00\" }\nagencies:\n"),
                mistake(
                        "error: two windows named 'day' on 2023-12-07; the other is at district.yaml:8:7",
                        "agencies:\n",
                        "  events: [{ name: ^day, date: 2023-12-07, from: \"18:00\", to: \"21:00\", posts: [sro] }]\nagencies:\n"),
                mistake(
                        "warning: window 'late' overlaps 'day'; it is trimmed to begin where that ends, at 15:30",
                        "agencies:\n",
                        "    - { name: ^late, days: [thu], from: \"15:00\", to: \"18:00\" }\nagencies:\n"),
                mistake(
                        "warning: window 'noon' overlaps 'day'; nothing is left of it",
                        "agencies:\n",
                        "    - { name: ^noon, days: [thu], from: \"12:00\", to: \"13:00\" }\nagencies:\n"),
                mistake(
                        "warning: window 'day' overlaps 'night' on the next day; it is trimmed to begin where that ends, at 08:00",
                        "- { name: day",
                        "- { name: night, days: [sun], from: \"21:00\", to: \"08:00\" }\n    - { name: ^day"),
                mistake(
                        "warning: window 'game' overlaps 'day' on 2023-12-07; it is trimmed to begin where that ends, at 15:30",
                        "agencies:\n",
                        "  events: [{ name: ^game, date: 2023-12-07, from: \"14:30\", to: \"17:00\", posts: [sro] }]\nagencies:\n"),
                mistake(
                        "warning: no window 'day' on 2023-10-06, a Friday",
                        "  holidays",
                        "  early-releases: [{ date: ^2023-10-06, window: day, to: \"12:30\" }]\n  holidays"),
                mistake(
                        "warning: no window 'day' on 2023-09-04, a Monday and a holiday",
                        "  holidays",
                        "  early-releases: [{ date: ^2023-09-04, window: day, to: \"12:30\" }]\n  holidays"),
                mistake(
                        "warning: no window 'day' on 2024-06-03, a Monday outside every term",
                        "  holidays",
                        "  early-releases: [{ date: ^2024-06-03, window: day, to: \"12:30\" }]\n  holidays"),
                mistake(
                        "warning: an early release at 16:00 is not before the end of 'day' at 15:30",
                        "  holidays",
                        "  early-releases: [{ date: 2023-10-05, window: day, to: ^\"16:00\" }]\n  holidays"),
                mistake(
                        "error: two early releases of 'day' on 2023-10-05; the first is at district.yaml:7:35",
                        "  holidays",
                        "  early-releases:\n    - { date: 2023-10-05, window: day, to: \"12:30\" }\n    - { date: 2023-10-05, window: ^day, to: \"13:30\" }\n  holidays"),
                mistake(
                        "warning: no officer has the credential 'sro-trainig'; did you mean 'sro-training'?",
                        "kinds: [police] }",
                        "kinds: [police], credentials: [^sro-trainig] }"),
                mistake(
                        "warning: no officer is of kind 'polcie'; did you mean 'police'?",
                        "kinds: [police] }",
                        "kinds: [^polcie] }"),
                mistake(
                        "warning: no officer is of kind 'guard'; expected police",
                        "feeds:\n",
                        "exceptions: [{ id: E-1, kinds: [^guard], by: board, reason: So. }]\nfeeds:\n"),
                mistake(
                        "warning: post 'sro' of campus 'sarracino-ms' needs 3; only 2 on the roster could ever fill it (kind police, duty sro; of the district, or under an agreement that names the campus)",
                        "- { id: sro, kinds: [police] }",
                        "- ^{ id: sro, kinds: [police], head-count: 3 }"),
                mistake(
                        "warning: post 'sro' of campus 'sarracino-ms' needs 1; nobody on the roster could ever fill it (kind police, duty crossing; of the district, or under an agreement that names the campus)",
                        "- { id: sro, kinds: [police] }",
                        "- ^{ id: sro, kinds: [police], duties: [crossing] }"),
                mistake(
                        "warning: no agreement with agency 'socorro-so', so its officers count nowhere",
                        "agency: socorro-pd, duties",
                        "agency: ^socorro-so, duties",
                        "[district, socorro-pd]",
                        "[district, socorro-so]",
                        "  - { id: socorro-pd,",
                        "  - { id: socorro-so, class: sheriff }\n  - { id: socorro-pd,"),
                mistake(
                        "warning: no window of campus 'sarracino-ms' needs post 'gate'",
                        "kinds: [police] }",
                        "kinds: [police] }\n      - { id: ^gate, kinds: [police], duties: [sro] }",
                        "to: \"15:30\" }",
                        "to: \"15:30\", posts: [sro] }"),
                mistake(
                        "warning: the hours of feed 'hr' are over before its limit of 5m is, so it is never silent",
                        "types: [staffing] }",
                        "types: [staffing], hours: ^[{ from: \"07:00\", to: \"07:05\" }] }"),
                mistake(
                        "warning: feed 'county' may report officers of sheriff only, and the roster has none",
                        "  - { id: socorro-pd,",
                        "  - { id: sheriff, class: sheriff }\n  - { id: socorro-pd,",
                        "- { source: doors",
                        "- { source: county, agencies: ^[sheriff], types: [staffing] }\n  - { source: doors"),
                mistake(
                        "warning: feed 'spare' may report nothing, and no post or device lists it",
                        "  - { source: doors",
                        "  - ^{ source: spare }\n  - { source: doors"),
                mistake(
                        "warning: feed 'extra' may report officers, but of no agency; expected 'agencies'",
                        "- { source: doors",
                        "- ^{ source: extra, types: [shift-planned] }\n  - { source: doors"),
                mistake(
                        "warning: feed 'doors' may not report check-ins at campus 'sarracino-ms'; expected 'checked-in' among its types",
                        "kinds: [police] }",
                        "kinds: [police], feeds: [hr, ^doors] }"),
                mistake(
                        "warning: no feed may report that officers of agency 'socorro-pd' check in, so they are never seen",
                        "[district, socorro-pd]",
                        "[district]",
                        "agency: socorro-pd, duties",
                        "agency: ^socorro-pd, duties"),
                mistake(
                        "error: feed 'doors' may not report devices at campus 'sarracino-ms'; expected 'device' among its types",
                        "feed: doors",
                        "feed: ^doors",
                        "[entrance, device]",
                        "[entrance]"),
                mistake(
                        "error: feed 'doors' may not report devices at campus 'sarracino-ms'; expected 'sarracino-ms' among its campuses",
                        "campuses:\n  - id: s",
                        "campuses:\n  - { id: high }\n  - id: s",
                        "feed: doors",
                        "feed: ^doors",
                        "types: [entrance",
                        "campuses: [high], types: [entrance"),
                mistake(
                        "error: the first step must be reached at once; expected 'after: 0m'",
                        "kinds: [police] }",
                        "kinds: [police], ladder: [{ severity: high, after: ^5m }] }"),
                mistake(
                        "error: the ladder goes down: 'info' is milder than 'high' before it",
                        "kinds: [police] }",
                        "kinds: [police], ladder: [{ severity: high, after: 0m }, { severity: ^info, after: 5m }] }"),
                mistake(
                        "error: the steps are not in order: this step is reached before the one above",
                        "kinds: [police] }",
                        "kinds: [police], ladder: [{ severity: info, after: 0m }, { severity: high, after: 9m }, { severity: critical, after: ^5m }] }"),
                mistake(
                        "error: a step that is never reached; expected 'after' or 'triggers'",
                        "kinds: [police] }",
                        "kinds: [police], ladder: [{ severity: high, after: 0m }, ^{ severity: critical }] }"),
                mistake(
                        "error: unknown severity 'wraning'; did you mean 'warning'?",
                        "agencies:\n",
                        "settings: { buzzer: { severity: ^wraning } }\nagencies:\n"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachIsReportedWithItsLocation(String message, List<String> edits) {
        for (int i = 0; i < edits.size(); i += 2) {
            folder.replace(edits.get(i), edits.get(i + 1));
        }
        String place = folder.removeMarker();

        assertThat(folder.diagnostics()).containsExactly(place + message);
    }

    @Test
    void aDistrictWithoutTheSeveritiesOfTheDefaultsMustGiveItsOwnLadders() {
        folder.replace("agencies:\n", "severities: [low, top]\nagencies:\n");

        assertThat(folder.diagnostics())
                .contains(folder.locationOf("[low")
                        + "error: no severity 'warning', which is the default of settings: no-show: ladder;"
                        + " name it here or give that setting")
                .hasSize(9);
    }

    @Test
    void aDistrictWithoutOfficersIsReportedOnce() {
        folder.replace(
                DistrictFolderFixture.VALID_DISTRICT.substring(
                        DistrictFolderFixture.VALID_DISTRICT.indexOf("officers"),
                        DistrictFolderFixture.VALID_DISTRICT.indexOf("agreements")),
                "");

        assertThat(folder.diagnostics())
                .containsExactly("district.yaml:1:1: warning: a district without officers, so no post is ever covered");
    }

    @Test
    void aCampusMayHaveWindowsOfItsOwnWithoutTheEarlyReleasesOfTheDistrict() {
        folder.replace(
                "  holidays", "  early-releases: [{ date: 2023-10-05, window: day, to: \"12:30\" }]\n  holidays");
        folder.writeFile("campuses/high.yaml", """
                campuses:
                  - id: high
                    calendar: { windows: [{ name: early, days: [mon], from: "07:00", to: "12:00" }] }
                """);

        assertThat(folder.diagnostics()).isEmpty();
    }

    @Test
    void aDisqualifyingAffiliationThatNoOfficerHasIsAccepted() {
        folder.append("disqualifying-affiliations: [{ name: ice-287g }]\n");

        assertThat(folder.diagnostics()).isEmpty();
    }

    @Test
    void anExceptionLetsOthersFillAPost() {
        folder.replace("kinds: [police] }", "kinds: [police], head-count: 3 }")
                .replace("  - { badge: D-1,", "  - { badge: G-1, kind: guard }\n  - { badge: D-1,")
                .replace("feeds:\n", "exceptions: [{ id: E-1, kinds: [guard], by: board, reason: So. }]\nfeeds:\n");

        assertThat(folder.diagnostics()).isEmpty();
    }
}
