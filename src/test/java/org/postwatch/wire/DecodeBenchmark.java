package org.postwatch.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** Measures decoding on one core, about ten seconds: a morning-bell mix, against the bare parser skipping the same bytes. */
final class DecodeBenchmark {
    private static final int EVENTS = 20_000;
    private static final long ROUND_NANOS = 1_000_000_000L;

    private DecodeBenchmark() {}

    public static void main(String[] args) {
        byte[][] keys = new byte[EVENTS][];
        byte[][] values = new byte[EVENTS][];
        EventWriter writer = new EventWriter();
        Random random = new Random(1);
        long bytes = 0;
        for (int i = 0; i < EVENTS; i++) {
            Event event = event(i, random);
            keys[i] = event.origin().district().getBytes(UTF_8);
            values[i] = writer.write(event);
            bytes += values[i].length;
        }
        System.out.printf("%d events, %d bytes each%n", EVENTS, bytes / EVENTS);
        EventReader reader = new EventReader();
        for (int round = 0; round < 5; round++) {
            double read = rate(() -> {
                int good = 0;
                for (int i = 0; i < EVENTS; i++) {
                    good += reader.read(keys[i], values[i]) instanceof DecodeResult.DecodedEvent ? 1 : 0;
                }
                return good;
            });
            double bare = rate(() -> {
                int tokens = 0;
                for (int i = 0; i < EVENTS; i++) {
                    try (JsonParser parser = JsonSettings.FACTORY.createParser(ObjectReadContext.empty(), values[i])) {
                        while (parser.nextToken() != null) {
                            tokens++;
                        }
                    }
                }
                return tokens;
            });
            System.out.printf("decode %,.0f/s   bare tokens %,.0f/s%n", read, bare);
        }
    }

    private static double rate(Supplier<Integer> pass) {
        long start = System.nanoTime();
        long events = 0;
        while (System.nanoTime() - start < ROUND_NANOS) {
            if (pass.get() < EVENTS) {
                throw new IllegalStateException("not all were decoded");
            }
            events += EVENTS;
        }
        return events * 1e9 / (System.nanoTime() - start);
    }

    /** About 100 camera : 20 entrance : 1 staffing. */
    private static Event event(int i, Random random) {
        String district = "district-" + random.nextInt(30);
        String campus = "campus-" + random.nextInt(2000);
        Instant time = Instant.parse("2026-09-14T13:30:00Z").plusMillis(random.nextInt(600_000));
        int draw = random.nextInt(121);
        EventOrigin origin =
                new EventOrigin(district, draw < 100 ? "cameras" : "entrances", "e-" + (1_000_000 + i), time);
        if (draw < 100) {
            return new DetectionEvent(
                    origin, EventType.PERSON_SEEN, campus, Optional.of("camera-" + random.nextInt(8)));
        } else if (draw < 120) {
            return new EntranceEvent(origin, EventType.BUZZER_PRESSED, campus, "entrance-" + random.nextInt(4));
        }
        return new PresenceSignal(
                origin, PresenceSignal.SignalKind.CHECKED_IN, "P-" + random.nextInt(5000), campus, Optional.of("sro"));
    }
}
