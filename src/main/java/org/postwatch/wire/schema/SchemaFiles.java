package org.postwatch.wire.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema files in the jar, by name: {@code event/officer.checked-in}, {@code output/coverage}, {@code common}. */
public final class SchemaFiles {
    private static final String EVENT_TYPE_PREFIX = "postwatch.";
    private static final String RESOURCE_ROOT = "schema/";
    private static final String LOCAL_DEFINITIONS = "#/$defs/";
    private static final String COMMON_DEFINITIONS = "../common.schema.json" + LOCAL_DEFINITIONS;
    private static final String SUFFIX = ".schema.json";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SchemaFiles() {}

    /** The name of the schema of a type of event: {@code event/officer.checked-in}. */
    public static String nameOfEventType(String wireName) {
        return "event/" + wireName.substring(EVENT_TYPE_PREFIX.length());
    }

    /** Ready to validate. The name must be one of ours. */
    public static Schema load(String name) {
        return LOADED.computeIfAbsent(
                name, n -> REGISTRY.getSchema(SchemaLocation.of("classpath:" + RESOURCE_ROOT + n + SUFFIX)));
    }

    /** Of events and outputs, in this order. */
    public static List<String> names() {
        return AsyncApiChannel.all().stream()
                .flatMap(channel -> channel.schemas().stream())
                .distinct()
                .sorted(Comparator.comparing(name -> name.substring(0, name.indexOf('/'))))
                .toList();
    }

    /** With what it takes from the common schema put into it, so that it is usable alone. */
    public static JsonNode bundle(String name) {
        ObjectNode schema =
                (ObjectNode) MAPPER.readTree(read(name).toString().replace(COMMON_DEFINITIONS, LOCAL_DEFINITIONS));
        JsonNode common = read("common").path("$defs");
        Deque<String> needed = new ArrayDeque<>(localReferences(schema));
        while (!needed.isEmpty()) {
            String part = needed.pop();
            ObjectNode parts = schema.withObjectProperty("$defs");
            if (!parts.has(part)) {
                parts.set(part, common.path(part));
                needed.addAll(localReferences(common.path(part)));
            }
        }
        return schema;
    }

    private static List<String> localReferences(JsonNode schema) {
        return schema.findValuesAsString("$ref").stream()
                .filter(reference -> reference.startsWith(LOCAL_DEFINITIONS))
                .map(reference -> reference.substring(LOCAL_DEFINITIONS.length()))
                .toList();
    }

    /** As it stands in the file. */
    public static JsonNode read(String name) {
        String resource = RESOURCE_ROOT + name + SUFFIX;
        try (InputStream in = SchemaFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no schema " + resource);
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
