package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postwatch.event.Event;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Thousands of messages, good and broken, through two evaluators that were compiled apart, as on two instances. A failure
 * names the seed of its message.
 */
class GeneratedMessagesTest {
    private static final int COUNT = Integer.getInteger("messages", 1_000);
    private static final long SEED = Long.getLong("seed", 15L);
    /** In every text that a message holds and no rejection may repeat. */
    private static final String PRIVATE = "Jane-Doe";

    private static final ProfileText SHELLY = new ProfileDirectory(Path.of("config/intake/profiles"))
            .find("shelly-gen2")
            .orElseThrow();
    private static final IntakeSource SOURCE = new IntakeSource(
            "springfield",
            "buttons",
            "shelly-buttons",
            new SourceTransport.WebhookTransport(),
            SHELLY,
            new VendorMap(Map.of(
                    "device",
                    Map.of(
                            "shelly/input:0", target("main"),
                            "shelly/input:1", target("gym")))),
            Map.of("contactOn", "door-forced", "contactOff", "door-secured"),
            List.of());

    private final ProfileEvaluator here = evaluator();
    private final ProfileEvaluator there = evaluator();
    private final EventWriter writer = new EventWriter();
    private final JsonMapper json = new JsonMapper();

    private static MappedTarget target(String entrance) {
        return new MappedTarget(Optional.of("north"), Optional.of(entrance), Optional.empty(), Optional.empty());
    }

    private static ProfileEvaluator evaluator() {
        return new ProfileEvaluator(ProfileReader.read(SHELLY).profile().orElseThrow(), () -> {
            throw new AssertionError("these messages have times");
        });
    }

    private static IntakeMessage message(byte[] body) {
        return IntakeMessage.mqtt("shelly/events/rpc", false, body, Instant.parse("2026-09-14T13:30:00Z"));
    }

    private List<String> bytes(IntakeResult result) {
        return result.events().stream()
                .map(event -> new String(writer.write(event), UTF_8))
                .toList();
    }

    @Test
    void the_same_message_becomes_the_same_bytes_everywhere() {
        int events = 0;
        int rejections = 0;
        for (int i = 0; i < COUNT; i++) {
            Map<String, Object> body = notification(new Random(SEED + i));
            byte[] sent = json.writeValueAsBytes(body);
            byte[] shuffled = json.writeValueAsBytes(shuffled(body, new Random(SEED - i)));
            IntakeResult result = here.evaluate(message(sent), SOURCE);
            List<String> bytes = bytes(result);
            assertThat(bytes(there.evaluate(message(sent), SOURCE)))
                    .as("seed %d, another instance", SEED + i)
                    .isEqualTo(bytes);
            assertThat(bytes(there.evaluate(message(shuffled), SOURCE)))
                    .as("seed %d, keys in another order", SEED + i)
                    .isEqualTo(bytes);
            assertThatAllCanBeRead(result, SEED + i);
            events += result.events().size();
            rejections += result.rejections().size();
        }
        assertThat(events).as("events").isGreaterThan(COUNT / 3);
        assertThat(rejections).as("rejections").isGreaterThan(COUNT / 20);
    }

    @Test
    void threads_share_an_evaluator() {
        List<byte[]> bodies = IntStream.range(0, COUNT)
                .mapToObj(i -> json.writeValueAsBytes(notification(new Random(SEED + i))))
                .toList();
        List<IntakeResult> alone = bodies.stream()
                .map(body -> here.evaluate(message(body), SOURCE))
                .toList();
        List<IntakeResult> together = bodies.parallelStream()
                .map(body -> here.evaluate(message(body), SOURCE))
                .toList();
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void damaged_messages_neither_throw_nor_show_their_values() {
        for (int i = 0; i < COUNT; i++) {
            Random random = new Random(SEED + i);
            byte[] body = json.writeValueAsBytes(notification(random));
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(body, random.nextBoolean() ? body.length : random.nextInt(body.length));
            IntakeResult result = here.evaluate(message(cut), SOURCE);
            assertThatAllCanBeRead(result, SEED + i);
            assertThat(result.rejections().toString()).as("seed %d", SEED + i).doesNotContain("Jane", "Doe");
        }
    }

    private void assertThatAllCanBeRead(IntakeResult result, long seed) {
        for (Event event : result.events()) {
            assertThat(new EventReader().read("springfield".getBytes(UTF_8), writer.write(event)))
                    .as("seed %d", seed)
                    .isEqualTo(new DecodeResult.DecodedEvent(event));
        }
    }

    private static Map<String, Object> notification(Random random) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("ts", 1_789_392_600.25 + random.nextInt(100_000));
        boolean contact = random.nextInt(4) == 0;
        if (contact) {
            params.put("input:" + random.nextInt(3), Map.of("id", 0, "state", value(random, random.nextBoolean())));
        } else {
            List<Object> events = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                events.add(event(random));
            }
            params.put("events", events);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("src", random.nextInt(20) == 0 ? PRIVATE : "shelly");
        body.put("dst", PRIVATE);
        body.put("method", contact ? "NotifyStatus" : "NotifyEvent");
        body.put("params", params);
        return body;
    }

    private static Map<String, Object> event(Random random) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("component", value(random, "input:" + random.nextInt(3)));
        event.put("event", value(random, random.nextBoolean() ? "single_push" : "btn_down"));
        event.put("ts", value(random, 1_789_392_600.5 + random.nextInt(100_000)));
        event.put("who", PRIVATE);
        if (random.nextInt(15) == 0) {
            event.remove(List.of("component", "event", "ts").get(random.nextInt(3)));
        }
        return event;
    }

    /** Mostly the value, else something that should not be there. */
    private static Object value(Random random, Object usual) {
        return switch (random.nextInt(40)) {
            case 0 -> PRIVATE;
            case 1 -> List.of(PRIVATE);
            case 2 -> Map.of("a", PRIVATE);
            case 3 -> 1e300;
            case 4 -> -1;
            case 5 -> true;
            case 6 -> "\u202e" + PRIVATE;
            default -> usual;
        };
    }

    private static Object shuffled(Object value, Random random) {
        if (value instanceof Map<?, ?> map) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
            Collections.shuffle(entries, random);
            Map<Object, Object> copy = new LinkedHashMap<>();
            entries.forEach(entry -> copy.put(entry.getKey(), shuffled(entry.getValue(), random)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(each -> shuffled(each, random)).toList()
                : value;
    }
}
