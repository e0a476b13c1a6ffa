package org.postwatch.watch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.postwatch.event.Event;

/**
 * An event is its source and id. Of those that leave something behind, a second one with the same pair is ignored if
 * its bytes are the same; else the smaller SHA-256 stands, whichever came first.
 */
final class Identities {
    private static final Base64.Encoder LETTERS = Base64.getUrlEncoder().withoutPadding();

    private final Ledger ledger;

    Identities(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What a claim to a source and id came to. */
    sealed interface Claim {
        record First() implements Claim {}

        record Again() implements Claim {}

        record Loses() implements Claim {}

        record Displaces(Memory.OfEvent other) implements Claim {}
    }

    /** @param unit what the event bears on */
    Claim claim(Event event, Receipt receipt, String unit) {
        String key = event.origin().district() + "/" + hash(event);
        Memory.OfEvent mine = new Memory.OfEvent(receipt.digest(), event.type(), unit, event.time(), receipt.offset());
        Optional<Memory.OfEvent> other = ledger.get(Table.EVENTS, key);
        int order = other.map(o -> Arrays.compareUnsigned(mine.digest(), o.digest()))
                .orElse(-1);
        if (order == 0) {
            return new Claim.Again();
        }
        if (order > 0) {
            return new Claim.Loses();
        }
        ledger.put(Table.EVENTS, key, mine);
        return other.isPresent() ? new Claim.Displaces(other.get()) : new Claim.First();
    }

    /** Whether one of its source and id left something behind. */
    boolean isKnown(Event event) {
        return ledger.get(Table.EVENTS, event.origin().district() + "/" + hash(event))
                .isPresent();
    }

    /** It left nothing behind after all. */
    void release(Event event) {
        ledger.delete(Table.EVENTS, event.origin().district() + "/" + hash(event));
    }

    /** Forgets the events before an instant. */
    void forgetBefore(String district, Instant openFrom) {
        ledger.scan(Table.EVENTS, district + "/", (key, event) -> {
            if (event.time().isBefore(openFrom)) {
                ledger.delete(Table.EVENTS, key);
            }
        });
    }

    private static String hash(Event event) {
        return digest(event.source() + "\n" + event.id());
    }

    /** The first 12 bytes of the SHA-256 of a text, in 16 letters, digits, hyphens and underscores. */
    static String digest(String text) {
        return LETTERS.encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8), 12));
    }
}
