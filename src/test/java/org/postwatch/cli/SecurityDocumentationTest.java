package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page on security says what the command says. */
class SecurityDocumentationTest {
    private static final Path PAGE = Path.of("docs/security.md");

    @Test
    void its_table_is_what_the_command_prints() throws Exception {
        Matcher block = Pattern.compile(
                        "^```console\n\\$ ./postwatch acls\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();

        assertThat(block.group(1)).isEqualTo(CliResult.run("acls").out());
    }

    @Test
    void json_output_has_the_same_content() {
        CliResult said =
                CliResult.run("acls", "--json", "--role", "analytics", "--principal", "analytics=User:CN=sink,O=x");
        JsonNode right =
                new JsonMapper().readTree(said.out().lines().findFirst().orElseThrow());
        assertThat(right.path("principal").asString()).isEqualTo("User:CN=sink,O=x");
        assertThat(right.path("operation").asString()).isEqualTo("Read");
        assertThat(right.path("name").asString()).isEqualTo("postwatch.intervals");
    }

    @Test
    void recipients_with_a_topic_are_those_of_the_documents() {
        CliResult said = CliResult.run("acls", "--role", "recipient", "--districts", "config/districts/palm-springs");
        assertThat(said.out())
                .contains("palm-springs/board  User:postwatch.recipient.palm-springs.board")
                .doesNotContain("console", "DISTRICT");
    }

    @Test
    void an_impossible_option_is_a_usage_error() {
        assertThat(CliResult.run("acls", "--role", "analyst").err()).contains("unknown role 'analyst'");
        assertThat(CliResult.run("acls", "--principal", "analytics=sink").err())
                .contains("expected a principal such as User:sink");
        assertThat(CliResult.run("acls", "--principal", "nobody=User:x").err())
                .contains("which is not one of instance, ");
        assertThat(CliResult.run("acls", "--prune").err()).contains("--prune requires --apply");
        assertThat(CliResult.run("acls", "--role", "analyst").exitCode()).isEqualTo(2);
    }

    @Test
    void the_example_of_a_client_names_only_settings_that_clients_have() throws Exception {
        Properties example = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("config/client-security.properties.example"))) {
            example.load(in);
        }
        Set<String> unknown = new HashSet<>(example.stringPropertyNames());
        unknown.removeAll(AdminClientConfig.configNames());
        assertThat(unknown).containsExactly("config.providers.file.class");
    }

    @Test
    void the_readme_links_to_it() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains("(docs/security.md)");
    }
}
