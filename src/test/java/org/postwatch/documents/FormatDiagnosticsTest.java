package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.YamlReader;

/** What is wrong in itself, whatever else the documents say. */
class FormatDiagnosticsTest {
    @TempDir
    Path directory;

    private DistrictFolderFixture folder;

    @BeforeEach
    void good() {
        folder = new DistrictFolderFixture(directory);
    }

    @Test
    void theValidDistrictHasNone() {
        assertThat(folder.diagnostics()).isEmpty();
    }

    @Test
    void a_diagnostic_is_one_line_whatever_the_document_contains() {
        folder.replace("name: City of Socorro Police", "name: x, \"x\\nno faults\": y");
        assertThat(folder.diagnostics())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.lines()).hasSize(1));
    }

    /** What stands there, what is written instead with a ^ where the fault must be, and the message. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "district: socorro-nm",
                        "district: ^canary-1",
                        "'district' is 'canary-1'; expected an id that does not begin with 'canary-': lower-case letters,"
                                + " digits and '-', at most 63"),
                arguments(
                        "name: City of Socorro Police",
                        "name: ^\"poli\\e[2Jce\"",
                        "the character U+001B in a text; expected no control, format or separator characters"),
                arguments(
                        "name: City of Socorro Police",
                        "name: ^\"poli\\u202Ece\"",
                        "the character U+202E in a text; expected no control, format or separator characters"),
                arguments(
                        "name: City of Socorro Police",
                        "name: ^\"poli\\nce\"",
                        "a line break in a text; expected one line: fold a long text with '>-'"),
                arguments(
                        "kinds: [police] }",
                        "^head-cout: 2, kinds: [police] }",
                        "unknown key 'head-cout' in a post; did you mean 'head-count'?"),
                arguments(
                        "kinds: [police] }",
                        "head-count: ^two, kinds: [police] }",
                        "'head-count' is 'two'; expected a whole number from 1 to 20"),
                arguments(
                        "kinds: [police] }",
                        "head-count: ^0, kinds: [police] }",
                        "'head-count' is the number 0; expected a whole number from 1 to 20"),
                arguments(
                        "kinds: [police] }",
                        "head-count: ^2.5, kinds: [police] }",
                        "'head-count' is the number 2.5; expected a whole number from 1 to 20"),
                arguments(
                        "kinds: [police] }",
                        "kinds: ^police }",
                        "'kinds' is 'police'; expected a list of kinds, at least one"),
                arguments(
                        "kinds: [police] }",
                        "kinds: ^[] }",
                        "'kinds' has 0 items; expected a list of kinds, at least one"),
                arguments(
                        "kinds: [police] }", "kinds:^ }", "'kinds' is nothing; expected a list of kinds, at least one"),
                arguments(
                        "kinds: [police] }",
                        "kinds: [police, ^police] }",
                        "'police' is in 'kinds' twice; the first is at district.yaml:27:28"),
                arguments(
                        "{ id: sro, kinds: [police] }",
                        "^{ id: sro }",
                        "a post without 'kinds'; expected a list of kinds, at least one"),
                arguments(
                        "{ id: sro, kinds",
                        "{ id: ^SRO, kinds",
                        "'id' is 'SRO'; expected an id: lower-case letters, digits and '-', at most 63, as north-2"),
                arguments(
                        "badge: D-1",
                        "badge: ^17",
                        "'badge' is the number 17; expected a badge: letters, digits and '-', at most 63, as P-1: put it in quotes"),
                arguments(
                        "kinds: [police] }",
                        "kinds: [police], grace: ^5 }",
                        "'grace' is the number 5; expected a duration from 0m to 12h, such as 90s, 10m or 2h"),
                arguments(
                        "kinds: [police] }",
                        "kinds: [police], grace: ^13h }",
                        "'grace' is '13h'; expected a duration from 0m to 12h, such as 90s, 10m or 2h"),
                arguments(
                        "types: [staffing] }",
                        "types: [staffing], limit: ^90s }",
                        "'limit' is '90s'; expected whole minutes from 1m to 1440m"),
                arguments(
                        "types: [staffing] }",
                        "types: [staffing], limit: ^25h }",
                        "'limit' is '25h'; expected whole minutes from 1m to 1440m"),
                arguments(
                        "types: [staffing] }",
                        "types: [^chekced-in] }",
                        "unknown event type 'chekced-in'; did you mean 'checked-in'?"),
                arguments(
                        "[2023-09-04]",
                        "[^2023-09-31]",
                        "an item of 'holidays' is '2023-09-31'; expected a date such as 2026-09-14"),
                arguments(
                        "to: 2026-07-31 }",
                        "to: ^2026-07-31 12:00 }",
                        "'to' is '2026-07-31 12:00'; expected a date such as 2026-09-14 or a local time such as 2026-09-14T10:00"),
                arguments("to: \"15:30\"", "to: ^24:00", "'to' is '24:00'; expected a time of day such as \"07:30\""),
                arguments(
                        "America/Denver",
                        "^America/Denvr",
                        "unknown time zone 'America/Denvr'; did you mean 'America/Denver'?"),
                arguments(
                        "[mon, tue",
                        "[^monday, tue",
                        "unknown day 'monday'; expected one of: fri, mon, sat, sun, thu, tue, wed"),
                arguments("type: buzzer", "type: ^camara", "unknown type of device 'camara'; did you mean 'camera'?"),
                arguments(
                        "decision: approved",
                        "decision: ^aproved",
                        "unknown decision 'aproved'; did you mean 'approved'?"),
                arguments(
                        "    approvers",
                        "    cost: { currency: USD, yearly: ^12.345 }\n    approvers",
                        "'yearly' is the number 12.345; expected an amount such as 45.50, not negative and with at most two decimals"),
                arguments(
                        "    approvers",
                        "    cost: { currency: USD, yearly: ^-1 }\n    approvers",
                        "'yearly' is the number -1; expected an amount such as 45.50, not negative and with at most two decimals"),
                arguments(
                        "approvers: [city]", "approvers: ^city", "'approvers' is 'city'; expected a list of approvers"),
                arguments(
                        "- { badge: D-1, kind: police, duties: [sro] }",
                        "- ^D-1",
                        "an item of 'officers' is 'D-1'; expected an officer (a mapping with badge, kind, agency, duties, credentials, affiliations, from, to)"),
                arguments(
                        "from: 2023-08-01, to: 2026-07-31",
                        "from: 2023-08-01, to: ^2023-07-31",
                        "ends at 2023-07-31, not after its start at 2023-08-01"),
                arguments(
                        "{ from: 2023-08-14, to: 2024-05-31 }",
                        "{ from: 2023-08-14, to: ^2023-05-31 }",
                        "the term ends on 2023-05-31, before its start on 2023-08-14"),
                arguments(
                        "first-day",
                        "^zone: UTC\nfirst-day",
                        "key 'zone' stands here twice; the first is at district.yaml:2:1"),
                arguments(
                        "approvers: [city]",
                        "approvers: ^&who [city]",
                        "an anchor ('&'); anchors are not read, leave it out"),
                arguments(
                        "approvers: [city]",
                        "approvers: ^*who",
                        "an alias ('*'); aliases are not read, write out what it stands for"),
                arguments(
                        "approvers: [city]",
                        "approvers: ^!!set [city]",
                        "a tag ('!'); tags are not read, leave it out"),
                arguments("    approvers: [city]", "^\tapprovers: [city]", "a tab; expected spaces"),
                arguments(
                        "approvers: [city]\n    decisions",
                        "approvers: [city\n    decisions^",
                        "broken YAML: expected ',' or ']', but got :"),
                arguments("approvers: [city]", "approvers: ^\"city", "broken YAML: found unexpected end of stream"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachIsReportedWithItsLocationAndWhatWasExpected(String there, String instead, String message) {
        String place = folder.replaceMarked(there, instead);

        assertThat(folder.diagnostics()).containsExactly(place + "error: " + message);
    }

    @Test
    void allAreReportedAtOnceInDocumentOrder() {
        folder.replace("zone: America/Denver\n", "")
                .replace("kind: police, duties", "knd: police, duties")
                .replace("kinds: [police] }", "kinds: [police], grace: soon }");

        assertThat(folder.diagnostics())
                .containsExactly(
                        "district.yaml:1:1: error: a district without 'zone'; expected a time zone",
                        folder.locationOf("{ badge: D-1")
                                + "error: an officer without 'kind'; expected an id: lower-case letters, digits and"
                                + " '-', at most 63, as north-2",
                        folder.locationOf("knd") + "error: unknown key 'knd' in an officer; did you mean 'kind'?",
                        folder.locationOf("soon")
                                + "error: 'grace' is 'soon'; expected a duration from 0m to 12h, such as 90s, 10m or 2h");
    }

    @Test
    void everyFileIsReadEvenIfAnotherIsBroken() {
        folder.writeFile("campuses/a.yaml", "campuses: [\n")
                .writeFile("campuses/b.yaml", "campuses:\n  - { name: B }\n");
        folder.replace("campuses: [sarracino-ms]", "campuses: [who-knows]");

        assertThat(folder.diagnostics())
                .containsExactly(
                        "campuses/a.yaml:2:1: error: broken YAML: expected the node content, but found"
                                + " '<stream end>'",
                        "campuses/b.yaml:2:5: error: a campus without 'id'; expected an id: lower-case letters,"
                                + " digits and '-', at most 63, as north-2");
    }

    @Test
    void aDuplicateNamesTheLocationOfTheFirst() {
        folder.writeFile(
                "campuses/more.yaml", "campuses:\n  - id: sarracino-ms\n  - { id: x, posts: [] }\n  - { id: x }\n");
        folder.replace("{ badge: D-1,", "{ badge: P-1,")
                .replace("agencies:\n", "agencies:\n  - { id: district, class: school }\n");

        assertThat(folder.diagnostics())
                .containsExactly(
                        "campuses/more.yaml:2:9: error: campus 'sarracino-ms' is given twice; the first is at"
                                + " district.yaml:26:9",
                        "campuses/more.yaml:4:11: error: campus 'x' is given twice; the first is at"
                                + " campuses/more.yaml:3:11",
                        folder.locationOf("district, class")
                                + "error: agency 'district' is the district itself and always there; leave it out",
                        folder.locationOf("P-1, kind: police, duties")
                                + "error: officer 'P-1' is given twice; the first is at district.yaml:13:14");
    }

    @Test
    void aFolderWithoutADistrictIsReported() {
        assertThat(DistrictDocuments.read(directory).diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("no such file; expected a district's folder with district.yaml");
        assertThat(DistrictDocuments.read(directory.resolve("nowhere")).diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("no such folder; expected a district's folder with district.yaml");
    }

    @Test
    void aFileWithAnotherExtensionIsAWarning() {
        folder.writeFile("campuses/high.yml", "campuses: []\n");

        assertThat(folder.diagnostics())
                .containsExactly("campuses/high.yml:1:1: warning: not read; expected files named *.yaml here");
    }

    @Test
    void filesThatAreNotTextAreDiagnosticsNotExceptions() throws IOException {
        Path file = directory.resolve("district.yaml");
        Files.write(file, new byte[] {'a', ':', '\n', 'b', (byte) 0xC3, (byte) 0x28});
        assertThat(DistrictDocuments.read(directory).diagnostics().toString())
                .contains("district.yaml:2:2: error: not UTF-8; save the file in that encoding");
        Files.writeString(file, "a: \u0007");
        assertThat(DistrictDocuments.read(directory).diagnostics().toString())
                .contains("district.yaml:1:4: error: the control character U+0007; expected text");
        Files.writeString(file, "");
        assertThat(DistrictDocuments.read(directory).diagnostics().toString()).contains("the document is empty");
        Files.writeString(file, "- a\n");
        assertThat(DistrictDocuments.read(directory).diagnostics().toString())
                .contains("district.yaml:1:1: error: the document is a list; expected a district (a mapping with");
        Files.writeString(file, DistrictFolderFixture.VALID_DISTRICT + "---\n" + DistrictFolderFixture.VALID_DISTRICT);
        assertThat(DistrictDocuments.read(directory).diagnostics().toString())
                .contains("a second document; expected one document in a file");
        Files.writeString(file, "[".repeat(5_000));
        assertThat(DistrictDocuments.read(directory).diagnostics().toString()).contains("nested deeper than 32 levels");
        Files.write(file, new byte[YamlReader.MAX_FILE_BYTES + 1]);
        assertThat(DistrictDocuments.read(directory).diagnostics().toString())
                .contains("the file has 16777217 bytes; expected at most 16777216");
    }

    @Test
    void diagnosticsBeyondTheLimitAreOnlyCounted() {
        folder.append("x: 1\n".repeat(3_000));

        assertThat(folder.diagnostics())
                .hasSize(1_001)
                .last()
                .asString()
                .endsWith("more than 1000 faults; the others are not listed");
    }
}
