package org.postwatch.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.plan.CampusPlan;
import org.postwatch.state.RecordArrival;
import org.postwatch.streams.Topics;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;

/** What a broken or dishonest feed may send to a district named {@code case} with a campus A; the same for the same seed. */
final class HostileLineGenerator {
    private static final String DISTRICT = "case";
    private static final int KINDS = 31;

    private final Random random;
    private final EventWriter writer = new EventWriter();
    private final CampusPlan campus;
    private int count;

    HostileLineGenerator(long seed, CampusPlan campus) {
        this.random = new Random(seed);
        this.campus = campus;
    }

    /** A line, and the reason for which it must be rejected. */
    record HostileLine(EventRecording.RecordedLine line, String reason) {}

    /** Every kind comes once in so many. */
    HostileLine next(Instant stamp) {
        int kind = count++ % KINDS;
        return switch (kind) {
            case 0 -> staffing(bytes(1 + random.nextInt(500)), stamp, "malformed");
            case 1 -> staffing(new byte[0], stamp, "malformed");
            case 2 -> staffing(null, stamp, "malformed");
            case 3 -> staffing(cut(signal("D-1", "A", stamp)), stamp, "malformed");
            case 4 ->
                staffing(
                        changed(signal("D-1", "A", stamp), "\"subject\":\"D-1\"", "\"subject\":[1,2]"),
                        stamp,
                        "malformed");
            case 5 ->
                staffing(changed(signal("D-1", "A", stamp), "\"data\":{", "\"data\":7,\"x\":{"), stamp, "malformed");
            case 6 -> staffing(changed(signal("D-1", "A", stamp), "\"time\":\"2", "\"time\":\"x2"), stamp, "malformed");
            case 7 ->
                staffing(
                        changed(signal("D-1", "A", stamp), "officer.checked-in", "officer.promoted"),
                        stamp,
                        "unknown-type");
            case 8 -> staffing(padded(signal("D-1", "A", stamp), 65_537 + random.nextInt(1_000)), stamp, "too-large");
            // The largest ones are rare, or they would be all there is.
            case 9 -> staffing(bytes(count < 200 ? 1_000_000 : 70_000), stamp, "too-large");
            case 10 -> staffing(signal("D-1", "A", stamp.plusMillis(60_001)), stamp, "future");
            case 11 -> staffing(signal("D-1", "A", Instant.parse("9999-12-31T23:59:59.999Z")), stamp, "future");
            case 12 ->
                staffing(signal("D-1", "A", stamp.minus(Duration.ofDays(2)).minusMillis(1)), stamp, "late");
            case 13 -> staffing(signal("D-1", "A", Instant.parse("0001-01-01T00:00:00Z")), stamp, "late");
            case 14 -> staffing(signal("D-1", "Z", stamp), stamp, "unknown-campus");
            case 15 -> staffing(signal("X-9", "A", stamp), stamp, "unknown-officer");
            case 16 ->
                staffing(
                        writer.write(new ShiftCancelled(origin("hr", stamp), "s", "X-9", "A")),
                        stamp,
                        "unknown-officer");
            case 17 ->
                entrance(
                        new EntranceEvent(origin("doors", stamp), EventType.DOOR_FORCED, "A", "attic"),
                        stamp,
                        "unknown-entrance");
            case 18 ->
                line(
                        Topics.ENTRANCE_EVENTS,
                        DISTRICT,
                        writer.write(new DeviceReport(origin("doors", stamp), EventType.DEVICE_OFFLINE, "A", "fridge")),
                        stamp,
                        "unknown-device");
            case 19 ->
                staffing(
                        writer.write(new Heartbeat(origin("stranger", stamp), Optional.empty())),
                        stamp,
                        "unknown-feed");
            case 20 -> unknownDistrict(stamp);
            case 21 -> line(Topics.STAFFING_EVENTS, null, signal("D-1", "A", stamp), stamp, "wrong-key");
            case 22 -> line(Topics.STAFFING_EVENTS, "case2", signal("D-1", "A", stamp), stamp, "wrong-key");
            case 23 ->
                entrance(
                        new EntranceEvent(origin("hr", stamp), EventType.VISITOR_ADMITTED, "A", "north"),
                        stamp,
                        "source-not-authorised");
            case 24 ->
                line(
                        Topics.CAMERA_EVENTS,
                        DISTRICT,
                        writer.write(new DetectionEvent(
                                origin("mute", stamp), EventType.WEAPON_SEEN, "A", Optional.empty())),
                        stamp,
                        "source-not-authorised");
            case 25 ->
                staffing(writer.writeTick(stamp.plus(Duration.ofDays(300)), Optional.empty()), stamp, "wrong-topic");
            case 26 ->
                line(Topics.CLOCK, "0", writer.writeTick(stamp.plusMillis(60_001), Optional.empty()), stamp, "future");
            case 27 -> line(Topics.CLOCK, "0", bytes(40), stamp, "malformed");
            case 28 ->
                line(Topics.PLANS, DISTRICT + (random.nextBoolean() ? "/A" : ""), garbagePlan(), stamp, "malformed");
            case 29 -> line(Topics.PLANS, DISTRICT + "/B", PlanJson.encode(campus), stamp, "wrong-key");
            default -> line(random.nextBoolean() ? Topics.COMMANDS : Topics.CAMERA_EVENTS, stamp);
        };
    }

