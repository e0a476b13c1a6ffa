package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as cron, systemd and ssh start it: often without any locale. */
class LauncherIT {
    private static final String TYPED = "Señor-Höhe";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX", "xx_XX.UTF-8"})
    void reads_what_was_typed_without_a_locale(String locale) throws Exception {
        assertThat(output("./postwatch", locale)).contains("'" + TYPED + "'").doesNotContain("set LC_ALL");
    }

    @Test
    void java_alone_reports_that_it_cannot_decode_it() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        assertThat(output("'" + java + "' -jar target/postwatch.jar", "C"))
                .contains("is not text in the encoding of this terminal; set LC_ALL=C.UTF-8");
    }

    /** From a script, so that the argument is in UTF-8 whatever the locale of this JVM. */
    private String output(String command, String locale) throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "exec " + command + " " + TYPED + "\n");
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        if (!locale.isEmpty()) {
            environment.put("LC_ALL", locale);
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
