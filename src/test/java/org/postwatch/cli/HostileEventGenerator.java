package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.streams.Topics;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.EventWriter;

/** What must be rejected on any input topic of a district {@code d}, and for which reason; the same for the same seed. */
final class HostileEventGenerator {
    static final List<String> TOPICS = List.of(
            Topics.ENTRANCE_EVENTS,
            Topics.CAMERA_EVENTS,
            Topics.STAFFING_EVENTS,
            Topics.CONDUCT_EVENTS,
            Topics.COMMANDS,
            Topics.PLANS,
            Topics.CLOCK);
    private static final int LARGE = 65_537;
    private static final int ONE_LARGE_IN = 2_000;

    private final Random random;
    private final EventWriter writer = new EventWriter();
    private int made;

    HostileEventGenerator(long seed) {
        random = new Random(seed);
    }

    record HostileEvent(byte[] key, byte[] value, String reason) {}

    HostileEvent next(String topic, Instant now) {
        made++;
        if (topic.equals(Topics.PLANS)) {
            return plan();
        }
        return switch (random.nextInt(6)) {
            case 0 -> of("d", noise(), "malformed");
            case 1 -> of("d", null, "malformed");
            case 2 -> of("d", cut(validEvent(topic, "d", now)), "malformed");
            case 3 ->
                random.nextInt(ONE_LARGE_IN) == 0 ? of("d", new byte[LARGE], "too-large") : rejectedEvent(topic, now);
            default -> rejectedEvent(topic, now);
        };
    }

    /** What could be read, and must not be believed. */
    private HostileEvent rejectedEvent(String topic, Instant now) {
        if (topic.equals(Topics.CLOCK)) {
            // A clock is turned by no more than a minute.
            return of(
                    "0",
                    writer.writeTick(now.plus(Duration.ofDays(1 + random.nextInt(300))), Optional.empty()),
                    "future");
        }
        if (topic.equals(Topics.COMMANDS)) {
            return random.nextBoolean()
                    ? of("d", validEvent(topic, "d", now), "unknown-incident")
                    : of("elm", validEvent(topic, "elm", now), "unknown-district");
        }
        return switch (random.nextInt(4)) {
            case 0 -> of("elm", validEvent(topic, "elm", now), "unknown-district");
            // Nothing urgent: that calls people whatever its time.
            case 1 -> of("d", validEvent(topic, "d", now.plus(Duration.ofDays(1)), false), "future");
            case 2 -> of("d", validEvent(topic, "d", now.minus(Duration.ofDays(9)), false), "late");
            default -> of("elm", validEvent(topic, "d", now), "wrong-key");
        };
    }

    private byte[] validEvent(String topic, String district, Instant time) {
        return validEvent(topic, district, time, true);
    }

    private byte[] validEvent(String topic, String district, Instant time, boolean urgent) {
        EventOrigin origin =
                new EventOrigin(district, topic.equals(Topics.STAFFING_EVENTS) ? "hr" : "cameras", "h-" + made, time);
        Event event = switch (topic) {
            case "postwatch.entrance.events" -> new EntranceEvent(origin, EventType.DOOR_FORCED, "a", "north");
            case "postwatch.camera.events" ->
                new DetectionEvent(
                        origin, urgent ? EventType.WEAPON_SEEN : EventType.PERSON_SEEN, "a", Optional.empty());
            case "postwatch.conduct.events" -> new ConductEvent(origin, "a", "fight", urgent, Optional.empty());
            case "postwatch.staffing.events" ->
                random.nextBoolean()
                        ? new PresenceSignal(
                                origin, PresenceSignal.SignalKind.CALLED_AWAY, "P-1", "a", Optional.empty())
                        : new Heartbeat(origin, Optional.empty());
            default -> null;
        };
        if (event != null) {
            return writer.write(event);
        }
        if (topic.equals(Topics.CLOCK)) {
            return writer.writeTick(time, Optional.empty());
        }
        Actor actor = new Actor("nobody", Optional.empty());
        String incident = random.nextBoolean() ? "weapon-seen/a/cameras/h-" + made : "coverage/a/sro/2026-09-14/all";
        return CommandJson.write(
                random.nextBoolean()
                        ? new Resolve(district, "h-" + made, time, actor, "weapon-seen/a/cameras/h-" + made)
                        : new Acknowledge(district, "h-" + made, time, actor, incident, Optional.empty()));
    }

    /** Each under a key of its own: of one key a compacted topic may keep the last one only. */
    private HostileEvent plan() {
        String key = List.of("d/h-", "elm/~routes/", "elm-").get(random.nextInt(3)) + made;
        if (key.startsWith("elm-") && random.nextBoolean()) {
            key += "/~routing";
        }
        return switch (random.nextInt(3)) {
            case 0 -> of(key, noise(), "malformed");
            case 1 -> of(key, null, "malformed");
            default -> of(key, "{\"format\":99}".getBytes(UTF_8), "malformed");
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] cut(byte[] json) {
        return Arrays.copyOf(json, 1 + random.nextInt(json.length - 1));
    }

    private static HostileEvent of(String key, byte[] value, String reason) {
        return new HostileEvent(key.getBytes(UTF_8), value, reason);
    }
}
