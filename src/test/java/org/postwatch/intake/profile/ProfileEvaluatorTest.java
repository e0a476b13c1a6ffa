package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.intake.profile.ProfileFixture.ARRIVAL;
import static org.postwatch.intake.profile.ProfileFixture.evaluate;
import static org.postwatch.intake.profile.ProfileFixture.evaluator;
import static org.postwatch.intake.profile.ProfileFixture.message;
import static org.postwatch.intake.profile.ProfileFixture.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.UnmappedId;

/** What a profile makes of messages, and what it must not make of them. */
class ProfileEvaluatorTest {
    private static final String PRESS = """
            - name: press
              match: body.what == "ring"
              type: postwatch.entrance.buzzer-pressed
              map: {device: body.device}
              time: epoch(body.at)
              id: body.id
            """;

    private static final String PRESS_ON_ARRIVAL = """
            - name: press
              match: body.what == "ring"
              type: postwatch.entrance.buzzer-pressed
              map: {device: body.device}
              time: arrival
            """;

    private static String ring(String fields) {
        return "{\"what\":\"ring\",\"device\":\"d\"" + fields + "}";
    }

    private static List<String> rejections(IntakeResult result) {
        return result.rejections().stream().map(MessageRejection::toString).toList();
    }

    @Test
    void a_message_with_an_id_and_without_a_time_is_the_same_event_when_it_is_repeated() {
        ProfileEvaluator evaluator = evaluator(PRESS_ON_ARRIVAL + "  id: body.?id\n");
        IntakeMessage first = message(ring(",\"id\":\"a-1\""));
        IntakeMessage repeated = IntakeMessage.webhook(Map.of(), Map.of(), first.body(), ARRIVAL.plusSeconds(60));
        IntakeMessage other = IntakeMessage.webhook(
                Map.of(), Map.of(), ring(",\"id\":\"a-2\"").getBytes(UTF_8), ARRIVAL.plusSeconds(60));

        List<Event> events = Stream.of(first, repeated, other)
                .map(message -> evaluator
                        .evaluate(message, source(evaluator.profile()))
                        .events()
                        .get(0))
                .toList();

        assertThat(events).extracting(Event::id).containsExactly("a-1", "a-1", "a-2");
        assertThat(events.get(1)).isEqualTo(events.get(0));
        assertThat(events.get(2).time()).isEqualTo(ARRIVAL.plusSeconds(60));
    }

    @Test
    void an_id_that_a_vendor_uses_again_after_an_hour_is_a_press_of_its_own() {
        ProfileEvaluator evaluator = evaluator(PRESS_ON_ARRIVAL + "  id: body.?id\n");
        byte[] body = ring(",\"id\":\"a-1\"").getBytes(UTF_8);

        assertThat(Stream.of(0, 3_600, 3_601, 3_700)
                        .map(seconds -> IntakeMessage.webhook(Map.of(), Map.of(), body, ARRIVAL.plusSeconds(seconds)))
                        .map(message -> evaluator
                                .evaluate(message, source(evaluator.profile()))
                                .events()
                                .get(0)
                                .time()))
                .containsExactly(ARRIVAL, ARRIVAL, ARRIVAL.plusSeconds(3_601), ARRIVAL.plusSeconds(3_601));
    }

    @Test
    void without_an_id_in_the_message_each_delivery_is_a_press() {
        ProfileEvaluator evaluator = evaluator(PRESS_ON_ARRIVAL + "  id: body.?id\n");

        assertThat(Stream.of(message(ring("")), message(ring("")))
                        .map(message -> evaluator
                                .evaluate(message, source(evaluator.profile()))
                                .events()
                                .get(0)
                                .id()))
                .containsExactly("fresh-1", "fresh-2");
    }

