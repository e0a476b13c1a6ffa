package org.postwatch.benchmark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.streams.RecordSigner;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;

/** What a signature costs an event: events that are decoded alone and events that are verified as well, in turns. */
final class SigningCost {
    private static final int ROUNDS = 41;
    private static final int EVENTS = 5_000;

    private final EventReader reader = new EventReader();
    private final RecordSigner signature = new RecordSigner("a secret of this benchmark alone");
    private final byte[] key = "district-1".getBytes(StandardCharsets.UTF_8);
    private final byte[] event = new EventWriter()
            .write(new DetectionEvent(
                    new EventOrigin("district-1", "cameras", "seen-1", Instant.parse("2026-09-14T13:00:00Z")),
                    EventType.PERSON_SEEN,
                    "campus-1",
                    Optional.of("front-camera")));
    private final byte[] header =
            signature.sign(Topics.CAMERA_EVENTS, key, event).getBytes(StandardCharsets.US_ASCII);

    /**
     * The median of what a round with signatures took longer than the one without before it, in microseconds an event.
     */
    double measureMicros() {
        double[] more = new double[ROUNDS];
        // A warm-up of the same length, so that compilation does not count.
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long alone = measureNanos(false);
            more[Math.max(0, round)] = (measureNanos(true) - alone) / 1e3 / EVENTS;
        }
        Arrays.sort(more);
        return more[ROUNDS / 2];
    }

    private long measureNanos(boolean isSigned) {
        long begun = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            boolean taken =
                    reader.read(key, event) instanceof DecodeResult.DecodedEvent && (!isSigned || isSignatureValid());
            if (!taken) {
                throw new IllegalStateException("a valid signature was rejected");
            }
        }
        return System.nanoTime() - begun;
    }

    private boolean isSignatureValid() {
        byte[] expected = signature.sign(Topics.CAMERA_EVENTS, key, event).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, header);
    }
}
