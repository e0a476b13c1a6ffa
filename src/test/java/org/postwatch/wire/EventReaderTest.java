package org.postwatch.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.wire.DecodeResult.DecodeFailure;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventReaderTest {
    private static final String CHECK_IN = """
            {"specversion":"1.0","id":"e-17","source":"hr","type":"postwatch.officer.checked-in",\
            "time":"2023-09-11T13:20:00Z","subject":"P-1","partitionkey":"socorro-nm",\
            "data":{"campus":"sarracino-ms","duty":"sro"}}""";
    private static final Event CHECKED_IN = new PresenceSignal(
            new EventOrigin("socorro-nm", "hr", "e-17", Instant.parse("2023-09-11T13:20:00Z")),
            PresenceSignal.SignalKind.CHECKED_IN,
            "P-1",
            "sarracino-ms",
            Optional.of("sro"));

    private final EventReader reader = new EventReader();
    private final EventWriter writer = new EventWriter();

    @Test
    void an_event_is_read() {
        assertThat(read(CHECK_IN)).isEqualTo(new DecodeResult.DecodedEvent(CHECKED_IN));
    }

    @Test
    void fields_may_come_in_any_order_and_unknown_and_personal_ones_are_dropped() {
        String shuffled = """
                 {"data": {"visitor": {"name": "N. N.", "campus": 7, "data": [[{"type": 1}]]}, "duty": "sro",
                           "plate": "123-ABC", "from": 7, "campus": "sarracino-ms"},
                  "datacontenttype": "application/json", "recordedtime": "2023-09-11T13:20:01.5-06:00", "extra": null,
                  "partitionkey": "socorro-nm", "\\u0069d": "e-17", "subject": "P-1", "time": "2023-09-11T07:20:00.0009-06:00",
                  "type": "postwatch.officer.checked-in", "so\\u0075rce": "hr", "specversion": "1.0"}\n""";
        assertThat(read(shuffled)).isEqualTo(new DecodeResult.DecodedEvent(CHECKED_IN));
        assertThat(reader.recordedTime(shuffled.getBytes(UTF_8))).contains(Instant.parse("2023-09-11T19:20:01.500Z"));
        assertThat(reader.recordedTime(CHECK_IN.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void what_is_written_reads_back(EventType type) {
        for (int seed = 0; seed < 200; seed++) {
            RandomInputs samples = new RandomInputs(seed);
            Event event = samples.of(type);
            Instant recorded = samples.instant();
            byte[] bytes = writer.write(event, Optional.of(recorded));
            byte[] key = event.origin().district().getBytes(UTF_8);
            assertThat(reader.read(key, bytes)).isEqualTo(new DecodeResult.DecodedEvent(event));
            assertThat(reader.read(key, writer.write(event))).isEqualTo(new DecodeResult.DecodedEvent(event));
            assertThat(reader.recordedTime(bytes)).contains(recorded);
            assertThat(writer.write(event, Optional.of(recorded))).isEqualTo(bytes);
        }
    }

    @Test
    void ticks_and_commands_read_back() {
        Instant time = Instant.parse("2026-09-14T13:30:00Z");
        Instant open = Instant.parse("2026-09-01T06:00:00.123Z");
        assertThat(reader.read(null, writer.writeTick(time, Optional.empty())))
                .isEqualTo(new DecodeResult.ClockTick(time, Optional.empty()));
        assertThat(reader.read(new byte[] {1}, writer.writeTick(time, Optional.of(open))))
                .isEqualTo(new DecodeResult.ClockTick(time, Optional.of(open)));
        for (int seed = 0; seed < 200; seed++) {
            RandomInputs samples = new RandomInputs(seed);
            for (CommandType type : CommandType.values()) {
                OperatorCommand command = samples.command(type);
                byte[] bytes = CommandJson.write(command);
                assertThat(reader.read(command.district().getBytes(UTF_8), bytes))
                        .isEqualTo(new DecodeResult.DecodedCommand(command));
                assertThat(CommandJson.write(command)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void the_key_must_be_the_district() {
        byte[] value = CHECK_IN.getBytes(UTF_8);
        assertThat(reader.read(null, value))
                .isEqualTo(new DecodeFailure(
                        "wrong-key", "record key: expected the partitionkey, \"socorro-nm\", found nothing"));
        assertThat(reason(reader.read("socorro-tx".getBytes(UTF_8), value))).isEqualTo("wrong-key");
        assertThat(reason(reader.read("socorro-n".getBytes(UTF_8), value))).isEqualTo("wrong-key");
        assertThat(reason(reader.read(new byte[0], value))).isEqualTo("wrong-key");
        byte[] accented = CHECK_IN.replace("socorro-nm", "doña-ana").getBytes(UTF_8);
        assertThat(reader.read("doña-ana".getBytes(UTF_8), accented)).isInstanceOf(DecodeResult.DecodedEvent.class);
        assertThat(reason(reader.read("doña-ana".getBytes(ISO_8859_1), accented)))
                .isEqualTo("wrong-key");
    }

    private static String base64(String data) {
        return "\"data_base64\":\"" + Base64.getEncoder().encodeToString(data.getBytes(UTF_8)) + "\"";
    }

    /** CloudEvents 1.0, JSON format, 3.1: a producer may write any data so. */
    @Test
    void data_may_come_in_base64() {
        String data = "{\"campus\":\"sarracino-ms\",\"duty\":\"sro\"}";
        assertThat(read(CHECK_IN.replace("\"data\":" + data, base64(data))))
                .isEqualTo(new DecodeResult.DecodedEvent(CHECKED_IN));

        for (int seed = 0; seed < 20; seed++) {
            for (CommandType type : CommandType.values()) {
                OperatorCommand command = new RandomInputs(seed).command(type);
                ObjectNode event = (ObjectNode) new JsonMapper().readTree(CommandJson.write(command));
                if (event.has("data")) {
                    String encoded = event.remove("data").toString();
                    event.put("data_base64", Base64.getEncoder().encodeToString(encoded.getBytes(UTF_8)));
                }
                assertThat(reader.read(
                                command.district().getBytes(UTF_8),
                                event.toString().getBytes(UTF_8)))
                        .isEqualTo(new DecodeResult.DecodedCommand(command));
            }
        }
    }

    @Test
    void data_in_base64_is_validated_the_same_way() {
        String data = "\"data\":{\"campus\":\"sarracino-ms\",\"duty\":\"sro\"}";
        String field = "{\"campus\":7}";
        assertThat(read(CHECK_IN.replace(data, base64(field))))
                .isEqualTo(new DecodeFailure("malformed", "data.campus: expected a string, found number 7"));
        assertThat(read(CHECK_IN.replace(data, base64(field) + "," + data)))
                .isEqualTo(new DecodeFailure("malformed", "data: expected once, found twice"));
        assertThat(read(CHECK_IN.replace(data, base64(field) + "," + base64(field))))
                .isEqualTo(new DecodeFailure("malformed", "data_base64: expected once, found twice"));
        assertThat(read(CHECK_IN.replace(data, base64("[1]"))))
                .isEqualTo(new DecodeFailure("malformed", "data: expected an object, found an array"));
        assertThat(read(CHECK_IN.replace(data, base64("{\"campus\":\"a\"} {}"))))
                .isEqualTo(
                        new DecodeFailure("malformed", "data_base64: expected one JSON object, found more after it"));
        assertThat(read(CHECK_IN.replace(data, base64(""))))
                .isEqualTo(new DecodeFailure("malformed", "data_base64: expected a JSON object, found nothing"));
        assertThat(read(CHECK_IN.replace(data, "\"data_base64\":\"no*base64\"")))
                .isEqualTo(new DecodeFailure("malformed", "data_base64: expected Base64, found \"no*base64\""));
        assertThat(read(CHECK_IN.replace(data, "\"data_base64\":7")))
                .isEqualTo(new DecodeFailure("malformed", "data_base64: expected a string, found number 7"));
        assertThat(((DecodeFailure) read(CHECK_IN.replace(data, base64("{\"campus\":")))).detail())
                .startsWith("data_base64: byte ");
        assertThat(read(CHECK_IN.replace(data, "\"data_base64\":null," + data)))
                .isEqualTo(new DecodeResult.DecodedEvent(CHECKED_IN));
    }

    @Test
    void types_of_others_are_unknown() {
        assertThat(read(CHECK_IN.replace("checked-in", "checked-on")))
                .isEqualTo(new DecodeFailure(
                        "unknown-type", "type: expected one of Postwatch, found \"postwatch.officer.checked-on\""));
    }

    @Test
    void size_is_limited_to_the_byte() {
        int room = 65_536 - CHECK_IN.length();
        assertThat(read(CHECK_IN + " ".repeat(room))).isInstanceOf(DecodeResult.DecodedEvent.class);
        assertThat(reason(read(CHECK_IN + " ".repeat(room + 1)))).isEqualTo("too-large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sarracino-ms\"            | 7                            | data.campus: expected a string, found number 7",
                "\"sarracino-ms\"            | -1e999999999                 | data.campus: expected a string, found number -1e999999999",
                "\"sarracino-ms\"            | true                         | data.campus: expected a string, found true",
                "\"sarracino-ms\"            | [\"a\"]                      | data.campus: expected a string, found an array",
                "\"sarracino-ms\"            | {\"id\":\"a\"}               | data.campus: expected a string, found an object",
                "\"sarracino-ms\"            | null                         | data.campus: expected a string, found nothing",
                "\"sarracino-ms\"            | \"\"                         | data.campus: expected 1 to 128 printable characters, found \"\"",
                "\"sarracino-ms\"            | \"a\\u000ab\"                | data.campus: expected 1 to 128 printable characters, found \"a?b\"",
                "\"sarracino-ms\"            | \"a\\u202eb\"                | data.campus: expected 1 to 128 printable characters, found \"a?b\"",
                "\"sarracino-ms\"            | \"a\\u2028b\"                | data.campus: expected 1 to 128 printable characters, found \"a?b\"",
                "\"sarracino-ms\"            | \"\\udb40\\udc41\"            | data.campus: expected 1 to 128 printable characters, found \"?\"",
                "\"sarracino-ms\"            | \"\\ud800\"                  | data.campus: expected 1 to 128 printable characters, found \"?\"",
                "\"campus\":                 | \"campus\":\"b\",\"campus\": | data.campus: expected once, found twice",
                "\"id\":\"e-17\"             | \"id\":\"a\",\"id\":\"e-17\" | id: expected once, found twice",
                "\"id\":\"e-17\"             | \"ID\":\"e-17\"              | id: expected a string, found nothing",
                "\"specversion\":\"1.0\"     | \"specversion\":\"0.3\"      | specversion: expected \"1.0\", found \"0.3\"",
                "\"type\":                   | \"kind\":                    | type: expected a string, found nothing",
                "2023-09-11T13:20:00Z        | 2023-09-11T13:20:00          | time: expected an RFC 3339 date-time with offset, found \"2023-09-11T13:20:00\"",
                "\"2023-09-11T13:20:00Z\"    | 1694438400000                | time: expected a string, found number 1694438400000",
                "\"partitionkey\":           | \"partition\":               | partitionkey: expected a string, found nothing",
                "\"subject\":\"P-1\",        | ''                           | subject: expected a string, found nothing",
                "\"data\":{                  | \"date\":{                   | data: expected an object, found nothing",
                "\"data\":                   | \"data\":[],\"old\":         | data: expected an object, found an array",
                "\"source\"                  | \"recordedtime\":\"noon\",\"source\" | recordedtime: expected an RFC 3339 date-time with offset, found \"noon\"",
            })
    void the_malformed_field_is_named(String from, String to, String detail) {
        assertThat(CHECK_IN).contains(from);
        assertThat(read(CHECK_IN.replace(from, to))).isEqualTo(new DecodeFailure("malformed", detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "7", "\"x\"", "[]", "null", "{", "{}", "{\"id\":NaN}", "{'id':1}", "{\"id\":01}", "{}{}"
            })
    void anything_but_an_object_is_malformed(String text) {
        assertThat(reason(read(text))).isEqualTo("malformed");
    }

    @Test
    void odd_documents_are_malformed() {
        assertThat(reader.read(null, null))
                .isEqualTo(new DecodeFailure("malformed", "expected a JSON object, found no value"));
        assertThat(read(CHECK_IN + "x")).extracting(EventReaderTest::reason).isEqualTo("malformed");
        assertThat(read(CHECK_IN + CHECK_IN))
                .isEqualTo(new DecodeFailure("malformed", "expected one JSON object, found more after it"));
        assertThat(reason(reader.read(null, CHECK_IN.getBytes(UTF_16LE)))).isEqualTo("malformed");
        assertThat(reader.read(null, CHECK_IN.replace("e-17", "é").getBytes(ISO_8859_1)))
                .isEqualTo(new DecodeFailure("malformed", "expected UTF-8 text, found bytes that are none"));
        String deep = CHECK_IN.replace("\"duty\"", "\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + ",\"duty\"");
        assertThat(reason(read(deep))).isEqualTo("malformed");
        String huge = CHECK_IN.replace("\"duty\"", "\"x\":" + "9".repeat(20_000) + ",\"duty\"");
        assertThat(reason(read(huge))).isEqualTo("malformed");
    }

    @Test
    void any_number_of_made_up_names_leaves_the_next_event_untouched() {
        for (int document = 0; document < 20; document++) {
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < 4_000; i++) {
                names.append('"')
                        .append(Integer.toString(document * 4_000 + i, 36))
                        .append("\":1,");
            }
            assertThat(read(CHECK_IN.replace("\"duty\"", names + "\"duty\"")))
                    .isEqualTo(new DecodeResult.DecodedEvent(CHECKED_IN));
        }
        assertThat(read(CHECK_IN)).isEqualTo(new DecodeResult.DecodedEvent(CHECKED_IN));
    }

    @Test
    void ids_have_at_most_128_characters_counted_as_people_count_them() {
        assertThat(read(CHECK_IN.replace("e-17", "x".repeat(128)))).isInstanceOf(DecodeResult.DecodedEvent.class);
        assertThat(read(CHECK_IN.replace("e-17", "\uD83D\uDD14".repeat(128))))
                .isInstanceOf(DecodeResult.DecodedEvent.class);
        assertThat(reason(read(CHECK_IN.replace("e-17", "x".repeat(129))))).isEqualTo("malformed");
        assertThat(reason(read(CHECK_IN.replace("e-17", "\uD83D\uDD14".repeat(129)))))
                .isEqualTo("malformed");
    }

    @Test
    void a_heartbeat_is_complete_up_to_its_time_and_no_further() {
        String beat = """
                {"specversion":"1.0","id":"b","source":"hr","type":"postwatch.feed.heartbeat","subject":"hr",\
                "time":"2023-09-11T13:20:00Z","partitionkey":"socorro-nm","data":{"completeSince":"%s"}}""";
        assertThat(read(beat.formatted("2023-09-11T13:20:00Z"))).isInstanceOf(DecodeResult.DecodedEvent.class);
        assertThat(read(beat.formatted("2023-09-11T13:20:00.001Z")))
                .isEqualTo(new DecodeFailure(
                        "malformed",
                        "data.completeSince: expected no instant after the time, 2023-09-11T13:20:00Z,"
                                + " found 2023-09-11T13:20:00.001Z"));
        assertThat(reason(read(
                        beat.formatted("2023-09-11T13:20:00Z").replace("\"subject\":\"hr\"", "\"subject\":\"pd\""))))
                .isEqualTo("malformed");
    }

    @Test
    void a_shift_ends_after_it_starts() {
        String shift = """
                {"specversion":"1.0","id":"s","source":"hr","type":"postwatch.shift.planned","subject":"P-1",\
                "time":"2023-09-11T13:20:00Z","partitionkey":"socorro-nm",\
                "data":{"shift":"s-1","campus":"a","from":"2023-09-12T08:00:00Z","to":"%s"}}""";
        assertThat(read(shift.formatted("2023-09-12T08:00:00.001Z"))).isInstanceOf(DecodeResult.DecodedEvent.class);
        assertThat(read(shift.formatted("2023-09-12T08:00:00.0009Z")))
                .isEqualTo(
                        new DecodeFailure(
                                "malformed",
                                "data.to: expected an instant after data.from, 2023-09-12T08:00:00Z, found 2023-09-12T08:00:00Z"));
    }

    private DecodeResult read(String json) {
        return reader.read("socorro-nm".getBytes(UTF_8), json.getBytes(UTF_8));
    }

    private static String reason(DecodeResult decoded) {
        return decoded instanceof DecodeFailure rejected ? rejected.reason() : "none: " + decoded;
    }
}
