package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.postwatch.documents.form.Diagnostic;

/** A district's folder to break: a small good district of 40 lines, and what is changed in it. */
final class DistrictFolderFixture {
    static final String VALID_DISTRICT = """
            district: socorro-nm
            zone: America/Denver
            first-day: 2023-08-14
            calendar:
              terms: [{ from: 2023-08-14, to: 2024-05-31 }]
              holidays: [2023-09-04]
              windows:
                - { name: day, days: [mon, tue, wed, thu], from: "07:30", to: "15:30" }
            agencies:
              - { id: socorro-pd, name: City of Socorro Police, class: municipal-police }
            officers:
              - { badge: P-1, kind: police, agency: socorro-pd, duties: [sro], credentials: [{ name: sro-training }] }
              - { badge: D-1, kind: police, duties: [sro] }
            agreements:
              - id: city
                agency: socorro-pd
                campuses: [sarracino-ms]
                term: { from: 2023-08-01, to: 2026-07-31 }
                approvers: [city]
                decisions: [{ by: city, decision: approved, at: 2023-08-07T18:30 }]
            feeds:
              - { source: hr, agencies: [district, socorro-pd], types: [staffing] }
              - { source: doors, types: [entrance, device] }
            campuses:
              - id: sarracino-ms
                posts:
                  - { id: sro, kinds: [police] }
                entrances:
                  - id: north
                    devices:
                      - { id: buzzer, type: buzzer, feed: doors }
            """;

    private final Path folder;
    private String text = VALID_DISTRICT;

    DistrictFolderFixture(Path folder) {
        this.folder = folder;
    }

    /** Replaces what stands there exactly once. */
    DistrictFolderFixture replace(String there, String instead) {
        assertThat(text.split(Pattern.quote(there), -1)).as(there).hasSize(2);
        text = text.replace(there, instead);
        return this;
    }

    /** Replaces what stands there once; a ^ marks the place that is returned, as {@code district.yaml:3:1: }. */
    String replaceMarked(String there, String instead) {
        return replace(there, instead).removeMarker();
    }

    /** Takes the ^ out and says where it stood. */
    String removeMarker() {
        String place = locationOf("^");
        text = text.replace("^", "");
        return place;
    }

    DistrictFolderFixture append(String lines) {
        text += lines;
        return this;
    }

    DistrictFolderFixture writeFile(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DistrictParseResult read() {
        writeFile(DistrictDocuments.DISTRICT_FILE, text);
        return DistrictDocuments.read(folder);
    }

    /** With the files that were written, and not the good district. */
    DistrictParseResult readWithoutDistrictFile() {
        return DistrictDocuments.read(folder);
    }

    /** As {@code district.yaml:3:1: error: …}. */
    List<String> diagnostics() {
        DistrictParseResult reading = read();
        assertThat(reading.compiled().isPresent())
                .isEqualTo(reading.diagnostics().stream()
                        .noneMatch(f -> f.severity() == Diagnostic.DiagnosticSeverity.ERROR));
        return reading.diagnostics().stream()
                .map(f -> f.toString().replace(folder + "/", ""))
                .toList();
    }

    /** The place of a text in the district's file, as {@code district.yaml:3:1: }. */
    String locationOf(String there) {
        int at = text.indexOf(there);
        assertThat(at).as(there).isNotNegative();
        String before = text.substring(0, at);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return "district.yaml:" + line + ":" + (at - before.lastIndexOf('\n')) + ": ";
    }
}
