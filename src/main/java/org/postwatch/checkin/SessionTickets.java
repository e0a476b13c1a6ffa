package org.postwatch.checkin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.text.WireName;

/** Tickets of officers who have entered their PIN. One holds for ten minutes: later the officer scans the code again. Safe for threads. */
public final class SessionTickets {
    public static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final SignedFields signed;

    public SessionTickets(CheckInKey key) {
        signed = new SignedFields(key, "session-ticket");
    }

    /** @param started when the PIN was found right */
    public String issue(CheckInSession session, Instant started) {
        return signed.write(
                started.plus(MAX_AGE),
                session.place().district(),
                session.place().campus(),
                session.proof().wireName(),
                session.badge(),
                session.grant());
    }

    /**
     * The session; empty if the ticket is forged, has expired, or is of another campus.
     *
     * @param ticket what a phone sent, whatever that is
     */
    public Optional<CheckInSession> read(CheckInPlace place, String ticket, Instant now) {
        return signed.read(ticket, 5, now)
                .filter(fields ->
                        fields.get(0).equals(place.district()) && fields.get(1).equals(place.campus()))
                .flatMap(fields -> WireName.find(PlaceProof.class, fields.get(2))
                        .map(proof -> new CheckInSession(place, proof, fields.get(3), fields.get(4))));
    }
}
