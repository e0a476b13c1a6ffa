package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation of access says what the commands say. {@code -Ddocs.renew=true} writes it. */
class AccessReferenceTest {
    private static final Path PAGE = Path.of("docs/reference.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)(\n## Commands for access\n.*?\n```console\n)(.*?)(```\n)");

    @Test
    void the_reference_has_the_help_of_every_command() throws Exception {
        String help = List.of(
                        "access grant",
                        "access list",
                        "access revoke",
                        "desk enrol",
                        "desk list",
                        "phone enrol",
                        "phone revoke",
                        "phone sheet")
                .stream()
                .map(command -> "$ ./postwatch " + command + " --help\n"
                        + CliResult.run((command + " --help").split(" ")).out())
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("docs.renew")) {
            Files.writeString(
                    PAGE,
                    BLOCK.matcher(Files.readString(PAGE))
                            .replaceFirst(block -> Matcher.quoteReplacement(block.group(1) + help + block.group(3))));
        }
        Matcher block = BLOCK.matcher(Files.readString(PAGE));

        assertThat(block.find()).isTrue();
        assertThat(block.group(2)).isEqualTo(help);
    }

    @Test
    void the_security_page_has_the_form_of_a_token() throws Exception {
        assertThat(Files.readString(Path.of("docs/security.md")))
                .contains("`postwatch_feed_[A-Za-z0-9_-]{43}[0-9a-f]{8}`", "`access-administrator`");
    }

    @Test
    void wrong_arguments_are_usage_errors_before_a_broker_is_asked() {
        assertThat(CliResult.run("access").err()).contains("which command: grant, list or revoke?");
        CliResult end =
                CliResult.run("access", "grant", "--district", "d", "--feed", "hr", "--by", "m", "--expires", "soon");
        assertThat(end.exitCode()).isEqualTo(2);
        assertThat(end.err()).contains("--expires is 'soon'; expected 12h, 90d or an instant");
        CliResult past = CliResult.run(
                "access", "grant", "--district", "d", "--feed", "hr", "--by", "m", "--expires", "2020-01-01T00:00:00Z");
        assertThat(past.exitCode()).isEqualTo(2);
        assertThat(past.err()).contains("would expire at 2020-01-01T00:00:00Z; expected a time after the grant");
        assertThat(CliResult.run("access", "revoke", "4f09c1d27ab3", "--by", " ")
                        .exitCode())
                .isEqualTo(2);
    }
}
