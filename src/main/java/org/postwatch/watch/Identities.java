package org.postwatch.watch;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.postwatch.event.Event;

/**
 * An event is its source and id. Of those that leave something behind, a second one with the same pair is ignored if
 * its bytes are the same; else the one with the earlier arrival stamp stands (at equal stamps the smaller SHA-256), in
 * whatever order they are read. The stamp of an event is the least of its identical copies'. So only the event that
 * stands and its stamp need to be remembered: a copy of the other one counts again if it arrived earlier still.
 */
final class Identities {
    /** Of two events with one source and id the lesser stands. */
    private static final Comparator<Memory.OfEvent> PRECEDENCE =
            Comparator.comparing(Memory.OfEvent::stamp).thenComparing(Memory.OfEvent::digest, Arrays::compareUnsigned);

    private final Ledger ledger;

    Identities(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What a claim to a source and id came to. */
    sealed interface Claim {
        record First() implements Claim {}

        record Again() implements Claim {}

        record Loses(Memory.OfEvent other) implements Claim {}

        record Displaces(Memory.OfEvent other) implements Claim {}
    }

    /** @param unit what the event bears on */
    Claim claim(Event event, Receipt receipt, String unit) {
        String key = event.origin().district() + "/" + hash(event);
        Memory.OfEvent mine = new Memory.OfEvent(
                receipt.digest(), receipt.stamp(), event.type(), unit, event.time(), receipt.offset());
        Optional<Memory.OfEvent> known = ledger.get(CoverageTables.EVENTS, key);
        if (known.isEmpty()) {
            ledger.put(CoverageTables.EVENTS, key, mine);
            return new Claim.First();
        }
        Memory.OfEvent other = known.get();
        boolean earlier = PRECEDENCE.compare(mine, other) < 0;
        if (earlier) {
            ledger.put(CoverageTables.EVENTS, key, mine);
        }
        if (Arrays.equals(mine.digest(), other.digest())) {
            return new Claim.Again();
        }
        return earlier ? new Claim.Displaces(other) : new Claim.Loses(other);
    }

    /** Whether one of its source and id left something behind. */
    boolean isKnown(Event event) {
        return ledger.get(CoverageTables.EVENTS, event.origin().district() + "/" + hash(event))
                .isPresent();
    }

    /** It left nothing behind after all. */
    void release(Event event) {
        ledger.delete(CoverageTables.EVENTS, event.origin().district() + "/" + hash(event));
    }

    /** Forgets the events before an instant. */
    void forgetBefore(String district, Instant openFrom) {
        ledger.scan(CoverageTables.EVENTS, district + "/", (key, event) -> {
            if (event.time().isBefore(openFrom)) {
                ledger.delete(CoverageTables.EVENTS, key);
            }
        });
    }

    private static String hash(Event event) {
        return Sha256.digest(event.source() + "\n" + event.id());
    }
}
