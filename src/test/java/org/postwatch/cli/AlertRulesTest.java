package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.InstalledTool;

/** The shipped alerts, by Prometheus' own tool: what raises them, and what does not. */
class AlertRulesTest {
    private static final String PROMTOOL = "/usr/bin/promtool";

    @Test
    void every_alert_has_a_severity_a_remedy_and_a_test() throws Exception {
        String tests = Files.readString(PrometheusExpressions.RULES_TEST);
        assertThat(PrometheusExpressions.rules()).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(rule.path("labels").path("severity").asString()).isIn("critical", "warning");
            assertThat(rule.path("annotations").path("summary").asString()).isNotBlank();
            assertThat(rule.path("annotations").path("do").asString()).isNotBlank();
            assertThat(tests).contains("alertname: " + rule.path("alert").asString() + "\n        exp_alerts:\n");
        });
        assertThat(PrometheusExpressions.all())
                .hasSizeGreaterThan(35)
                .allSatisfy(expression -> assertThat(expression).containsPattern("postwatch|kafka_|jvm_|process_"));
    }

    @Test
    void the_rules_pass_their_unit_tests() throws Exception {
        InstalledTool.require(PROMTOOL, "prometheus");
        promtool("check", "rules", PrometheusExpressions.RULES.toString());
        promtool("test", "rules", PrometheusExpressions.RULES_TEST.toString());
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
