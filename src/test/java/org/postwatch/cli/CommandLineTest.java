package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir
    Path directory;

    @Test
    void a_file_that_is_not_there_is_named_without_an_exception() throws Exception {
        String none = directory.resolve("none.yaml").toString();
        assertNoSuchFile(2, none, "run", "-c", none);
        assertNoSuchFile(2, none, "status", "-c", none);
        assertNoSuchFile(2, none, "send", none);
        assertNoSuchFile(2, none, "replay", "--plans", directory.toString(), "--events", none, "--out", none);
        Path config = Files.writeString(directory.resolve("c.yaml"), "data.directory: " + directory.resolve("data"));
        Path events = Files.writeString(directory.resolve("e.ndjson"), "");
        assertNoSuchFile(1, none, "send", "-c", config.toString(), "--sign-with", "file:" + none, events.toString());
        // A folder is no file.
        CliResult folder = CliResult.run("run", "-c", directory.toString());
        assertThat(folder.err())
                .isEqualTo("postwatch: cannot read the configuration " + directory + ": is a directory\n");
    }

    private static void assertNoSuchFile(int status, String file, String... command) {
        CliResult said = CliResult.run(command);
        assertThat(said.err()).contains(file, "no such file").doesNotContain("Exception");
        assertThat(said.exitCode()).isEqualTo(status);
    }

    @Test
    void help_goes_to_stdout_and_names_every_command() {
        CliResult said = CliResult.run("--help");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("run", "status", "Exit codes");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void every_command_explains_itself() {
        assertThat(CliResult.run("run", "--help").out()).contains("SIGTERM", "--config");
        assertThat(CliResult.run("status", "--help").out()).contains("--district", "--json");
    }

    @Test
    void the_version_is_one_line() {
        assertThat(CliResult.run("--version").out()).startsWith("postwatch ").hasLineCount(1);
    }

    @Test
    void a_usage_error_exits_with_two() {
        assertThat(CliResult.run().exitCode()).isEqualTo(2);
        assertThat(CliResult.run("sttus").exitCode()).isEqualTo(2);
        assertThat(CliResult.run("sttus").err()).contains("postwatch status");
        assertThat(CliResult.run("run", "--colour").exitCode()).isEqualTo(2);
    }

    /** Java puts U+FFFD where it could not decode what was typed. */
    @Test
    void an_argument_must_be_plain_text() {
        CliResult said = CliResult.run("note", "x", "--district", "elm", "--text", "Se\uFFFD\uFFFDor", "--by", "dana");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("LC_ALL=C.UTF-8").hasLineCount(1);

        CliResult turned = CliResult.run("plan", "apply", "x", "--author", "dana", "--reason", "a\u202Eb\033[2J");
        assertThat(turned.exitCode()).isEqualTo(2);
        assertThat(turned.err())
                .isEqualTo(
                        "postwatch: the argument 'a\\u202eb\\u001b[2J' contains the character U+202E; expected no control,"
                                + " format or separator characters\n");
    }

    @Test
    void a_broken_configuration_is_named_by_file_and_line_without_a_stack_trace() throws Exception {
        Path file = Files.writeString(directory.resolve("wrong.yaml"), "broker:\n  prot: 1\n");

        CliResult said = CliResult.run("run", "--config", file.toString());

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err())
                .isEqualTo("postwatch: " + file
                        + ":2: unknown key 'broker.prot'; did you mean 'broker.port'?"
                        + System.lineSeparator());
    }

    @Test
    void with_a_cluster_an_instance_needs_a_key_before_anything_is_started() throws Exception {
        Path file = Files.writeString(directory.resolve("c.yaml"), "kafka.bootstrap.servers: 127.0.0.1:1\n");

        CliResult said = CliResult.run("run", "--config", file.toString());

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err())
                .startsWith("postwatch: 'security.feeds' is 'signed'")
                .hasLineCount(1);
    }

    @Test
    void an_unusable_data_directory_is_one_line_and_a_stack_trace_only_when_asked_for() throws Exception {
        Path occupied = Files.writeString(directory.resolve("occupied"), "a file");
        Path file = Files.writeString(
                directory.resolve("c.yaml"),
                "data.directory: " + occupied + "\nbroker.port: 0\nmanagement.enabled: false\nfront.port: 0\n");

        assertThat(CliResult.run("run", "--config", file.toString()).err())
                .startsWith("postwatch: cannot use the data directory " + occupied)
                .hasLineCount(1);
        CliResult verbose = CliResult.run("run", "-v", "--config", file.toString());
        assertThat(verbose.exitCode()).isEqualTo(1);
        assertThat(verbose.err()).contains("BrokerException", "\tat ");
    }
}
