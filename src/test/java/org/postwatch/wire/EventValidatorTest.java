package org.postwatch.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.event.EventType;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.wire.DecodeResult.DecodeFailure;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Schemas and reader say the same: what the one accepts the other accepts, but for what no schema can say. */
class EventValidatorTest {
    private static final int MUTATIONS = 3_000;
    private static final int TYPES = (int) types().count();
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** A schema compares no two fields. */
    private static final List<String> NOT_EXPRESSIBLE_IN_A_SCHEMA = List.of(
            "data.to: expected an instant after",
            "data.completeSince: expected no instant after",
            "subject: expected the source");

    private static final Object[] VALUES = {
        null,
        7,
        -1.5e300,
        true,
        List.of(),
        List.of("a"),
        Map.of(),
        Map.of("campus", "a"),
        Map.of("campus", List.of("a", "b")),
        Map.of("", List.of("a")),
        Map.of("campus", List.of()),
        Map.of("campus", List.of(7)),
        "false",
        false,
        "x".repeat(1000),
        "x".repeat(1001),
        "",
        "a",
        "1.0",
        "a\n",
        "a\u0000b",
        "\u007f",
        "\u009f",
        "\u00a0",
        "ñ",
        "\ud800",
        "\udc00a",
        "\ud83d\udd14",
        "x".repeat(128),
        "x".repeat(129),
        "x".repeat(512),
        "x".repeat(513),
        "\ud83d\udd14".repeat(128),
        "\ud83d\udd14".repeat(129),
        "2026-09-14T07:30:00Z",
        "2026-09-14t07:30:00z",
        "2026-09-14T07:30:00.123456789-06:00",
        "2026-09-14T07:30:00.1234567890Z",
        "2026-09-14T07:30:00",
        "2026-09-14 07:30:00Z",
        "2026-09-14T07:30Z",
        "2026-09-14T07:30:00Z\n",
        "2026-09-14T07:30:60Z",
        "2026-09-14T24:00:00Z",
        "2026-09-14T07:30:00.Z",
        "2026-02-29T00:00:00Z",
        "2024-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-09-14T07:30:00+23:59",
        "2026-09-14T07:30:00+24:00",
        "2026-09-14T07:30:00+0600",
        "٢026-09-14T07:30:00Z",
        "1900-02-29T00:00:00Z",
        "2000-02-29T00:00:00-00:00"
    };

    private final EventReader reader = new EventReader();

    static Stream<String> types() {
        return Stream.concat(
                Stream.of(EventType.values()).map(EventType::wireName),
                Stream.concat(
                        Stream.of(EventWriter.TICK),
                        Stream.of(CommandType.values()).map(CommandType::wireName)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void what_is_written_is_valid(String type) {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(EventValidator.schemaViolations(sample(type, new RandomInputs(seed))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void valid_and_accepted_are_the_same(String type) {
        Random random = new Random(type.hashCode());
        int valid = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Map<String, Object> event =
                    MAPPER.readValue(sample(type, new RandomInputs(i)), new TypeReference<Map<String, Object>>() {});
            for (int n = 1 + random.nextInt(2); n > 0; n--) {
                mutate(event, random);
            }
            byte[] bytes = MAPPER.writeValueAsBytes(event);
            List<String> faults = EventValidator.schemaViolations(bytes);
            DecodeResult decoded = reader.read(null, bytes);
            String fault = detail(decoded);
            if (NOT_EXPRESSIBLE_IN_A_SCHEMA.stream().noneMatch(fault::startsWith)) {
                assertThat(faults.isEmpty())
                        .as("%s%nschema: %s%nreader: %s", new String(bytes, UTF_8), faults, decoded)
                        .isEqualTo(fault.isEmpty());
                assertThat(EventValidator.validate(bytes)).isEqualTo(faults);
            }
            valid += faults.isEmpty() ? 1 : 0;
        }
        assertThat(valid).as("both sorts are tried").isBetween(MUTATIONS / 20, MUTATIONS * 19 / 20);
    }

    @Test
    void every_violation_is_named() {
        String event = """
                {"specversion":"1.0","id":"","source":7,"type":"postwatch.officer.checked-in","time":"noon",
                 "partitionkey":"socorro-nm","data":{"campus":["a"],"duty":"\\u0007"}}""";
        assertThat(EventValidator.validate(event.getBytes(UTF_8)))
                .containsExactlyInAnyOrder(
                        "/id: found \"\", expected 1 to 128 characters (512 for an incident)",
                        "/source: found number 7, expected string",
                        "/time: found \"noon\", expected an RFC 3339 date-time with offset",
                        "/subject: found nothing, expected a value",
                        "/data/campus: found an array, expected string",
                        "/data/duty: found \"?\", expected no control, format or separator characters");
    }

    @Test
    void violations_that_no_schema_expresses_are_named_too() {
        String beat = """
                {"specversion":"1.0","id":"b","source":"hr","type":"postwatch.feed.heartbeat","id":"b",\
                "time":"2023-09-11T13:20:00Z","partitionkey":"socorro-nm"}""";
        assertThat(validate(beat)).containsExactly("id: expected once, found twice");
        assertThat(validate(beat.replace("\"id\":\"b\",\"time\"", "\"time\""))).isEmpty();
        assertThat(validate(beat.replace("heartbeat", "heartbeet")))
                .containsExactly("/type: found \"postwatch.feed.heartbeet\", expected a type of Postwatch");
        assertThat(validate("{}")).containsExactly("/type: found nothing, expected the type of an event");
        assertThat(validate(" ".repeat(70_000))).containsExactly("expected at most 65536 bytes, found 70000");
        assertThat(validate("{").get(0)).contains("expected JSON");
    }

    private static List<String> validate(String line) {
        return EventValidator.validate(line.getBytes(UTF_8));
    }

    private static byte[] sample(String type, RandomInputs samples) {
        EventWriter writer = new EventWriter();
        return switch (type) {
            case EventWriter.TICK -> writer.writeTick(samples.instant(), Optional.of(samples.instant()));
            default ->
                CommandType.of(type)
                        .map(command -> CommandJson.write(samples.command(command)))
                        .orElseGet(() -> writer.write(
                                samples.of(EventType.ofWireName(type).orElseThrow()), Optional.of(samples.instant())));
        };
    }

    @SuppressWarnings("unchecked")
    private static void mutate(Map<String, Object> event, Random random) {
        boolean inside = random.nextBoolean() && event.get("data") instanceof LinkedHashMap;
        Map<String, Object> fields = inside ? (Map<String, Object>) event.get("data") : event;
        List<String> names = new ArrayList<>(fields.keySet());
        names.addAll(
                inside
                        ? List.of(
                                "campus",
                                "duty",
                                "from",
                                "to",
                                "note",
                                "keepOpenFrom",
                                "completeSince",
                                "device",
                                "x",
                                "text",
                                "match",
                                "until",
                                "verified",
                                "emergency",
                                "what")
                        : List.of("subject", "partitionkey", "recordedtime", "data", "x"));
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> fields.remove(name);
            case 1 -> event.put("type", types().toList().get(random.nextInt(TYPES)));
            default -> fields.put(name, VALUES[random.nextInt(VALUES.length)]);
        }
    }

    /** Empty when accepted; a missing key is no fault of the bytes. */
    private static String detail(DecodeResult decoded) {
        return decoded instanceof DecodeFailure rejected && !rejected.reason().equals(DecodeFailure.WRONG_KEY)
                ? rejected.detail()
                : "";
    }
}
