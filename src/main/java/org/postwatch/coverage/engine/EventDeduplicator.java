package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.Sha256;
import org.postwatch.state.StateStore;

/**
 * An event is its source and id. Of those that leave something behind, a second one with the same pair is ignored if
 * its bytes are the same; else the one with the earlier arrival stamp stands (at equal stamps the smaller SHA-256), in
 * whatever order they are read. The stamp of an event is the least of its identical copies'. So only the event that
 * stands and its stamp need to be remembered: a copy of the other one counts again if it arrived earlier still.
 */
final class EventDeduplicator {
    /** Of two events with one source and id the lesser stands. */
    private static final Comparator<EngineState.AppliedEvent> PRECEDENCE = Comparator.comparing(
                    EngineState.AppliedEvent::stamp)
            .thenComparing(EngineState.AppliedEvent::digest, Arrays::compareUnsigned);

    private final StateStore store;

    EventDeduplicator(StateStore ledger) {
        this.store = ledger;
    }

    /** What a claim to a source and id came to. */
    sealed interface ClaimResult {
        record FirstSeen() implements ClaimResult {}

        record Duplicate() implements ClaimResult {}

        record ConflictLost(EngineState.AppliedEvent other) implements ClaimResult {}

        record ConflictWon(EngineState.AppliedEvent other) implements ClaimResult {}
    }

    /** @param unit what the event bears on */
    ClaimResult claim(Event event, RecordArrival receipt, String unit) {
        String key = key(event);
        EngineState.AppliedEvent mine = new EngineState.AppliedEvent(
                receipt.digest(), receipt.stamp(), event.type(), unit, event.time(), receipt.offset());
        Optional<EngineState.AppliedEvent> known = store.get(CoverageTables.EVENTS, key);
        if (known.isEmpty()) {
            store.put(CoverageTables.EVENTS, key, mine);
            return new ClaimResult.FirstSeen();
        }
        EngineState.AppliedEvent other = known.get();
        boolean earlier = PRECEDENCE.compare(mine, other) < 0;
        if (earlier) {
            store.put(CoverageTables.EVENTS, key, mine);
        }
        if (Arrays.equals(mine.digest(), other.digest())) {
            return new ClaimResult.Duplicate();
        }
        return earlier ? new ClaimResult.ConflictWon(other) : new ClaimResult.ConflictLost(other);
    }

    /** Whether one of its source and id left something behind. */
    boolean isClaimed(Event event) {
        return store.get(CoverageTables.EVENTS, key(event)).isPresent();
    }

    /** It left nothing behind after all. */
    void release(Event event) {
        store.delete(CoverageTables.EVENTS, key(event));
    }

    /** Forgets the events before an instant. */
    void removeBefore(String district, Instant openFrom) {
        store.scan(CoverageTables.EVENTS, DistrictKey.prefix(district), (key, event) -> {
            if (event.time().isBefore(openFrom)) {
                store.delete(CoverageTables.EVENTS, key);
            }
        });
    }

    private static String key(Event event) {
        return new DistrictKey(event.origin().district(), Sha256.digest(event.source() + "\n" + event.id())).text();
    }
}
