package org.postwatch.wire.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiGeneratorTest {
    private static final Path FILE = Path.of("config/asyncapi.yaml");
    private static final Path SCHEMAS = Path.of("src/main/resources/schema");

    @Test
    void the_file_matches_the_schemas() throws IOException {
        assertThat(Files.readString(FILE))
                .as("%s is out of date: its first lines say how to make it again", FILE)
                .isEqualTo(AsyncApiGenerator.generate());
    }

    @Test
    void every_type_and_every_schema_file_has_a_channel() throws IOException {
        List<String> carried = AsyncApiChannel.all().stream()
                .flatMap(channel -> channel.schemas().stream())
                .toList();
        assertThat(carried)
                .containsAll(Stream.of(EventType.values())
                        .map(type -> SchemaFiles.nameOfEventType(type.wireName()))
                        .toList());
        assertThat(carried)
                .containsAll(Stream.of(CommandType.values())
                        .map(type -> SchemaFiles.nameOfEventType(type.wireName()))
                        .toList());
        try (Stream<Path> files = Files.walk(SCHEMAS)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> SCHEMAS.relativize(file).toString().replace(".schema.json", ""))
                            .filter(name -> !name.equals("common") && !name.startsWith("document/")))
                    .isSubsetOf(carried)
                    .allSatisfy(name -> assertThat(
                                    SchemaFiles.read(name).path("description").stringValue(""))
                            .isNotBlank());
        }
    }

    @Test
    void every_reference_resolves() {
        JsonNode document = YAMLMapper.builder().build().readTree(AsyncApiGenerator.generate());
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
    void schemas_are_unchanged_in_yaml() {
        JsonNode document = YAMLMapper.builder().build().readTree(AsyncApiGenerator.generate());
        for (AsyncApiChannel channel : AsyncApiChannel.all()) {
            for (String schema : channel.schemas()) {
                String name = schema.substring(schema.indexOf('/') + 1);
                ObjectNode written = SchemaFiles.read(schema).asObject();
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
