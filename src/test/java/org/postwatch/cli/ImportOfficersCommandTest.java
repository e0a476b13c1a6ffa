package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.plan.Officer;

class ImportOfficersCommandTest {
    private static final String DISTRICT = """
            district: elm
            zone: America/Denver
            first-day: 2026-12-01
            calendar:
              terms: [ { from: 2026-12-01, to: 2027-05-28 } ]
              windows: [ { name: day, days: [mon], from: "08:00", to: "15:00" } ]
            # A comment that stays.
            officers:
              - { badge: P-1, kind: police, duties: [sro] }
              - { badge: P-2, kind: police, duties: [sro], credentials: [ { name: training, to: 2026-12-31 } ] }
            feeds:
              - { source: desk, agencies: [district], types: [checked-in] }
            campuses:
              - { id: north, posts: [ { id: sro, kinds: [police] } ] }
            """;

    @TempDir
    Path directory;

    private Path folder;

    @BeforeEach
    void district() throws IOException {
        folder = Files.createDirectory(directory.resolve("elm"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
    }

    @Test
    void new_officers_are_added_and_nothing_else_changes() throws IOException {
        CliResult said = importTable("badge,kind,duties,credential,credential-from\n"
                + "P-1,police,sro,,\n"
                + "P-2,police,sro,training,2027-01-01\n"
                + "P-3,police,\"sro,patrol\",training,\n"
                + "P-3,,,first-aid,2026-01-01\n");

        assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .contains("1 officer of the table is there already, and the same")
                .contains("officer P-2 is there already and is not changed; the table has: ")
                .contains("training")
                .contains("wrote " + folder.resolve("officers/roster-2026.yaml") + " with 1 new officer");
        assertThat(folder.resolve("district.yaml")).hasContent(DISTRICT);
        Officer added = DistrictDocuments.read(folder)
                .compiled()
                .orElseThrow()
                .district()
                .officers()
                .get("P-3");
        assertThat(added.duties()).containsExactlyInAnyOrder("sro", "patrol");
        assertThat(added.credentials())
                .extracting(credential -> credential.name())
                .containsExactly("training", "first-aid");
    }

    @Test
    void the_same_table_again_adds_nothing_and_another_gets_a_file_of_its_own() throws IOException {
        importTable("badge,kind\nP-3,police\n");
        assertThat(importTable("badge,kind\nP-3,police\n").out()).contains("no new officers; nothing is written");
        assertThat(importTable("badge,kind\nP-3,police\nP-4,police\n").out()).contains("roster-2026-2.yaml");

        assertThat(DistrictDocuments.read(folder)
                        .compiled()
                        .orElseThrow()
                        .district()
                        .officers())
                .containsOnlyKeys("P-1", "P-2", "P-3", "P-4");
    }

    @Test
    void a_blank_cell_states_nothing() throws IOException {
        assertThat(importTable("badge,kind\nP-1,police\nP-2,guard\n").out())
                .contains("1 officer of the table is there already, and the same")
                .contains("officer P-2 is there already and is not changed; the table has: kind police -> guard")
                .doesNotContain("duty", "credential");
    }

    @Test
    void errors_are_reported_in_the_table_and_nothing_is_written() throws IOException {
        CliResult said = importTable("badge,kind,agency\nP-3,Police,\nP-4,police,sherif\nP 5,police,\n");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .contains("Roster 2026.csv:2:2: error: 'kind' is 'Police'")
                .contains("Roster 2026.csv:3:3: error: unknown agency 'sherif'")
                .contains("Roster 2026.csv:4:1: error: 'badge' is 'P 5'");
        assertThat(said.err()).contains("nothing is written");
        assertThat(folder.resolve("officers")).doesNotExist();
    }

    @Test
    void a_dry_run_prints_the_document() throws IOException {
        CliResult said = importTable("badge,kind\nP-3,police\n", "--dry-run");

        assertThat(said.out()).contains("officers:\n  - { badge: P-3, kind: police }\n");
        assertThat(folder.resolve("officers")).doesNotExist();
    }

    private CliResult importTable(String table, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("Roster 2026.csv"), table);
        String[] all = new String[5 + options.length];
        System.arraycopy(
                new String[] {"import", "officers", file.toString(), "--into", folder.toString()}, 0, all, 0, 5);
        System.arraycopy(options, 0, all, 5, options.length);
        return CliResult.run(all);
    }
}
