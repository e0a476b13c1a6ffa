package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.documents.form.YamlDocument;
import org.postwatch.intake.profile.ProfileDirectory;

/** Plans that are written as documents and read again are the same plans. */
class DistrictExportTest {
    @TempDir
    Path directory;

    static Stream<Path> folders() throws IOException {
        try (Stream<Path> shipped = Files.list(Path.of("config/districts"))) {
            return Stream.concat(
                    shipped.filter(Files::isDirectory),
                    Stream.of(CompleteDistrictTest.FOLDER, Path.of("config/intake/home-assistant")))
                    .filter(folder -> Files.exists(folder.resolve("district.yaml")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void a_district_comes_back_as_it_was(Path folder) throws IOException {
        CompiledDistrict plan = read(folder);

        assertThat(export(plan)).isEqualTo(plan);
    }

    @Test
    void defaults_and_edges_come_back_as_they_were() throws IOException {
        Files.writeString(directory.resolve("district.yaml"), """
                district: elm
                zone: America/Denver
                first-day: 2026-12-01
                settings: { grace: 0m, ladder: [ { severity: high, after: 0m } ], presence-max: 90m }
                calendar:
                  terms: [ { from: 2026-12-01, to: 2027-05-28 } ]
                  holidays: [2026-12-25]
                  windows: [ { name: day, days: [sun, mon], from: "22:00", to: "06:00" } ]
                officers:
                  - { badge: "007", kind: "yes", from: 2026-12-01T10:00:30, to: 2027-01-01T10:00 }
                  - { badge: P-1, kind: police, to: 2027-01-01T00:00 }
                feeds:
                  - { source: a, types: [weapon, conduct, shift-planned], hours: [ { from: "00:00", to: "00:00" } ] }
                  - { source: b, agencies: [district], types: [staffing, camera, panic], hours: [ { from: "06:00", to: "05:00" } ] }
                  - source: c
                    types: [checked-in]
                    key: [ { secret: secret:one, to: 2026-12-31 }, { secret: secret:two, from: 2026-12-24T12:00 } ]
                campuses:
                  - { id: north, name: "Nörth: #1", posts: [ { id: sro, kinds: [police], feeds: [c] } ] }
                  - { id: south, zone: America/Chicago, calendar: { holidays: [], windows: [] } }
                """);
        CompiledDistrict plan = read(directory);

        assertThat(export(plan)).isEqualTo(plan);
    }

    private CompiledDistrict export(CompiledDistrict plan) throws IOException {
        ProfileDirectory profiles = ProfileDirectory.ofRelease();
        Path folder = Files.createDirectory(directory.resolve("exported"));
        Map<String, YamlDocument> documents = DistrictExport.documents(plan, List.of("Exported."), profiles);
        for (Map.Entry<String, YamlDocument> document : documents.entrySet()) {
            Files.writeString(
                    folder.resolve(document.getKey()), document.getValue().text());
        }
        for (Map.Entry<String, String> profile :
                IntakeExport.profileTexts(plan.intake(), profiles).entrySet()) {
            Files.writeString(folder.resolve(profile.getKey()), profile.getValue());
        }
        return read(folder);
    }

    private static CompiledDistrict read(Path folder) {
        DistrictParseResult read = DistrictDocuments.read(folder);
        return read.compiled().orElseThrow(() -> new AssertionError(folder + ": " + read.diagnostics()));
    }
}
