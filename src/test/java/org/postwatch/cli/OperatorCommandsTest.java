package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.notification.model.Alert;

/** A usage error is reported before any broker is looked for. */
class OperatorCommandsTest {
    @Test
    void an_impossible_option_is_a_usage_error() {
        assertUsageError("--match", "silence", "--match", "coverage", "--for", "2h", "--reason", "x");
        assertUsageError("--for", "silence", "--match", "kind=coverage", "--for", "2 hours", "--reason", "x");
        assertUsageError(
                "is not after",
                "silence",
                "--match",
                "kind=coverage",
                "--from",
                "2026-09-14T13:00:00Z",
                "--until",
                "2026-09-14T13:00:00Z",
                "--reason",
                "x");
        assertUsageError("--until", "silence", "--match", "kind=coverage", "--reason", "x");
        assertUsageError(
                "with its offset", "silence", "--match", "kind=coverage", "--until", "tomorrow", "--reason", "x");
        assertUsageError("INCIDENT", "ack");
        assertUsageError("--text", "note", "coverage/a");
        assertUsageError("/data/text", "note", "coverage/a", "--text", "x".repeat(1_001));
        assertUsageError("/subject", "resolve", "x".repeat(513));
    }

    @ParameterizedTest
    @EnumSource
    void every_command_has_help_with_an_example(CommandType type) {
        String command = switch (type) {
            case ACKNOWLEDGE -> "ack";
            case NOTE -> "note";
            case RESOLVE -> "resolve";
            case EMERGENCY -> "emergency";
            case SILENCE -> "silence";
            case UNSILENCE -> "unsilence";
            case RESEND -> "deliveries";
            case DISCLOSURE_REQUEST -> "policy answer";
        };
        assertHelpWithAnExample(command);
    }

    @Test
    void disclosures_have_help_with_an_example() {
        assertHelpWithAnExample("disclosures");
    }

    private static void assertHelpWithAnExample(String command) {
        CliResult help = CliResult.run((command + " --help").split(" "));
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).containsPattern("Examples?:").contains("postwatch " + command, "--district");
    }

    @Test
    void the_help_of_resolve_names_every_kind_that_an_operator_may_close() {
        assertThat(CliResult.run("resolve", "--help").out()).contains(Alert.OPERATOR_CLOSABLE_KINDS);
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

    private static void assertUsageError(String named, String... arguments) {
        CliResult said = CliResult.run(arguments);
        assertThat(said.exitCode()).as(said.err()).isEqualTo(2);
        assertThat(said.err()).contains(named);
    }
}