    @Test
    void two_presses_without_a_time_a_minute_apart_are_two_presses() {
        ProfileEvaluator evaluator = evaluator(PRESS_ON_ARRIVAL);
        IntakeMessage first = message(ring(""));
        IntakeMessage second =
                IntakeMessage.webhook(Map.of(), Map.of(), first.body(), ARRIVAL.plus(Duration.ofMinutes(1)));
        Event one =
                evaluator.evaluate(first, source(evaluator.profile())).events().get(0);
        Event two =
                evaluator.evaluate(second, source(evaluator.profile())).events().get(0);
        assertThat(two.id()).isNotEqualTo(one.id());
        assertThat(Duration.between(one.time(), two.time())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void ids_of_deliveries_are_fresh_by_default() {
        Profile profile = evaluator(PRESS_ON_ARRIVAL).profile();
        ProfileEvaluator evaluator = new ProfileEvaluator(profile);
        List<String> ids = IntStream.range(0, 100)
                .mapToObj(i -> evaluator
                        .evaluate(message(ring("")), source(profile))
                        .events()
                        .get(0)
                        .id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void an_id_that_is_not_mapped_makes_no_event_and_is_counted() {
        IntakeResult result = evaluate(PRESS, "{\"what\":\"ring\",\"device\":\"e\",\"at\":1,\"id\":\"a\"}");
        assertThat(result.events()).isEmpty();
        assertThat(result.unmapped()).containsOnlyKeys(new UnmappedId("device", "e"));
    }

    @Test
    void what_an_unmapped_or_unreadable_message_would_have_become_is_known() {
        String entries = """
                - name: alarm
                  match: "true"
                  by: body.what
                  types: {gun: postwatch.camera.weapon-seen, ring: postwatch.entrance.buzzer-pressed}
                  map: {device: body.device}
                  time: epoch(body.at)
                  id: body.id
                """;

        assertThat(evaluate(entries, "{\"what\":\"gun\",\"device\":\"e\",\"at\":1,\"id\":\"a\"}")
                        .unmapped())
                .isEqualTo(Map.of(new UnmappedId("device", "e"), Set.of(EventType.WEAPON_SEEN)));
        assertThat(evaluate(entries, "{\"what\":\"gun\",\"device\":\"d\",\"at\":\"soon\",\"id\":\"a\"}")
                        .rejections())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.type()).hasValue(EventType.WEAPON_SEEN));
        assertThat(evaluate(entries, "{\"device\":\"d\",\"at\":1,\"id\":\"a\"}").rejections())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.type()).isEmpty());
    }

    @Test
    void an_unmapped_id_of_half_a_character_can_be_written() {
        IntakeResult result = evaluate(PRESS, "{\"what\":\"ring\",\"device\":\"\\ud83d\",\"at\":1,\"id\":\"a\"}");
        assertThat(result.unmapped().keySet())
                .allSatisfy(id -> assertThat(id.id()).isEqualTo("\ufffd"));
    }

    @Test
    void an_unmapped_id_is_kept_up_to_128_characters() {
        IntakeResult result = evaluate(
                PRESS, "{\"what\":\"ring\",\"device\":\"" + "\ud83d\udeaa".repeat(200) + "\",\"at\":1,\"id\":\"a\"}");
        assertThat(result.unmapped())
                .containsOnlyKeys(new UnmappedId("device", "\ud83d\udeaa".repeat(127) + "\ufffd…"));
    }

    @Test
    void good_events_of_a_message_count_whatever_is_wrong_with_the_others() {
        IntakeResult result = evaluate("""
                - name: presses
                  match: "true"
                  each: body.presses
                  type: postwatch.entrance.buzzer-pressed
                  map: {device: item.device}
                  time: epoch(item.at)
                  id: item.id
                """, """
                {"presses":[{"device":"d","at":1,"id":"a"},{"device":"d","at":"soon","id":"b"},{"device":"d","id":"c"},
                {"device":"e","at":4,"id":"d"},{"device":"d","at":5,"id":"e"}]}
                """);
        assertThat(result.events()).extracting(Event::id).containsExactly("a", "e");
        assertThat(rejections(result))
                .containsExactly(
                        "malformed: body.presses[].at: expected a Unix time in seconds, of the years 1970 to 9999",
                        "malformed: body.presses[].at: expected a value, found nothing");
        assertThat(result.unmapped()).containsOnlyKeys(new UnmappedId("device", "e"));
        assertThat(result.isRejected()).isFalse();
    }

