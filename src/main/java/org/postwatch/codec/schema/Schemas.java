package org.postwatch.codec.schema;

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
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema files in the jar, by name: {@code event/officer.checked-in}, {@code output/coverage}, {@code common}. */
public final class Schemas {
    private static final String NAMESPACE = "postwatch.";
    private static final String ROOT = "schema/";
    private static final String LOCAL = "#/$defs/";
    private static final String COMMON = "../common.schema.json" + LOCAL;
    private static final String SUFFIX = ".schema.json";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Schemas() {}

    /** The name of the schema of a type of event: {@code event/officer.checked-in}. */
    public static String ofEvent(String wireName) {
        return "event/" + wireName.substring(NAMESPACE.length());
    }

    /** Ready to validate. The name must be one of ours. */
    public static Schema load(String name) {
        return LOADED.computeIfAbsent(
                name, n -> REGISTRY.getSchema(SchemaLocation.of("classpath:" + ROOT + n + SUFFIX)));
    }

    /** Of documents, events and outputs, in this order. */
    public static List<String> names() {
        return Stream.concat(
                        Stream.of("document/district", "document/campuses", "document/routing"),
                        Channel.all().stream().flatMap(channel -> channel.schemas().stream()))
                .distinct()
                .sorted(Comparator.comparing(name -> name.substring(0, name.indexOf('/'))))
                .toList();
    }

    /** With what it takes from the common schema put into it, so that it is usable alone. */
    public static JsonNode whole(String name) {
        ObjectNode schema = (ObjectNode) MAPPER.readTree(read(name).toString().replace(COMMON, LOCAL));
        JsonNode common = read("common").path("$defs");
        Deque<String> needed = new ArrayDeque<>(references(schema));
        while (!needed.isEmpty()) {
            String part = needed.pop();
            ObjectNode parts = schema.withObjectProperty("$defs");
            if (!parts.has(part)) {
                parts.set(part, common.path(part));
                needed.addAll(references(common.path(part)));
            }
        }
        return schema;
    }

    private static List<String> references(JsonNode schema) {
        return schema.findValuesAsString("$ref").stream()
                .filter(reference -> reference.startsWith(LOCAL))
                .map(reference -> reference.substring(LOCAL.length()))
                .toList();
    }

    /** As it stands in the file. */
    public static JsonNode read(String name) {
        String resource = ROOT + name + SUFFIX;
        try (InputStream in = Schemas.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no schema " + resource);
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
