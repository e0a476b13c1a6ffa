package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.command.CreateSilence;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.command.ExpireSilence;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.command.RecordDisclosureRequest;
import org.postwatch.notification.command.ResendNotice;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.route.RoutingConfigBuilder;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.TopicValue;

/** What should never be sent to NOTIFICATION, and the reason with which it is rejected. */
final class HostileRecordGenerator {
    /** Some reason or none: what came of the bytes is not known. */
    static final String ANY_REASON = "any";
    /** A district that is known too: its events must not stop anything. */
    static final String OTHER_DISTRICT = "other";

    private static final List<String> HOSTILE_STRINGS = List.of(
            "/",
            "~",
            "..",
            "\"",
            "\\",
            "'",
            "{}",
            "\uD83D\uDE00",
            "é",
            " ",
            "%2f",
            "<b>",
            "\u202E",
            "\u0000",
            "\uFFFF",
            "coverage/A",
            "silence-ending/",
            "~group/",
            "~watchdog",
            "mesa",
            "&",
            "\r\nBcc: x");

    private final Random random;
    private final EventWriter writer = new EventWriter();
    private final EventReader reader = new EventReader();

    HostileRecordGenerator(Random random) {
        this.random = random;
    }

    /** @param reason of its dead letter; empty: it has none, {@link #ANY_REASON}: perhaps */
    record HostileRecord(String topic, String key, byte[] value, Instant stamp, String reason) {
        @Override
        public String toString() {
            String text = value == null ? "null" : new String(value, UTF_8);
            return topic + " " + key + " " + text.substring(0, Math.min(1_000, text.length())) + " at " + stamp;
        }
    }

    HostileRecord next(Instant now) {
        return switch (random.nextInt(8)) {
            case 0 -> noise(now);
            case 1 -> conduct(now);
            case 2, 3 -> command(now);
            case 4 -> delivery(now);
            case 5 -> transition(now);
            default -> mutated(now);
        };
    }

