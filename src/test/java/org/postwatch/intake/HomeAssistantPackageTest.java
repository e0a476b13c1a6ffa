package org.postwatch.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the shipped package for Home Assistant sends is events that Postwatch reads. */
class HomeAssistantPackageTest {
    private static final Path PACKAGE = Path.of("config/intake/home-assistant/postwatch.yaml");
    private static final Pattern FILTER = Pattern.compile("\\{\\{ ([a-z]+) \\| to_json }}");
    private static final String TIME = "2026-09-14T07:30:00.250000-06:00";

    /** Home Assistant's expressions, with a value of each. */
    private static final Map<String, String> VALUES = Map.of(
            "{{ now().isoformat() }}", TIME,
            "{{ trigger.entity_id }}", "event.front_doorbell",
            "{{ trigger.to_state.state }}", TIME,
            "{{ trigger.to_state.last_changed.isoformat() }}", TIME);

    private static JsonNode read() throws IOException {
        return new YAMLMapper().readTree(Files.readString(PACKAGE).replace("!secret ", ""));
    }

    static List<JsonNode> automations() throws IOException {
        return StreamSupport.stream(read().path("automation").spliterator(), false)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("automations")
    void every_automation_sends_an_event(JsonNode automation) throws IOException {
        JsonNode action = automation.path("actions").path(0);
        assertThat(action.path("action").stringValue()).isEqualTo("rest_command.postwatch_event");
        ObjectNode data = (ObjectNode) action.path("data");
        String payload = FILTER.matcher(read().path("rest_command")
                        .path("postwatch_event")
                        .path("payload")
                        .stringValue())
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(render(data.path(found.group(1)))));

        DecodeResult result = new EventReader().read("example-district".getBytes(UTF_8), payload.getBytes(UTF_8));

        assertThat(result).isInstanceOf(DecodeResult.DecodedEvent.class);
        DecodeResult.DecodedEvent decoded = (DecodeResult.DecodedEvent) result;
        assertThat(decoded.event().type().wireName())
                .isEqualTo(data.path("type").stringValue());
        assertThat(decoded.event().source()).isEqualTo("home-assistant");
        assertThat(decoded.event().time()).isEqualTo("2026-09-14T13:30:00.250Z");
    }

    private static String render(JsonNode value) {
        String text = value.toString();
        for (Map.Entry<String, String> expression : VALUES.entrySet()) {
            text = text.replace(expression.getKey(), expression.getValue());
        }
        assertThat(text).doesNotContain("{{");
        return text;
    }

    @Test
    void a_heartbeat_is_among_them() throws IOException {
        assertThat(automations())
                .anySatisfy(automation -> assertThat(automation.toString()).contains("postwatch.feed.heartbeat"));
    }
}
