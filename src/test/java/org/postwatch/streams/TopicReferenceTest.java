package org.postwatch.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The reference page of topics and events is what code and schemas give. {@code -Ddocs.renew=true} writes it. */
class TopicReferenceTest {
    private static final Path PAGE = Path.of("docs/reference-topics.md");

    @Test
    void the_page_has_every_topic_with_its_retention_and_every_event_type_with_its_fields() throws IOException {
        StringBuilder page = new StringBuilder(
                "# Reference: topics and events\n\n"
                        + "This page is generated. [config/asyncapi.yaml](../config/asyncapi.yaml) has the same in full, with the schema of every\n"
                        + "value.\n\n## Topics\n\nCompacted topics keep the newest record of each key. Postwatch creates missing topics with these settings and"
                        + " does not start if\nan existing one differs.\n\n| Topic | Records | Kept | Largest record |\n|---|---|---|---|\n");
        Map<String, String> descriptions = descriptions();
        for (TopicSpec topic : Topics.liveSpecs()) {
            page.append("| `%s` | %s | %s | %d KiB |\n"
                    .formatted(
                            topic.name(),
                            descriptions.getOrDefault(topic.name(), "Internal."),
                            kept(topic),
                            topic.maxMessageBytes() / 1024));
        }
        page.append(
                "\n## Events\n\nEvents are CloudEvents 1.0 in structured JSON mode. `partitionkey` and the key of the record are the district."
                        + " The largest event\nis 64 KiB.\n\n| Type | Topic | Subject | Data | |\n|---|---|---|---|---|\n");
        for (EventType type : EventType.values()) {
            if (type != EventType.CANARY) {
                page.append(row(type));
            }
        }
        if (Boolean.getBoolean("docs.renew")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("renew with mvn test -Dtest=TopicReferenceTest -Ddocs.renew=true")
                .hasContent(page.toString());
    }

    private static Map<String, String> descriptions() throws IOException {
        Map<String, String> all = new TreeMap<>();
        JsonNode api = new YAMLMapper().readTree(Files.readString(Path.of("config/asyncapi.yaml")));
        api.path("channels")
                .values()
                .forEach(channel -> all.put(
                        channel.path("address").asString(),
                        channel.path("description").asString().replaceAll(" A feed with a key signs.*", "")));
        return all;
    }

    private static String kept(TopicSpec topic) {
        Duration retention = topic.retention();
        String time =
                retention == null ? "for good" : retention.toDays() + (retention.toDays() == 1 ? " day" : " days");
        return switch (topic.cleanupPolicy()) {
            case DELETE -> time;
            case COMPACT -> "compacted, " + time;
            case COMPACT_AND_DELETE -> "compacted, " + time;
        };
    }

    private static String row(EventType type) throws IOException {
        JsonNode schema = new JsonMapper()
                .readTree(Files.readString(Path.of("src/main/resources/schema/event/"
                        + type.wireName().substring("postwatch.".length()) + ".schema.json")));
        JsonNode data = schema.path("properties").path("data");
        List<String> required = new ArrayList<>();
        data.path("required").forEach(name -> required.add(name.asString()));
        List<String> fields = data.path("properties").properties().stream()
                .map(field -> "`" + field.getKey() + "`" + (required.contains(field.getKey()) ? "" : " (optional)"))
                .toList();
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        type.wireName(),
                        Topics.EVENT_TOPICS.stream()
                                .filter(topic -> type.isAcceptedOn(topic))
                                .map(topic -> "`" + topic + "`")
                                .collect(Collectors.joining(", ")),
                        schema.path("properties")
                                .path("subject")
                                .path("description")
                                .asString()
                                .replaceAll("\\.$", ""),
                        String.join(", ", fields),
                        schema.path("description")
                                .asString()
                                .replace(" Unknown attributes and fields are dropped.", ""));
    }
}
