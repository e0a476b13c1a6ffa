package org.postwatch.wire.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Makes {@code config/asyncapi.yaml} (AsyncAPI 3.0) from the schemas and the channels. */
public final class AsyncApiGenerator {
    private static final String HEADER =
            "# Made from src/main/resources/schema and the list of topics. Do not edit: run\n"
                    + "# mvn -q compile dependency:build-classpath -Dmdep.outputFile=target/classpath &&\n"
                    + "#   java -cp \"target/classes:$(cat target/classpath)\" org.postwatch.wire.schema.AsyncApiGenerator config/asyncapi.yaml\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            // Without it the version "1.0" becomes a number.
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private final Map<String, Object> channels = new LinkedHashMap<>();
    private final Map<String, Object> operations = new LinkedHashMap<>();
    private final Map<String, Object> messages = new LinkedHashMap<>();
    private final Map<String, Object> schemas = new LinkedHashMap<>();

    private AsyncApiGenerator() {}

    /** Writes the description to the file named. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected one argument, the file to write");
        }
        Files.writeString(Path.of(args[0]), generate());
    }

    /** The whole document; the same for the same schemas and channels. */
    static String generate() {
        return HEADER + YAML.writeValueAsString(new AsyncApiGenerator().buildDocument());
    }

    private Map<String, Object> buildDocument() {
        AsyncApiChannel.all().forEach(this::addChannel);
        Map<String, Object> common =
                withLocalReferences(SchemaFiles.read("common").path("$defs"));
        schemas.putAll(common);
        return map(
                "asyncapi",
                "3.0.0",
                "info",
                map(
                        "title", "Postwatch",
                        "version", "1.0.0",
                        "description",
                                "Knows at every moment which school campus has no officer on post, and why."
                                        + " Inputs are CloudEvents 1.0 in structured JSON; outputs are plain JSON"
                                        + " values whose field format says how to read them."),
                "defaultContentType",
                "application/json",
                "channels",
                channels,
                "operations",
                operations,
                "components",
                map("messages", messages, "schemas", schemas));
    }

    private void addChannel(AsyncApiChannel channel) {
        Map<String, Object> carried = new LinkedHashMap<>();
        for (String schema : channel.schemas()) {
            addMessage(channel, schema);
            carried.put(shortName(schema), map("$ref", "#/components/messages/" + shortName(schema)));
        }
        Map<String, Object> described = map("address", channel.topic(), "description", channel.description());
        if (!carried.isEmpty()) {
            described.put("messages", carried);
        }
        described.put(
                "bindings",
                map("kafka", map("topic", channel.topic(), "topicConfiguration", topicConfiguration(channel))));
        String id = channel.topic().substring("postwatch.".length());
        channels.put(id, described);
        operations.put(
                (channel.isInput() ? "read." : "write.") + id,
                map("action", channel.isInput() ? "receive" : "send", "channel", map("$ref", "#/channels/" + id)));
    }

    private void addMessage(AsyncApiChannel channel, String schema) {
        Map<String, Object> tree = withLocalReferences(SchemaFiles.read(schema));
        tree.remove("$schema");
        Object title = tree.remove("title");
        boolean headers = schema.endsWith("-headers");
        boolean event = schema.startsWith("event/");
        Map<String, Object> message = map("name", shortName(schema), "title", title);
        message.put(
                "contentType",
                event ? "application/cloudevents+json" : headers ? "application/octet-stream" : "application/json");
        message.put(headers ? "headers" : "payload", map("$ref", "#/components/schemas/" + shortName(schema)));
        channel.key()
                .ifPresent(key ->
                        message.put("bindings", map("kafka", map("key", map("type", "string", "description", key)))));
        messages.put(shortName(schema), message);
        schemas.put(shortName(schema), tree);
    }

    private static Map<String, Object> topicConfiguration(AsyncApiChannel channel) {
        boolean both = channel.isCompacted() && channel.retention().isPresent();
        List<String> policy =
                both ? List.of("compact", "delete") : List.of(channel.isCompacted() ? "compact" : "delete");
        Map<String, Object> configuration = map("cleanup.policy", policy);
        channel.retention().ifPresent(kept -> configuration.put("retention.ms", kept.toMillis()));
        return configuration;
    }

    private static String shortName(String schema) {
        return schema.substring(schema.indexOf('/') + 1);
    }

    /** The tree with its references pointing into this document. */
    private static Map<String, Object> withLocalReferences(JsonNode schema) {
        String text = schema.toString()
                .replace("../common.schema.json#/$defs/", "#/components/schemas/")
                .replace("\"#/$defs/", "\"#/components/schemas/");
        return JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
