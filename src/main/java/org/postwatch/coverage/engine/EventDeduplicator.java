package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.Sha256;
import org.postwatch.state.StateStore;

/**
 * An event is identified by its source and id. A second event with the same pair is ignored if its bytes are the same. If they
 * differ, the event with the earlier arrival stamp counts (at equal stamps the one with the smaller SHA-256), in whatever order
 * they are read. The stamp of an event is the earliest of its identical copies. So only the event that counts and its stamp are
 * stored: a copy of the other event counts again if it arrived earlier still. Only events that leave evidence are stored.
 */
final class EventDeduplicator {
    /** Of two events with one source and id the lesser counts. */
    private static final Comparator<EngineState.AppliedEvent> PRECEDENCE = Comparator.comparing(
                    EngineState.AppliedEvent::stamp)
            .thenComparing(EngineState.AppliedEvent::digest, Arrays::compareUnsigned);

    private final StateStore store;

    EventDeduplicator(StateStore store) {
        this.store = store;
    }

    /** The result of a claim to a source and id. */
    sealed interface ClaimResult {
        /** Applies the function for this kind of result. A new kind needs a function from every caller. */
        <R> R match(
                Function<FirstSeen, R> first,
                Function<Duplicate, R> duplicate,
                Function<ConflictLost, R> lost,
                Function<ConflictWon, R> won);

        record FirstSeen() implements ClaimResult {
            @Override
            public <R> R match(
                    Function<FirstSeen, R> first,
                    Function<Duplicate, R> duplicate,
                    Function<ConflictLost, R> lost,
                    Function<ConflictWon, R> won) {
                return first.apply(this);
            }
        }

        record Duplicate() implements ClaimResult {
            @Override
            public <R> R match(
                    Function<FirstSeen, R> first,
                    Function<Duplicate, R> duplicate,
                    Function<ConflictLost, R> lost,
                    Function<ConflictWon, R> won) {
                return duplicate.apply(this);
            }
        }

        record ConflictLost(EngineState.AppliedEvent other) implements ClaimResult {
            @Override
            public <R> R match(
                    Function<FirstSeen, R> first,
                    Function<Duplicate, R> duplicate,
                    Function<ConflictLost, R> lost,
                    Function<ConflictWon, R> won) {
                return lost.apply(this);
            }
        }

        record ConflictWon(EngineState.AppliedEvent other) implements ClaimResult {
            @Override
            public <R> R match(
                    Function<FirstSeen, R> first,
                    Function<Duplicate, R> duplicate,
                    Function<ConflictLost, R> lost,
                    Function<ConflictWon, R> won) {
                return won.apply(this);
            }
        }
    }

    /** @param subject what the event is about */
    ClaimResult claim(Event event, RecordArrival arrival, String subject) {
        DistrictKey key = key(event);
        EngineState.AppliedEvent mine = new EngineState.AppliedEvent(
                arrival.digest(), arrival.stamp(), event.type(), subject, event.time(), arrival.offset());
        Optional<EngineState.AppliedEvent> stored = store.get(CoverageTables.EVENTS, key);
        if (stored.isEmpty()) {
            store.put(CoverageTables.EVENTS, key, mine);
            return new ClaimResult.FirstSeen();
        }
        EngineState.AppliedEvent other = stored.get();
        boolean earlier = PRECEDENCE.compare(mine, other) < 0;
        if (earlier) {
            store.put(CoverageTables.EVENTS, key, mine);
        }
        if (Arrays.equals(mine.digest(), other.digest())) {
            return new ClaimResult.Duplicate();
        }
        return earlier ? new ClaimResult.ConflictWon(other) : new ClaimResult.ConflictLost(other);
    }

    /** Whether an event with its source and id is stored. */
    boolean isClaimed(Event event) {
        return store.get(CoverageTables.EVENTS, key(event)).isPresent();
    }

    /** The event leaves no evidence after all. */
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

    private static DistrictKey key(Event event) {
        return new DistrictKey(event.origin().district(), Sha256.digest(event.source() + "\n" + event.id()));
    }
}
