package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The release archive, unpacked into an empty folder as an administrator does it: no Maven, no sources. */
class ReleaseIT {
    @TempDir
    Path directory;

    @Test
    void an_unpacked_release_runs_where_there_is_java_only() throws Exception {
        Path release = unpacked();

        assertThat(release.resolve("src")).doesNotExist();
        assertThat(output(release, "./postwatch", "--version")).contains("postwatch " + version(release));
        assertThat(output(release, "./postwatch", "plan", "check", "config/districts/palm-springs"))
                .contains("no faults; 4 campuses")
                .doesNotContain("building");
    }

    @Test
    void the_bill_of_materials_names_every_library_of_the_release() throws Exception {
        Path release = unpacked();
        JsonNode bill = new JsonMapper()
                .readTree(Files.readString(release.resolve("postwatch-" + version(release) + ".cdx.json")));
        List<String> named = new ArrayList<>();
        for (JsonNode component : bill.path("components")) {
            named.add(component.path("name").asString() + "-"
                    + component.path("version").asString());
        }

        try (Stream<Path> libraries = Files.list(release.resolve("lib"))) {
            assertThat(libraries)
                    .isNotEmpty()
                    .allSatisfy(library -> assertThat(named)
                            .as("components for %s", library.getFileName())
                            .anyMatch(name -> library.getFileName().toString().startsWith(name)));
        }
    }

    private Path unpacked() throws Exception {
        Path archive;
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            archive = built.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
        output(directory, "tar", "xzf", archive.toString());
        try (Stream<Path> unpacked = Files.list(directory)) {
            return unpacked.findFirst().orElseThrow();
        }
    }

    private static String version(Path release) {
        return release.getFileName().toString().substring("postwatch-".length());
    }

    private static String output(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
