package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.text.PrintableText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLogEncoderTest {
    private final Logger logger = new LoggerContext().getLogger("org.postwatch.app.PostwatchServer");

    @Test
    void a_line_is_an_object_with_keys_that_stay() {
        LoggingEvent event =
                new LoggingEvent("x", logger, Level.WARN, "delivery starts: partitions={}", null, new Object[] {4});
        event.setTimeStamp(Instant.parse("2026-09-14T10:00:00.120Z").toEpochMilli());
        event.setThreadName("delivery-worker");

        String line = line(event);
        assertThat(line)
                .isEqualTo("{\"ts\":\"2026-09-14T10:00:00.120Z\",\"level\":\"WARN\","
                        + "\"logger\":\"org.postwatch.app.PostwatchServer\",\"thread\":\"delivery-worker\","
                        + "\"message\":\"delivery starts: partitions=4\"}\n");
    }

    @Test
    void whatever_stands_in_a_message_it_is_one_line_of_a_bounded_length() {
        LoggingEvent event = new LoggingEvent(
                "x",
                logger,
                Level.ERROR,
                "a\nb\r\u2028\u202E\"\\\u0000" + "x".repeat(1_000_000),
                new IllegalStateException("why\nso"),
                null);
        String line = line(event);
        assertThat(PrintableText.isPrintable(line.strip())).isTrue();
        assertThat(line).hasLineCount(1).hasSizeLessThan(3 * JsonLogEncoder.MAX_CHARS);
        JsonNode read = new JsonMapper().readTree(line);
        assertThat(names(read)).containsExactly("ts", "level", "logger", "thread", "message", "fault");
        assertThat(read.path("message").asString())
                .startsWith("a\nb\r\u2028\u202E\"\\\u0000x")
                .endsWith("x…");
        assertThat(read.path("fault").asString())
                .startsWith("java.lang.IllegalStateException: why\nso")
                .contains("\tat org.postwatch.cli.JsonLogEncoderTest");
    }

    private static List<String> names(JsonNode read) {
        return new ArrayList<>(read.propertyNames());
    }

    private static String line(LoggingEvent event) {
        return new String(new JsonLogEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
