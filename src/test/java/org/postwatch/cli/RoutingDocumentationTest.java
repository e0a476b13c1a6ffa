package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.delivery.channels.RecipientIntegrations;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.DocumentForm;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.wire.RoutingJson;
import tools.jackson.databind.JsonNode;

/** The page on routes is true: its blocks are one district without faults, and its commands say what it shows. */
class RoutingDocumentationTest {
    private static final Path PAGE = Path.of("docs/routing.md");
    private static final String RECIPIENTS = "recipients:\n";

    @TempDir
    Path directory;

    private String page;
    private Path elm;

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(PAGE);
        elm = Files.createDirectory(directory.resolve("elm"));
        StringBuilder recipients = new StringBuilder(RECIPIENTS);
        StringBuilder rest = new StringBuilder();
        for (String block : blocks("yaml")) {
            String body = block.substring(block.indexOf('\n') + 1);
            if (block.startsWith("# district.yaml\n")) {
                Files.writeString(elm.resolve("district.yaml"), body);
            } else {
                assertThat(block).startsWith("# routing.yaml\n");
                boolean more = body.startsWith(RECIPIENTS);
                (more ? recipients : rest).append(more ? body.substring(RECIPIENTS.length()) : body);
            }
        }
        Files.writeString(elm.resolve("routing.yaml"), recipients.append(rest).toString());
    }

    @Test
    void its_examples_form_a_valid_district() {
        DistrictParseResult reading = DistrictDocuments.read(elm);

        assertThat(reading.diagnostics()).isEmpty();
        assertThat(reading.compiled().orElseThrow().routing().recipients()).hasSizeGreaterThan(8);
    }

    @Test
    void it_has_an_example_of_every_kind_of_recipient() {
        assertThat(routing().recipients().values().stream()
                        .map(recipient -> recipient.address().type())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(RecipientIntegrations.ALL.stream()
                        .map(kind -> kind.key().name())
                        .toList());
    }

    @Test
    void it_says_which_kinds_of_recipients_receive_updates() {
        String updates = page.substring(page.indexOf("a notice of stage `updated`"), page.indexOf("their next notice"));
        int never = updates.indexOf("It is never sent");
        for (Recipient recipient : routing().recipients().values()) {
            RecipientAddress address = recipient.address();
            int named = updates.indexOf("`" + address.type() + "`");
            assertThat(named).as(address.type()).isPositive();
            assertThat(named < never).as(address.type()).isEqualTo(address.acceptsUpdates());
        }
    }

    @Test
    void every_kind_of_recipient_passes_through_the_topic_of_plans() {
        assertThat(RoutingJson.decode(RoutingJson.encode(routing()))).isEqualTo(routing());
    }

    @Test
    void it_lists_every_class_that_ships() {
        String list = page.substring(
                page.indexOf("These classes ship with Postwatch"), page.indexOf("`policy.agency-classes`"));

        assertThat(Pattern.compile("`([a-z-]+)`").matcher(list).results().map(found -> found.group(1)))
                .containsExactlyElementsOf(AgencyClasses.SHIPPED.names());
    }

    @Test
    void it_leaves_out_no_key() {
        JsonNode definitions = DocumentForm.ROUTING.jsonSchema().path("$defs");
        for (String part :
                List.of("recipient", "grant", "policy", "match", "grouping", "quiet-hours", "step", "route")) {
            definitions
                    .path(part)
                    .path("properties")
                    .propertyNames()
                    .forEach(key -> assertThat(page).as(part).containsPattern("\\b" + key + "\\b[:`]"));
        }
    }

    /** Each is a command after a $ and what it prints. */
    @Test
    void its_commands_print_what_the_page_shows() {
        List<String> transcripts = blocks("console");
        assertThat(transcripts).hasSizeGreaterThan(1);
        for (String transcript : transcripts) {
            String command = transcript.substring(0, transcript.indexOf('\n'));
            assertThat(command).startsWith("$ ./postwatch ");
            String[] words = command.substring("$ ./postwatch ".length()).split(" ");
            words[Arrays.asList(words).indexOf("elm")] = elm.toString();

            CliResult said = CliResult.run(words);

            assertThat(said.out().replace(elm.toString(), "elm"))
                    .as(command)
                    .isEqualTo(transcript.substring(command.length() + 1));
        }
    }

    @Test
    void the_readme_links_to_it() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("(docs/routing.md)");
    }

    private RoutingConfig routing() {
        return DistrictDocuments.read(elm).compiled().orElseThrow().routing();
    }

    private List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(blocks::add);
        return blocks;
    }
}