    /** A variant of an event's bytes that loses against them: its SHA-256 is greater. */
    static byte[] paddedToLoseConflict(byte[] event, byte[] sha256) {
        for (int spaces = 1; ; spaces++) {
            byte[] variant = padded(event, event.length + spaces);
            if (Arrays.compareUnsigned(sha256(variant), sha256) > 0) {
                return variant;
            }
        }
    }

    static byte[] sha256(byte[] bytes) {
        return new RecordArrival(Instant.EPOCH, bytes, 0).digest();
    }

    private HostileLine line(String topic, Instant stamp) {
        byte[] resolve = CommandJson.write(new Resolve(
                DISTRICT, "c-" + count, stamp, new Actor("op-1", Optional.empty()), "weapon-seen/A/x/" + count));
        return line(
                topic, DISTRICT, resolve, stamp, topic.equals(Topics.COMMANDS) ? "unknown-incident" : "wrong-topic");
    }

    private HostileLine unknownDistrict(Instant stamp) {
        EventOrigin origin = new EventOrigin("nowhere", "hr", "h-" + count, stamp);
        PresenceSignal sign =
                new PresenceSignal(origin, PresenceSignal.SignalKind.CHECKED_IN, "D-1", "A", Optional.empty());
        return line(Topics.STAFFING_EVENTS, "nowhere", writer.write(sign), stamp, "unknown-district");
    }

    private byte[] garbagePlan() {
        byte[] plan = PlanJson.encode(campus);
        return switch (random.nextInt(4)) {
            case 0 -> cut(plan);
            case 1 -> "{\"format\":1}".getBytes(StandardCharsets.UTF_8);
            case 2 -> changed(plan, "\"format\":1", "\"format\":99");
            default -> null;
        };
    }

    private byte[] signal(String badge, String campus, Instant t) {
        return writer.write(new PresenceSignal(
                origin("hr", t), PresenceSignal.SignalKind.CHECKED_IN, badge, campus, Optional.empty()));
    }

    private EventOrigin origin(String source, Instant t) {
        return new EventOrigin(DISTRICT, source, "h-" + count, t);
    }

    private byte[] cut(byte[] json) {
        return Arrays.copyOf(json, 1 + random.nextInt(json.length - 1));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] changed(byte[] json, String from, String to) {
        String text = new String(json, StandardCharsets.UTF_8);
        if (!text.contains(from)) {
            throw new IllegalArgumentException("no " + from + " in " + text);
        }
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] padded(byte[] json, int length) {
        byte[] padded = Arrays.copyOf(json, length);
        Arrays.fill(padded, json.length, length, (byte) ' ');
        return padded;
    }

    private HostileLine staffing(byte[] value, Instant stamp, String reason) {
        return line(Topics.STAFFING_EVENTS, DISTRICT, value, stamp, reason);
    }

    private HostileLine entrance(EntranceEvent event, Instant stamp, String reason) {
        return line(Topics.ENTRANCE_EVENTS, DISTRICT, writer.write(event), stamp, reason);
    }

    private static HostileLine line(String topic, String key, byte[] value, Instant stamp, String reason) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new HostileLine(new EventRecording.RecordedLine(topic, bytes, value, stamp), reason);
    }
}
