package org.postwatch.codec.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.codec.CommandJson;
import org.postwatch.event.EventType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {
    private static final Path FILE = Path.of("config/asyncapi.yaml");
    private static final Path SCHEMAS = Path.of("src/main/resources/schema");

    @Test
    void the_file_says_what_the_schemas_say() throws IOException {
        assertThat(Files.readString(FILE))
                .as("%s is out of date: its first lines say how to make it again", FILE)
                .isEqualTo(AsyncApi.yaml());
    }

    @Test
    void every_type_and_every_schema_file_has_its_channel() throws IOException {
        List<String> carried = Channel.all().stream()
                .flatMap(channel -> channel.schemas().stream())
                .toList();
        assertThat(carried)
                .containsAll(Stream.of(EventType.values())
                        .map(type -> Schemas.ofEvent(type.wireName()))
                        .toList());
        assertThat(carried)
                .containsAll(CommandJson.TYPES.stream().map(Schemas::ofEvent).toList());
        try (Stream<Path> files = Files.walk(SCHEMAS)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> SCHEMAS.relativize(file).toString().replace(".schema.json", ""))
                            .filter(name -> !name.equals("common") && !name.startsWith("document/")))
                    .isSubsetOf(carried)
                    .allSatisfy(name -> assertThat(
                                    Schemas.read(name).path("description").stringValue(""))
                            .isNotBlank());
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        JsonNode document = YAMLMapper.builder().build().readTree(AsyncApi.yaml());
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertThat(references).hasSizeGreaterThan(100).allSatisfy(reference -> {
            JsonNode target = document;
            for (String step : reference.substring(2).split("/")) {
                target = target.path(step);
            }
            assertThat(target.isMissingNode()).as(reference).isFalse();
        });
    }

    @Test
    void yaml_changes_nothing_in_a_schema() {
        JsonNode document = YAMLMapper.builder().build().readTree(AsyncApi.yaml());
        for (Channel channel : Channel.all()) {
            for (String schema : channel.schemas()) {
                String name = schema.substring(schema.indexOf('/') + 1);
                ObjectNode written = Schemas.read(schema).asObject();
                written.remove(List.of("$schema", "title"));
                String expected = written.toString().replace("../common.schema.json#/$defs/", "#/components/schemas/");
                assertThat(document.path("components")
                                .path("schemas")
                                .path(name)
                                .toString())
                        .isEqualTo(expected);
            }
        }
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").stringValue());
        }
        node.forEach(child -> collect(child, references));
    }
}
