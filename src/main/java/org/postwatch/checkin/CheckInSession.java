package org.postwatch.checkin;

import java.util.Objects;

/**
 * An officer who has proved the place and entered the PIN.
 *
 * @param evidence of the place: the session ends with its sheet
 * @param grant the id of the grant of the PIN: the session ends with it
 */
public record CheckInSession(CheckInPlace place, PlaceEvidence evidence, String badge, String grant) {
    public CheckInSession {
        Objects.requireNonNull(place);
        Objects.requireNonNull(evidence);
        Objects.requireNonNull(badge);
        Objects.requireNonNull(grant);
    }
}
