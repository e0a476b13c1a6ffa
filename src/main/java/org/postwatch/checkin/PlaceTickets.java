package org.postwatch.checkin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tickets that a page carries once its code was found valid, so that an officer who enters a PIN need not be faster than the code
 * rotates. A ticket holds at one campus, for ten minutes. Safe for threads.
 */
public final class PlaceTickets {
    /** From the scan of the code. */
    public static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final SignedFields signed;

    public PlaceTickets(CheckInKey key) {
        signed = new SignedFields(key, "place-ticket");
    }

    /** @param scanned when the code was found valid */
    public String issue(CheckInPlace place, PlaceEvidence evidence, Instant scanned) {
        return signed.write(
                scanned.plus(MAX_AGE),
                place.district(),
                place.campus(),
                evidence.proof().wireName(),
                evidence.sheetField());
    }

    /**
     * What proved the place; empty if the ticket is forged, has expired, or is of another campus. Whether its sheet is still
     * valid is not known here.
     *
     * @param ticket what a phone sent, whatever that is
     */
    public Optional<PlaceEvidence> read(CheckInPlace place, String ticket, Instant now) {
        return signed.read(ticket, 4, now)
                .filter(fields ->
                        fields.get(0).equals(place.district()) && fields.get(1).equals(place.campus()))
                .flatMap(fields -> PlaceEvidence.read(fields.get(2), fields.get(3)));
    }
}
