package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a process whose files may not be larger than a few blocks: a write stops half-way, as on a full disk. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(180)
class FullDiskTest {
    private static final String OFFICERS = IntStream.range(0, 400)
            .mapToObj(n -> "B-" + n + ",police,sro\n")
            .collect(Collectors.joining("", "badge,kind,duties\n", ""));

    @TempDir
    Path directory;

    @Test
    void init_leaves_no_part_of_a_document() throws Exception {
        Path table = Files.writeString(directory.resolve("officers.csv"), OFFICERS);
        Path folder = directory.resolve("elm");

        String said = failing("init", folder.toString(), "--yes", "--officers", table.toString());

        assertThat(said).contains("cannot write the documents into " + folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void import_leaves_no_part_of_a_document() throws Exception {
        Path folder = directory.resolve("elm");
        assertThat(CliResult.run("init", folder.toString(), "--yes").exitCode()).isZero();
        Path table = Files.writeString(directory.resolve("officers.csv"), OFFICERS);

        String said = failing("import", "officers", table.toString(), "--into", folder.toString());

        assertThat(said).contains("cannot write " + folder.resolve("officers/officers.yaml"));
        assertThat(folder.resolve("officers")).isEmptyDirectory();
    }

    private String failing(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -f 8 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            String said = new String(process.getInputStream().readNBytes(100_000), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(1);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
