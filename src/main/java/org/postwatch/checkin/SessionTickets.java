package org.postwatch.checkin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
                session.evidence().proof().wireName(),
                session.evidence().sheetField(),
                session.badge(),
                session.grant());
    }

    /**
     * The session; empty if the ticket is forged, has expired, or is of another campus.
     *
     * @param ticket what a phone sent, whatever that is
     */
    public Optional<CheckInSession> read(CheckInPlace place, String ticket, Instant now) {
        return signed.read(ticket, 6, now)
                .filter(fields ->
                        fields.get(0).equals(place.district()) && fields.get(1).equals(place.campus()))
                .flatMap(fields -> PlaceEvidence.read(fields.get(2), fields.get(3))
                        .map(evidence -> new CheckInSession(place, evidence, fields.get(4), fields.get(5))));
    }
}
