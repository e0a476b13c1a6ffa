package org.postwatch.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of an incident, as it was said: append-only history.
 *
 * @param incident as it is after the change; as it was before, when withdrawn or averted
 * @param effective the instant that the facts imply
 * @param said the clock when it was said
 * @param reason why it closed, as {@code covered}
 */
public record Transition(
        String district, Incident incident, Change change, Instant effective, Instant said, Optional<String> reason) {

    /** What happened to the incident. */
    public enum Change {
        /** The forecast has a gap. */
        EXPECTED,
        /** What was expected did not come, or is not expected any more. */
        AVERTED,
        OPENED,
        ESCALATED,
        CLOSED,
        /** Later news changed what had been said: the incident as it now stands. */
        CORRECTED,
        /** Facts no longer imply what had been said. */
        WITHDRAWN
    }
}
