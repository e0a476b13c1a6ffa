package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed wrongly is said before any broker is looked for. */
class OrderCommandTest {
    @Test
    void what_cannot_be_meant_is_used_wrongly() {
        wrong("--match", "silence", "--match", "coverage", "--for", "2h", "--reason", "x");
        wrong("--for", "silence", "--match", "kind=coverage", "--for", "2 hours", "--reason", "x");
        wrong(
                "does not lie after",
                "silence",
                "--match",
                "kind=coverage",
                "--from",
                "2026-09-14T13:00:00Z",
                "--until",
                "2026-09-14T13:00:00Z",
                "--reason",
                "x");
        wrong("--until", "silence", "--match", "kind=coverage", "--reason", "x");
        wrong("with its offset", "silence", "--match", "kind=coverage", "--until", "tomorrow", "--reason", "x");
        wrong("INCIDENT", "ack");
        wrong("--text", "note", "coverage/a");
        wrong("/data/text", "note", "coverage/a", "--text", "x".repeat(1_001));
        wrong("/subject", "resolve", "x".repeat(513));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ack", "note", "resolve", "emergency", "silence", "unsilence", "deliveries", "disclosures"})
    void every_one_explains_itself_with_an_example(String command) {
        Said help = Said.by(command, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).containsPattern("Examples?:").contains("postwatch " + command, "--district");
    }

    @Test
    void an_incident_may_be_given_with_its_district_in_front() {
        assertThat(IncidentCommand.withoutDistrict("d", "d/coverage/a/sro/2026-09-14/day"))
                .isEqualTo("coverage/a/sro/2026-09-14/day");
        assertThat(IncidentCommand.withoutDistrict("d", "coverage/d/sro/2026-09-14/day"))
                .isEqualTo("coverage/d/sro/2026-09-14/day");
        assertThat(IncidentCommand.withoutDistrict("d", "e/coverage/a/sro/2026-09-14/day"))
                .isEqualTo("e/coverage/a/sro/2026-09-14/day");
        // A district of that name.
        assertThat(IncidentCommand.withoutDistrict("coverage", "coverage/a/sro/2026-09-14/day"))
                .isEqualTo("coverage/a/sro/2026-09-14/day");
    }

    private static void wrong(String named, String... arguments) {
        Said said = Said.by(arguments);
        assertThat(said.status()).as(said.err()).isEqualTo(2);
        assertThat(said.err()).contains(named);
    }
}
