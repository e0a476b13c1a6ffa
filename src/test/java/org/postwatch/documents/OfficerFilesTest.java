package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Officers in files of their own, beside those of district.yaml. */
class OfficerFilesTest {
    private static final String DISTRICT = """
            district: elm
            zone: America/Denver
            first-day: 2026-12-01
            calendar:
              terms: [ { from: 2026-12-01, to: 2027-05-28 } ]
              windows: [ { name: day, days: [mon], from: "08:00", to: "15:00" } ]
            officers:
              - { badge: P-1, kind: police, duties: [sro] }
            feeds:
              - { source: desk, agencies: [district], types: [checked-in] }
            campuses:
              - { id: north, posts: [ { id: sro, kinds: [police, guard] } ] }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.createDirectory(folder.resolve("officers"));
    }

    @Test
    void officers_of_all_files_are_on_the_roster() throws IOException {
        file("guards.yaml", "officers:\n  - { badge: G-1, kind: guard, duties: [sro] }\n");

        DistrictParseResult read = DistrictDocuments.read(folder);

        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.compiled().orElseThrow().district().officers()).containsOnlyKeys("P-1", "G-1");
    }

    @Test
    void the_same_badge_in_two_files_is_an_error() throws IOException {
        file("more.yaml", "officers:\n  - { badge: P-1, kind: guard }\n");

        assertThat(DistrictDocuments.read(folder).diagnostics().toString())
                .contains("more.yaml:2:14: error: officer 'P-1' is given twice; the first is at district.yaml:8:14");
    }

    @Test
    void a_file_with_another_key_or_name_is_reported() throws IOException {
        file("more.yaml", "badges: []\n");
        file("more.yml", "officers: []\n");

        assertThat(DistrictDocuments.read(folder).diagnostics().toString())
                .contains("more.yaml:1:1: error: unknown key 'badges' in a file of officers")
                .contains("more.yml:1:1: warning: not read; expected files named *.yaml here");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve("officers").resolve(name), text);
    }
}
