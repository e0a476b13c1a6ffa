package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.postwatch.codec.CommandJson;
import org.postwatch.codec.EventWriter;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import org.postwatch.topology.Topics;

/** What must be set aside on any input topic of a district {@code d}, and for which reason; the same for the same seed. */
final class HostileFlood {
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

    HostileFlood(long seed) {
        random = new Random(seed);
    }

    record Hostile(byte[] key, byte[] value, String reason) {}

    Hostile next(String topic, Instant now) {
        made++;
        if (topic.equals(Topics.PLANS)) {
            return plan();
        }
        return switch (random.nextInt(6)) {
            case 0 -> of("d", noise(), "malformed");
            case 1 -> of("d", null, "malformed");
            case 2 -> of("d", cut(honest(topic, "d", now)), "malformed");
            case 3 -> random.nextInt(ONE_LARGE_IN) == 0 ? of("d", new byte[LARGE], "too-large") : dishonest(topic, now);
            default -> dishonest(topic, now);
        };
    }

    /** What could be read, and must not be believed. */
    private Hostile dishonest(String topic, Instant now) {
        if (topic.equals(Topics.CLOCK)) {
            // A clock is turned by no more than a minute.
            return of("0", writer.tick(now.plus(Duration.ofDays(1 + random.nextInt(300))), Optional.empty()), "future");
        }
        if (topic.equals(Topics.COMMANDS)) {
            return random.nextBoolean()
                    ? of("d", honest(topic, "d", now), "unknown-incident")
                    : of("elm", honest(topic, "elm", now), "unknown-district");
        }
        return switch (random.nextInt(4)) {
            case 0 -> of("elm", honest(topic, "elm", now), "unknown-district");
            // Nothing urgent: that calls people whatever its time.
            case 1 -> of("d", honest(topic, "d", now.plus(Duration.ofDays(1)), false), "future");
            case 2 -> of("d", honest(topic, "d", now.minus(Duration.ofDays(9)), false), "late");
            default -> of("elm", honest(topic, "d", now), "wrong-key");
        };
    }

    private byte[] honest(String topic, String district, Instant time) {
        return honest(topic, district, time, true);
    }

    private byte[] honest(String topic, String district, Instant time, boolean urgent) {
        Origin origin =
                new Origin(district, topic.equals(Topics.STAFFING_EVENTS) ? "hr" : "cameras", "h-" + made, time);
        Event event = switch (topic) {
            case Topics.ENTRANCE_EVENTS -> new EntranceEvent(origin, EventType.DOOR_FORCED, "a", "north");
            case Topics.CAMERA_EVENTS ->
                new Sighting(origin, urgent ? EventType.WEAPON_SEEN : EventType.PERSON_SEEN, "a", Optional.empty());
            case Topics.CONDUCT_EVENTS -> new ConductSeen(origin, "a", "fight", urgent, Optional.empty());
            case Topics.STAFFING_EVENTS ->
                random.nextBoolean()
                        ? new Sign(origin, Sign.Kind.CALLED_AWAY, "P-1", "a", Optional.empty())
                        : new Heartbeat(origin, Optional.empty());
            default -> null;
        };
        if (event != null) {
            return writer.write(event);
        }
        if (topic.equals(Topics.CLOCK)) {
            return writer.tick(time, Optional.empty());
        }
        Actor actor = new Actor("nobody", Optional.empty());
        String incident = random.nextBoolean() ? "weapon-seen/a/cameras/h-" + made : "coverage/a/sro/2026-09-14/all";
        return CommandJson.write(
                random.nextBoolean()
                        ? new Command.Resolve(district, "h-" + made, time, actor, "weapon-seen/a/cameras/h-" + made)
                        : new Command.Acknowledge(district, "h-" + made, time, actor, incident, Optional.empty()));
    }

    /** Each under a key of its own: of one key a compacted topic may keep the last one only. */
    private Hostile plan() {
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

    private static Hostile of(String key, byte[] value, String reason) {
        return new Hostile(key.getBytes(UTF_8), value, reason);
    }
}