    @Test
    void a_retained_message_is_never_a_press_or_a_weapon() {
        String entries = PRESS_ON_ARRIVAL + """
                - name: weapon or state
                  match: has(body.state)
                  by: body.state
                  types: {gun: postwatch.camera.weapon-seen, up: postwatch.device.online}
                  map: {device: body.device}
                  time: arrival
                """;
        for (String body :
                List.of(ring(""), "{\"state\":\"gun\",\"device\":\"d\"}", "{\"state\":\"up\",\"device\":\"d\"}")) {
            IntakeResult kept = evaluate(entries, IntakeMessage.mqtt("t", true, body.getBytes(UTF_8), ARRIVAL));
            assertThat(kept.events()).as(body).isEmpty();
            assertThat(kept.drops()).as(body).containsExactly(DropReason.RETAINED);
            IntakeResult sent = evaluate(entries, IntakeMessage.mqtt("t", false, body.getBytes(UTF_8), ARRIVAL));
            assertThat(sent.events()).as(body).hasSize(1);
        }
    }

    @Test
    void a_retained_state_counts_where_the_profile_says_so() {
        IntakeResult result = evaluate("""
                - name: state
                  body: text
                  match: "true"
                  by: body
                  types: {up: postwatch.device.online, down: postwatch.device.offline}
                  map: {device: topic}
                  time: arrival
                  retained: state
                """, IntakeMessage.mqtt("d", true, "down".getBytes(UTF_8), ARRIVAL));
        assertThat(result.events()).extracting(Event::type).containsExactly(EventType.DEVICE_OFFLINE);
    }

    @Test
    void only_what_is_named_is_kept() {
        IntakeResult result =
                evaluate(PRESS, ring(",\"at\":1,\"id\":\"a\",\"visitor\":\"Jane Doe\",\"plate\":\"ABC 123\""));
        assertThat(result.events().toString()).doesNotContain("Jane", "ABC");
    }