    private HostileRecord noise(Instant now) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        byte[] value = random.nextInt(20) == 0 ? null : bytes;
        String key = random.nextInt(4) == 0 ? null : text();
        Instant stamp = random.nextBoolean() ? now : Instant.EPOCH;
        return switch (random.nextInt(5)) {
            // COVERAGE rejects it.
            case 4 -> new HostileRecord(Topics.MISPLACED, key, value, stamp, "");
            case 0 -> new HostileRecord(Topics.CONDUCT_EVENTS, key, value, stamp, "malformed");
            case 1 -> new HostileRecord(Topics.TRANSITIONS, key, value, stamp, "malformed");
            // COVERAGE rejects it.
            case 2 -> new HostileRecord(Topics.COMMANDS, key, value, stamp, "");
            default -> new HostileRecord(Topics.DELIVERIES, key, value, stamp, value == null ? "" : "malformed");
        };
    }

    private HostileRecord conduct(Instant now) {
        String district = RoutingConfigBuilder.DISTRICT;
        return switch (random.nextInt(6)) {
            case 0 -> conduct(district, "cameras", "A", now.plusMillis(60_001), now, "future");
            case 1 -> conduct(district, "cameras", "A", now.minus(Duration.ofDays(3)), now, "late");
            case 2 -> conduct(district, "cameras", "A", now, Instant.EPOCH, "future");
            case 3 -> conduct(district, "cameras", "Z", now, now, "unknown-campus");
            case 4 -> conduct(district, "hr", "A", now, now, "source-not-authorised");
            default -> conduct("nowhere", "cameras", "A", now, now, "unknown-district");
        };
    }

    private HostileRecord conduct(
            String district, String feed, String campus, Instant time, Instant stamp, String reason) {
        EventOrigin origin = new EventOrigin(district, feed, "h-" + random.nextInt(1_000), time);
        // Anyone who may speak calls people in an emergency, whatever its time.
        boolean emergency = !reason.equals("future") && !reason.equals("late");
        ConductEvent seen = new ConductEvent(origin, campus, "fight", emergency, Optional.empty());
        return new HostileRecord(Topics.CONDUCT_EVENTS, district, writer.write(seen), stamp, reason);
    }

    private HostileRecord command(Instant now) {
        boolean known = random.nextInt(4) > 0;
        String district = known ? RoutingConfigBuilder.DISTRICT : "nowhere";
        Actor actor = new Actor(text(), random.nextBoolean() ? Optional.empty() : Optional.of(text()));
        Instant at = random.nextBoolean() ? now : Instant.parse("9999-12-31T23:59:59Z");
        String id = text();
        return switch (random.nextInt(8)) {
            case 0 ->
                command(new Acknowledge(district, id, at, actor, text(), Optional.of(text())), now, "unknown-incident");
            case 1 -> command(new AddNote(district, id, at, actor, text(), text()), now, "unknown-incident");
            case 2 -> command(new DeclareEmergency(district, id, at, actor, text()), now, "unknown-incident");
            case 3 -> command(new Resolve(district, id, at, actor, "conduct/" + text()), now, "unknown-incident");
            case 4 -> command(new ExpireSilence(district, id, at, actor, text()), now, "unknown-silence");
            case 5 -> command(new ResendNotice(district, id, at, actor, text(), text()), now, "unknown-notice");
            case 6 -> command(silence(district, id, actor, at, now), now, "malformed");
            default -> command(new RecordDisclosureRequest(district, id, at, actor, text(), text(), text()), now, "");
        };
    }

    /** Over before it begins, over already, or for ever; with a match as large as can be. */
    private OperatorCommand silence(String district, String id, Actor actor, Instant at, Instant now) {
        TreeMap<String, Set<String>> match = new TreeMap<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            match.put("label" + i, Set.of("x".repeat(1 + random.nextInt(120)), "y" + i));
        }
        return switch (random.nextInt(3)) {
            case 0 -> new CreateSilence(district, id, at, actor, "r", match, now, now.minusSeconds(1));
            case 1 -> new CreateSilence(district, id, at, actor, "r", match, now.minusSeconds(60), now);
            default ->
                new CreateSilence(district, id, at, actor, "r", match, now, Instant.parse("9999-12-31T23:59:59Z"));
        };
    }

    private HostileRecord command(OperatorCommand command, Instant now, String reason) {
        byte[] bytes = CommandJson.write(command);
        String key = command.district();
        // What cannot be read is COVERAGE's to reject.
        boolean read = reader.read(key.getBytes(UTF_8), bytes) instanceof DecodeResult.DecodedCommand;
        String expected = read ? key.equals(RoutingConfigBuilder.DISTRICT) ? reason : "unknown-district" : "";
        return new HostileRecord(Topics.COMMANDS, key, bytes, now, expected);
    }

    private HostileRecord delivery(Instant now) {
        DeliveryResult.DeliveryStatus outcome =
                random.nextBoolean() ? DeliveryResult.DeliveryStatus.FAILED : DeliveryResult.DeliveryStatus.DELIVERED;
        String detail = text().repeat(random.nextInt(2_000));
        Instant stamp = random.nextBoolean() ? Instant.parse("9999-01-01T00:00:00Z") : Instant.EPOCH;
        int number = random.nextInt();
        return switch (random.nextInt(4)) {
            case 0 -> {
                DeliveryResult wrong = new DeliveryResult(
                        RoutingConfigBuilder.DISTRICT,
                        "board",
                        "x" + random.nextInt(),
                        "0123456789abcdef",
                        number,
                        outcome,
                        number,
                        now,
                        detail);
                yield new HostileRecord(
                        Topics.DELIVERIES, text(), TopicValue.DELIVERY.write(wrong), stamp, "wrong-key");
            }
            case 1 ->
                of(
                        new DeliveryResult(
                                "nowhere", "board", text(), "0123456789abcdef", number, outcome, number, now, detail),
                        stamp);
            case 2 ->
                of(
                        new DeliveryResult(
                                RoutingConfigBuilder.DISTRICT,
                                "nobody",
                                text(),
                                "0123456789abcdef",
                                number,
                                outcome,
                                number,
                                now,
                                detail),
                        stamp);
            default ->
                of(
                        new DeliveryResult(
                                OTHER_DISTRICT,
                                "board",
                                text(),
                                "0123456789abcdef",
                                number,
                                outcome,
                                number,
                                now,
                                detail),
                        stamp);
        };
    }

    private static HostileRecord of(DeliveryResult delivery, Instant stamp) {
        String key = new String(delivery.key().getBytes(UTF_8), UTF_8);
        return new HostileRecord(Topics.DELIVERIES, key, TopicValue.DELIVERY.write(delivery), stamp, "");
    }

    private HostileRecord transition(Instant now) {
        String district = random.nextInt(4) == 0 ? "nowhere" : OTHER_DISTRICT;
        IncidentTransition transition = transition(district, now);
        boolean lost = random.nextInt(4) == 0;
        String key = lost
                ? RoutingConfigBuilder.DISTRICT + "/x"
                : district + "/" + transition.incident().id();
        return new HostileRecord(
                Topics.TRANSITIONS, key, TopicValue.TRANSITION.write(transition), now, lost ? "wrong-key" : "");
    }

    private IncidentTransition transition(String district, Instant now) {
        IncidentKind kind = IncidentKind.values()[random.nextInt(IncidentKind.values().length)];
        Instant opened = List.of(now, Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"), Instant.MAX, Instant.MIN)
                .get(random.nextInt(5));
        List<Episode> episodes = random.nextInt(3) == 0
                ? List.of()
                : List.of(new Episode(
                        opened,
                        opened,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new Episode.SeverityChange(opened, "purple"))));
        List<Reason> reasons = List.of(
                        new Reason("feed-silent", List.of()),
                        new Reason("device-feed-silent", List.of("door")),
                        new Reason("feed-silent", List.of("/~/")),
                        new Reason("z".repeat(random.nextInt(5_000)), List.of()))
                .subList(0, random.nextInt(5));
        Incident.IncidentStatus status =
                Incident.IncidentStatus.values()[random.nextInt(Incident.IncidentStatus.values().length)];
        Map<String, String> labels = random.nextBoolean()
                ? Map.of()
                : Map.of("campus", "A", "feed", "w".repeat(random.nextInt(3_000)), "q", "");
        String id = random.nextInt(3) == 0 ? "no-slash" : kind.wireName() + "/" + random.nextInt(50);
        Incident incident = new Incident(id, kind, status, new TreeMap<>(labels), episodes, reasons);
        IncidentTransition.IncidentChange change = IncidentTransition.IncidentChange.values()[
                random.nextInt(IncidentTransition.IncidentChange.values().length)];
        return new IncidentTransition(district, incident, change, opened, now, Optional.empty());
    }

    /** Something of no consequence, with some of its bytes turned into others. */
    private HostileRecord mutated(Instant now) {
        HostileRecord whole = switch (random.nextInt(4)) {
            case 0 -> conduct(RoutingConfigBuilder.DISTRICT, "cameras", "Z", now, now, ANY_REASON);
            case 1 ->
                command(
                        new AddNote("nowhere", "c", now, new Actor("x", Optional.empty()), "coverage/none", "text"),
                        now,
                        ANY_REASON);
            case 2 ->
                of(
                        new DeliveryResult(
                                "nowhere",
                                "nobody",
                                "x",
                                "0123456789abcdef",
                                1,
                                DeliveryResult.DeliveryStatus.FAILED,
                                1,
                                now,
                                "500"),
                        Instant.parse("9999-01-01T00:00:00Z"));
            default -> {
                IncidentTransition transition = transition(OTHER_DISTRICT, now);
                String key = OTHER_DISTRICT + "/" + transition.incident().id();
                yield new HostileRecord(
                        Topics.TRANSITIONS, key, TopicValue.TRANSITION.write(transition), now, ANY_REASON);
            }
        };
        byte[] bytes = whole.value();
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes.clone();
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : '9');
        }
        return new HostileRecord(whole.topic(), whole.key(), bytes, whole.stamp(), ANY_REASON);
    }

    /** As ids should not be; now and then very long. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(6); n >= 0; n--) {
            text.append(HOSTILE_STRINGS.get(random.nextInt(HOSTILE_STRINGS.size())));
        }
        return random.nextInt(10) == 0 ? text.toString().repeat(100) : text.toString();
    }
}
