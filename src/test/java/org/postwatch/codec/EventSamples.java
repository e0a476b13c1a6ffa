package org.postwatch.codec;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.event.Canary;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;

/** Made-up events of every type, the same for the same seed. */
final class EventSamples {
    private static final long FIRST = Instant.parse("2023-08-14T00:00:00Z").toEpochMilli();
    private static final int YEAR_SECONDS = 365 * 86_400;

    private final Random random;

    EventSamples(long seed) {
        random = new Random(seed);
    }

    Event any() {
        EventType[] types = EventType.values();
        return of(types[random.nextInt(types.length)]);
    }

    Event of(EventType type) {
        Origin origin = origin();
        return switch (type) {
            case CHECKED_OUT, CALLED_AWAY ->
                new Sign(origin, kind(type), name("P-"), name("campus-"), Optional.empty());
            case CHECKED_IN, RETURNED -> new Sign(origin, kind(type), name("P-"), name("campus-"), maybe("sro"));
            case SHIFT_PLANNED -> {
                Instant from = instant();
                Instant to = from.plusMillis(1 + random.nextInt(86_400_000));
                yield new ShiftPlanned(origin, name("s-"), name("P-"), name("campus-"), from, to, maybe("sro"));
            }
            case SHIFT_CANCELLED -> new ShiftCancelled(origin, name("s-"), name("P-"), name("campus-"));
            case HEARTBEAT ->
                new Heartbeat(
                        origin,
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(origin.time().minusMillis(random.nextInt(3_600_000))));
            case BUZZER_PRESSED,
                    VISITOR_ADMITTED,
                    VISITOR_DENIED,
                    PRESS_CANCELLED,
                    DOOR_HELD_OPEN,
                    DOOR_FORCED,
                    DOOR_SECURED -> new EntranceEvent(origin, type, name("campus-"), name("door-"));
            case DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_TAMPERED ->
                new DeviceReport(origin, type, name("campus-"), name("cam-"));
            case PERSON_SEEN, WEAPON_SEEN -> new Sighting(origin, type, name("campus-"), maybe(name("cam-")));
            case CONDUCT_SEEN ->
                new ConductSeen(origin, name("campus-"), name("fight"), random.nextBoolean(), maybe(name("cam-")));
            case CANARY -> new Canary(origin);
        };
    }

    /** A command of a type. */
    Command command(String type) {
        Origin at = origin();
        String district = at.district();
        String id = at.id();
        Actor actor = Actor.claimed(name("operator-"));
        String incident = "weapon-seen/campus-1/cameras/" + name("e-");
        return switch (type) {
            case CommandJson.ACKNOWLEDGE ->
                new Command.Acknowledge(district, id, at.time(), actor, incident, maybe("on my way"));
            case CommandJson.NOTE -> new Command.Note(district, id, at.time(), actor, incident, name("seen at "));
            case CommandJson.RESOLVE -> new Command.Resolve(district, id, at.time(), actor, incident);
            case CommandJson.EMERGENCY -> new Command.Emergency(district, id, at.time(), actor, incident);
            case CommandJson.SILENCE ->
                new Command.Silence(
                        district,
                        id,
                        at.time(),
                        actor,
                        name("drill "),
                        new TreeMap<>(Map.of("campus", Set.of(name("campus-"), "a"), "kind", Set.of("coverage"))),
                        at.time(),
                        instant());
            case CommandJson.UNSILENCE -> new Command.Unsilence(district, id, at.time(), actor, name("s-"));
            case CommandJson.RESEND ->
                new Command.Resend(district, id, at.time(), actor, name("board-"), "~digest/2026-09-14");
            case CommandJson.ASKED ->
                new Command.Asked(district, id, at.time(), actor, name("pd-"), name("who? "), name("no: "));
            default -> throw new IllegalArgumentException(type + " is no command");
        };
    }

    Origin origin() {
        return new Origin(name("district-"), name("feed-"), name("e-"), instant());
    }

    Instant instant() {
        long second = FIRST + random.nextInt(YEAR_SECONDS) * 1000L;
        return Instant.ofEpochMilli(random.nextBoolean() ? second : second + random.nextInt(1000));
    }

    /** Mostly plain; sometimes with characters that JSON escapes or UTF-8 spreads over bytes. */
    String name(String stem) {
        return switch (random.nextInt(20)) {
            case 0 -> stem + "ñ" + random.nextInt(10);
            case 1 -> stem + "\"\\/" + random.nextInt(10);
            case 2 -> stem + "\uD83D\uDD14" + random.nextInt(10);
            case 3 -> "x".repeat(1 + random.nextInt(Draft.ID_LENGTH_MAX));
            default -> stem + random.nextInt(1000);
        };
    }

    private Optional<String> maybe(String value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static Sign.Kind kind(EventType type) {
        for (Sign.Kind kind : Sign.Kind.values()) {
            if (kind.type() == type) {
                return kind;
            }
        }
        throw new IllegalArgumentException(type + " is no sign");
    }
}
