package org.postwatch.wire;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.command.CreateSilence;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.command.ExpireSilence;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.notification.command.RecordDisclosureRequest;
import org.postwatch.notification.command.ResendNotice;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;

/** Made-up events of every type, the same for the same seed. */
final class RandomInputs {
    private static final long FIRST = Instant.parse("2023-08-14T00:00:00Z").toEpochMilli();
    private static final int YEAR_SECONDS = 365 * 86_400;

    private final Random random;

    RandomInputs(long seed) {
        random = new Random(seed);
    }

    Event any() {
        EventType[] types = EventType.values();
        return of(types[random.nextInt(types.length)]);
    }

    Event of(EventType type) {
        EventOrigin origin = origin();
        return switch (type.shape()) {
            case PRESENCE_SIGNAL -> {
                PresenceSignal.SignalKind kind = PresenceSignal.SignalKind.of(type);
                Optional<String> duty = kind.isStart() ? maybePresent("sro") : Optional.empty();
                Optional<String> where = kind == PresenceSignal.SignalKind.CALLED_AWAY
                        ? maybePresent("County Road 12")
                        : Optional.empty();
                yield new PresenceSignal(
                        origin, kind, name("P-"), name("campus-"), duty, where, maybePresent("rotating-code"));
            }
            case SHIFT_PLANNED -> {
                Instant from = instant();
                Instant to = from.plusMillis(1 + random.nextInt(86_400_000));
                yield new ShiftPlanned(origin, name("s-"), name("P-"), name("campus-"), from, to, maybePresent("sro"));
            }
            case SHIFT_CANCELLED -> new ShiftCancelled(origin, name("s-"), name("P-"), name("campus-"));
            case HEARTBEAT ->
                new Heartbeat(
                        origin,
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(origin.time().minusMillis(random.nextInt(3_600_000))));
            case ENTRANCE -> new EntranceEvent(origin, type, name("campus-"), name("door-"));
            case DEVICE_REPORT -> new DeviceReport(origin, type, name("campus-"), name("cam-"));
            case DETECTION -> new DetectionEvent(origin, type, name("campus-"), maybePresent(name("cam-")));
            case PANIC -> new PanicEvent(origin, name("campus-"), maybePresent(name("Room ")));
            case CONDUCT ->
                new ConductEvent(
                        origin, name("campus-"), name("fight"), random.nextBoolean(), maybePresent(name("cam-")));
            case CANARY -> new CanaryEvent(origin);
        };
    }

    /** A command of a type. */
    OperatorCommand command(CommandType type) {
        EventOrigin at = origin();
        String district = at.district();
        String id = at.id();
        Actor actor = Actor.unverified(name("operator-"));
        String incident = "weapon-seen/campus-1/cameras/" + name("e-");
        return switch (type) {
            case ACKNOWLEDGE -> new Acknowledge(district, id, at.time(), actor, incident, maybePresent("on my way"));
            case NOTE -> new AddNote(district, id, at.time(), actor, incident, name("seen at "));
            case RESOLVE -> new Resolve(district, id, at.time(), actor, incident);
            case EMERGENCY -> new DeclareEmergency(district, id, at.time(), actor, incident);
            case SILENCE ->
                new CreateSilence(
                        district,
                        id,
                        at.time(),
                        actor,
                        name("drill "),
                        new TreeMap<>(Map.of("campus", Set.of(name("campus-"), "a"), "kind", Set.of("coverage"))),
                        at.time(),
                        instant());
            case UNSILENCE -> new ExpireSilence(district, id, at.time(), actor, name("s-"));
            case RESEND -> new ResendNotice(district, id, at.time(), actor, name("board-"), "~digest/2026-09-14");
            case DISCLOSURE_REQUEST ->
                new RecordDisclosureRequest(district, id, at.time(), actor, name("pd-"), name("who? "), name("no: "));
        };
    }

    EventOrigin origin() {
        return new EventOrigin(name("district-"), name("feed-"), name("e-"), instant());
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
            case 3 -> "x".repeat(1 + random.nextInt(EventFields.MAX_ID_LENGTH));
            default -> stem + random.nextInt(1000);
        };
    }

    private Optional<String> maybePresent(String value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