    @Test
    void credentials_are_not_seen_by_expressions() {
        IntakeResult result = evaluate(
                """
                - name: press
                  match: "true"
                  type: postwatch.entrance.buzzer-pressed
                  subject: headers["x-campus"]
                  data: {entrance: 'headers["authorization"]'}
                  time: arrival
                """,
                IntakeMessage.webhook(
                        Map.of("authorization", "Bearer s3cret", "x-campus", "north"),
                        Map.of(),
                        "{}".getBytes(UTF_8),
                        ARRIVAL));
        assertThat(rejections(result))
                .containsExactly("malformed: headers.authorization: expected a value, found nothing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":1,"a":2}                | expected each key of an object once, found one twice at character 11
                    {"a":NaN}                    | expected JSON of at most 64 levels, with numbers of at most 100 digits; it is broken at character 8
                    {"a":18446744073709551615}   | expected whole numbers of 64 bits, found a larger one at character 5
                    {"a":1e400}                  | expected numbers below 1.8e308, found a larger one at character 5
                    {} {}                        | expected one JSON value, found more after it
                    {"secret                     | expected JSON of at most 64 levels, with numbers of at most 100 digits; it is broken at character 8
                    ''                           | expected JSON, found nothing
                    """)
    void what_decoders_could_read_differently_is_rejected(String body, String detail) {
        IntakeResult result = evaluate(PRESS, body);
        assertThat(result.isRejected()).isTrue();
        assertThat(rejections(result)).containsExactly("malformed: body: " + detail);
    }

    @Test
    void deep_nesting_is_rejected_one_level_above_the_limit() {
        String deepest = "[".repeat(MessageBody.MAX_DEPTH) + "]".repeat(MessageBody.MAX_DEPTH);
        assertThat(evaluate(PRESS, deepest).drops()).containsExactly(DropReason.NOT_OF_INTEREST);
        assertThat(evaluate(PRESS, "[" + deepest + "]").isRejected()).isTrue();
    }

    @Test
    void bytes_that_are_not_utf_8_are_rejected() {
        byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
        IntakeResult result = evaluate(PRESS, IntakeMessage.webhook(Map.of(), Map.of(), overlong, ARRIVAL));
        assertThat(rejections(result)).containsExactly("malformed: body: expected UTF-8 text");
    }

    @Test
    void a_message_of_more_than_256_kb_is_rejected() {
        String most = ring(",\"at\":1,\"id\":\"a\",\"x\":\"" + "x".repeat(IntakeMessage.MAX_BYTES - 51) + "\"");
        assertThat(most.length()).isEqualTo(IntakeMessage.MAX_BYTES);
        assertThat(evaluate(PRESS, most).events()).hasSize(1);
        assertThat(rejections(evaluate(PRESS, most + " ")))
                .containsExactly("too-large: body: expected at most 262144 bytes");
    }

    @Test
    void a_message_becomes_at_most_100_events() {
        String entries = """
                - name: presses
                  match: "true"
                  each: body
                  type: postwatch.entrance.buzzer-pressed
                  map: {device: '"d"'}
                  time: epoch(item)
                  id: item
                """;
        String hundred = IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        assertThat(evaluate(entries, hundred).events()).hasSize(100);
        assertThat(evaluate(entries, hundred).rejections()).isEmpty();
        IntakeResult more = evaluate(entries, hundred.replace("[", "[100,"));
        assertThat(more.events()).hasSize(100);
        assertThat(rejections(more)).containsExactly("too-many: body: expected at most 100 events in a message");
    }

    /** A message that lists all devices of a system is as large as the system. */
    @Test
    void a_message_becomes_at_most_1000_states_of_devices_beside_its_events() {
        String entries = """
                - name: states
                  match: "true"
                  each: body
                  type: postwatch.device.online
                  subject: '"north"'
                  data: {device: '"camera-" + string(item)'}
                  time: epoch(item)
                  id: '"state-" + string(item)'
                - name: presses
                  match: "true"
                  each: 'body.filter(n, n < 2)'
                  type: postwatch.entrance.buzzer-pressed
                  map: {device: '"d"'}
                  time: epoch(item)
                  id: '"press-" + string(item)'
                """;
        String thousand =
                IntStream.range(0, 1_000).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        assertThat(evaluate(entries, thousand).events()).hasSize(1_002);
        assertThat(evaluate(entries, thousand).rejections()).isEmpty();
    }

    @Test
    void the_events_of_a_message_have_at_most_64_kb() {
        IntakeResult result = evaluate(
                """
                - name: presses
                  match: "true"
                  each: body
                  type: postwatch.entrance.buzzer-pressed
                  subject: item.campus
                  data: {entrance: item.entrance}
                  time: epoch(1)
                  id: item.id
                """,
                IntStream.range(0, 100)
                        .mapToObj(i -> "{\"campus\":\"" + "\u5b66".repeat(128) + "\",\"entrance\":\""
                                + "\u6821".repeat(128) + "\",\"id\":\"" + i + "\"}")
                        .collect(Collectors.joining(",", "[", "]")));
        assertThat(result.events().size()).isBetween(50, 99);
        assertThat(rejections(result))
                .containsExactly("too-large: body: expected events of at most 65536 bytes together in a message");
    }

    @Test
    void a_loop_within_a_loop_is_bounded() {
        String entries = """
                - name: loops
                  match: body.all(a, body.all(b, true))
                  type: postwatch.feed.heartbeat
                  time: arrival
                """;
        String ninety = IntStream.range(0, 90).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
        assertThat(evaluate(entries, ninety).events()).hasSize(1);
        assertThat(rejections(evaluate(entries, ninety.replace("[", "[1,1,1,1,1,1,1,1,1,1,1,"))))
                .containsExactly("too-many: body: more than 10000 iterations in 'body.all(a, body.all(b, true))'");
    }

    @Test
    void two_different_events_with_one_id_are_a_fault_of_the_profile() {
        IntakeResult result =
                evaluate(PRESS + PRESS.replace("buzzer-pressed", "door-forced"), ring(",\"at\":1,\"id\":\"a\""));
        assertThat(result.events()).hasSize(1);
        assertThat(rejections(result))
                .singleElement()
                .asString()
                .startsWith("malformed: id: two events of one message");
        assertThat(evaluate(PRESS + PRESS, ring(",\"at\":1,\"id\":\"a\"")).rejections())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u202e", "\\ud800", "\\u0000", ""})
    void what_the_reader_of_events_would_reject_is_rejected_here_without_its_value(String id) {
        IntakeResult result = evaluate(PRESS, ring(",\"at\":1,\"id\":\"" + id + "\""));
        assertThat(result.events()).isEmpty();
        assertThat(rejections(result))
                .singleElement()
                .asString()
                .isIn(
                        "malformed: id: expected 1 to 128 printable characters",
                        "malformed: event: expected text of whole characters");
    }

    @Test
    void a_message_of_the_test_mode_is_dropped_and_counted() {
        String entries = PRESS_ON_ARRIVAL.replace("  type:", "  test: body.test == true\n  type:");
        assertThat(evaluate(entries, ring(",\"test\":true")).drops()).containsExactly(DropReason.TEST);
        assertThat(evaluate(entries, ring(",\"test\":false")).events()).hasSize(1);
        assertThat(evaluate(entries, ring("")).events()).hasSize(1);
    }

    @Test
    void a_null_of_the_vendor_is_an_absent_field() {
        assertThat(rejections(evaluate(PRESS, ring(",\"at\":null,\"id\":\"a\""))))
                .containsExactly("malformed: body.at: expected a value, found nothing");
    }

    @Test
    void keys_are_run_through_in_one_order() {
        String entries = """
                - name: states
                  match: "true"
                  each: body.states.map(name, name)
                  by: body.states[item]
                  types: {up: postwatch.device.online, down: postwatch.device.offline}
                  subject: '"north"'
                  data: {device: item}
                  time: arrival
                """;
        IntakeResult one = evaluate(entries, "{\"states\":{\"a\":\"up\",\"b\":\"down\"}}");
        IntakeResult other = evaluate(entries, "{\"states\":{\"b\":\"down\",\"a\":\"up\"}}");
        assertThat(one.events()).hasSize(2).isEqualTo(other.events());
    }

    @Test
    void expressions_can_look_into_the_map() {
        String entries = """
                - name: person at a known campus
                  match: has(map.device) && body.device in map.device && map.device[body.device].campus == "north"
                  type: postwatch.camera.person-seen
                  map: {device: body.device}
                  time: arrival
                """;
        assertThat(evaluate(entries, "{\"device\":\"d\"}").events())
                .extracting(Event::type)
                .containsExactly(EventType.PERSON_SEEN);
        assertThat(evaluate(entries, "{\"device\":\"e\"}").drops()).containsExactly(DropReason.NOT_OF_INTEREST);
    }

    @Test
    void a_form_is_decoded() {
        IntakeResult result = evaluate(
                PRESS.replace("  match:", "  body: form\n  match:"), "what=ring&device=d&at=1700000000.5&id=a%20b");
        assertThat(result.events()).extracting(Event::id).containsExactly("a b");
    }

    @ParameterizedTest
    @CsvSource({
        "1789392600.25, 2026-09-14T13:30:00.250Z",
        "1607123955.475377, 2020-12-04T23:19:15.475Z",
        "1607123955.999999, 2020-12-04T23:19:15.999Z",
        "1700000000.123, 2023-11-14T22:13:20.123Z",
        "1700000000, 2023-11-14T22:13:20Z",
        "1.7e9, 2023-11-14T22:13:20Z",
        "'\"1700000000.5\"', 2023-11-14T22:13:20.500Z",
        "0, 1970-01-01T00:00:00Z",
        "253402300799.999, 9999-12-31T23:59:59.999Z"
    })
    void a_unix_time_keeps_its_milliseconds(String number, String expected) {
        IntakeResult result = evaluate(PRESS, ring(",\"at\":" + number + ",\"id\":\"a\""));
        assertThat(result.events()).extracting(Event::time).containsExactly(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "253402300800", "1e300", "true", "[1]", "\"soon\"", "\"\"", "\"1e99999999\""})
    void what_is_no_unix_time_is_rejected(String number) {
        IntakeResult result = evaluate(PRESS, ring(",\"at\":" + number + ",\"id\":\"a\""));
        assertThat(rejections(result))
                .containsExactly("malformed: body.at: expected a Unix time in seconds, of the years 1970 to 9999");
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "1.5, 1.5", "true, true", "1e21, 1000000000000000000000", "0.1, 0.1", "2e-3, 0.002"})
    void numbers_become_text_as_they_were_written(String number, String expected) {
        IntakeResult result =
                evaluate(PRESS.replace("id: body.id", "id: text(body.id)"), ring(",\"at\":1,\"id\":" + number));
        assertThat(result.events()).extracting(Event::id).containsExactly(expected);
    }
}
