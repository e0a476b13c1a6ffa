package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.Alert;

/** The runbook has every alert, and the reference every kind of incident. */
class ReferenceTest {
    @Test
    void every_alert_has_an_entry() throws IOException {
        List<String> alerts = names("- alert: (\\w+)", "config/prometheus/postwatch.rules.yml");

        assertThat(alerts).hasSizeGreaterThan(20);
        assertThat(names("(?m)^### (Postwatch\\w+)", "docs/runbook.md")).isEqualTo(alerts);
    }

    @Test
    void every_health_check_has_a_row_in_the_runbook() throws IOException {
        List<String> checks = names("(?m)^ +ok  ([a-z-]+) ", "docs/metrics.md");

        assertThat(checks).hasSizeGreaterThan(10);
        assertThat(Files.readString(Path.of("docs/runbook.md")))
                .contains(checks.stream().map(check -> "`" + check + "`").toList());
    }

    @Test
    void every_kind_of_incident_has_a_row_in_the_reference() throws IOException {
        List<String> kinds = new ArrayList<>(Alert.KINDS);
        kinds.remove(Alert.DIGEST);

        assertThat(names("(?m)^\\| `([a-z-]+)` \\|", "docs/reference.md")).containsAll(kinds);
    }

    private static List<String> names(String pattern, String file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
