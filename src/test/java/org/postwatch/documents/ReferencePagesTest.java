package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The reference pages of the documents are those that their schemas give. {@code -Ddocs.renew=true} writes them. */
class ReferencePagesTest {
    @ParameterizedTest
    @CsvSource({"district, district.yaml", "routing, routing.yaml", "intake, intake.yaml"})
    void the_page_has_every_key_with_its_default_and_an_example(String name, String file) throws IOException {
        JsonNode complete = new YAMLMapper().readTree(Files.readString(CompleteDistrictTest.FOLDER.resolve(file)));
        String page = DocumentReference.page(
                "Reference: " + file,
                "Every key of `" + file
                        + "`. This page is generated from the JSON Schema that `./postwatch plan schema` prints.\n"
                        + "An empty default means that the key has no value if you leave it out; the description says what follows.",
                DocumentForm.valueOf(name.toUpperCase(Locale.ROOT)).jsonSchema(),
                complete);
        Path written = Path.of("docs/reference-" + name + ".md");
        if (Boolean.getBoolean("docs.renew")) {
            Files.writeString(written, page);
        }

        assertThat(written)
                .as("renew with mvn test -Dtest=ReferencePagesTest -Ddocs.renew=true")
                .hasContent(page);
        List<String> withoutExample = page.lines()
                .filter(line -> line.startsWith("| `"))
                .filter(line -> line.split(" \\| ")[3].isBlank())
                .toList();
        assertThat(withoutExample).as("keys without an example").isEmpty();
    }
}
