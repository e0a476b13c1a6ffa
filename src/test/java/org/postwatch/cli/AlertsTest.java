package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.InstalledTool;

/** The shipped alerts, by Prometheus' own tool: what raises them, and what does not. */
class AlertsTest {
    private static final String PROMTOOL = "/usr/bin/promtool";

    @Test
    void every_alert_says_how_bad_it_is_and_what_to_do_and_is_tested() throws Exception {
        String tests = Files.readString(Expressions.RULES_TEST);
        assertThat(Expressions.rules()).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(rule.path("labels").path("severity").asString()).isIn("critical", "warning");
            assertThat(rule.path("annotations").path("summary").asString()).isNotBlank();
            assertThat(rule.path("annotations").path("do").asString()).isNotBlank();
            assertThat(tests).contains("alertname: " + rule.path("alert").asString() + "\n        exp_alerts:\n");
        });
        assertThat(Expressions.all())
                .hasSizeGreaterThan(35)
                .allSatisfy(expression -> assertThat(expression).containsPattern("postwatch|kafka_|jvm_|process_"));
    }

    @Test
    void they_are_raised_when_they_should_be_and_only_then() throws Exception {
        InstalledTool.require(PROMTOOL, "prometheus");
        promtool("check", "rules", Expressions.RULES.toString());
        promtool("test", "rules", Expressions.RULES_TEST.toString());
        promtool(
                "check",
                "config",
                Path.of("config", "prometheus", "prometheus.yml").toString());
    }

    private static void promtool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(PROMTOOL));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
