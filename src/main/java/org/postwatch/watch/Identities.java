package org.postwatch.watch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.postwatch.event.Event;

/**
 * An event is its source and id. Of those that leave something behind, a second one with the same pair is ignored if
 * its bytes are the same; else the smaller SHA-256 stands, whichever came first.
 */
final class Identities {
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

    /**
     * @param unit what the event bears on
     * @param openFrom the first instant of the open days: only their events can be met again
     */
    Claim claim(Event event, Receipt receipt, String unit, Instant openFrom, Instant clock) {
        String district = event.origin().district();
        String hash = hash(event);
        Memory.OfEvent mine = new Memory.OfEvent(receipt.sha256(), event.type(), unit, event.time(), receipt.offset());
        LocalDate last = day(clock).plusDays(1);
        for (LocalDate day = day(openFrom); !day.isAfter(last); day = day.plusDays(1)) {
            String key = key(district, day, hash);
            Optional<Memory.OfEvent> other = ledger.get(Table.EVENTS, key);
            if (other.isPresent()) {
                int order = Arrays.compareUnsigned(mine.sha256(), other.get().sha256());
                if (order == 0) {
                    return new Claim.Again();
                }
                if (order > 0) {
                    return new Claim.Loses();
                }
                ledger.delete(Table.EVENTS, key);
                ledger.put(Table.EVENTS, key(district, day(event.time()), hash), mine);
                return new Claim.Displaces(other.get());
            }
        }
        ledger.put(Table.EVENTS, key(district, day(event.time()), hash), mine);
        return new Claim.First();
    }

    /** Forgets the events of days that are over before an instant. */
    void forgetBefore(String district, Instant openFrom) {
        ledger.range(
                Table.EVENTS,
                district + "/",
                district + "/" + day(openFrom),
                Integer.MAX_VALUE,
                (key, value) -> ledger.delete(Table.EVENTS, key));
    }

    private static LocalDate day(Instant t) {
        return LocalDate.ofInstant(t, ZoneOffset.UTC);
    }

    private static String key(String district, LocalDate day, String hash) {
        return district + "/" + day + "/" + hash;
    }

    private static String hash(Event event) {
        return digest(event.source() + "\n" + event.id());
    }

    /** The first 12 bytes of the SHA-256 of a text, in hexadecimal. */
    static String digest(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(all, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
