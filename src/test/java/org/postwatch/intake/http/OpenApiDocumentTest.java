package org.postwatch.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postwatch.http.HttpRoute;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class OpenApiDocumentTest {
    private static final Path FILE = Path.of("config/openapi.yaml");

    private final JsonNode document = new YAMLMapper().readTree(OpenApiDocument.generate());

    @Test
    void the_file_matches_the_code() throws IOException {
        assertThat(Files.readString(FILE))
                .as("%s is out of date: its first lines say how to make it again", FILE)
                .isEqualTo(OpenApiDocument.generate());
    }

    @Test
    void it_describes_the_paths_and_methods_that_are_served() {
        Map<String, Set<String>> served = new TreeMap<>();
        for (HttpRoute route : IntakeRoutes.of(null, null, null)) {
            Set<String> methods = new TreeSet<>();
            route.methods().forEach(method -> methods.add(method.toLowerCase(Locale.ROOT)));
            // OpenAPI has no word for the rest of a path; HEAD is GET without a body.
            methods.remove("head");
            served.put(route.pathTemplate().replace("*}", "}"), methods);
        }
        Map<String, Set<String>> described = new TreeMap<>();
        document.path("paths")
                .forEachEntry((path, methods) -> described.put(path, new TreeSet<>(methods.propertyNames())));

        assertThat(described).isEqualTo(served);
    }

    @Test
    void a_path_declares_its_parameters() {
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    List<String> declared = new ArrayList<>();
                    operation.path("parameters").forEach(parameter -> {
                        if (parameter.path("in").asString().equals("path")) {
                            declared.add("{" + parameter.path("name").asString() + "}");
                        }
                    });
                    List<String> named = Pattern.compile("\\{[^}]*}")
                            .matcher(path)
                            .results()
                            .map(MatchResult::group)
                            .toList();
                    assertThat(declared).as(method + " " + path).isEqualTo(named);
                }));
    }

    @Test
    void every_reference_resolves() {
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertThat(references)
                .hasSizeGreaterThan(10)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void the_page_explains_every_status_of_a_sent_event() throws IOException {
        String page = Files.readString(Path.of("docs/intake-http.md"));
        JsonNode responses =
                document.path("paths").path("/v1/events").path("post").path("responses");
        assertThat(responses.propertyNames())
                .hasSize(8)
                .allSatisfy(status -> assertThat(page).contains("| " + status + " |"));
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").stringValue());
        }
        node.forEach(child -> collect(child, references));
    }
}
