package org.postwatch.state;

import java.time.Instant;

/**
 * A timer.
 *
 * @param at its deadline
 * @param key of the value in the table of its kind
 */
public record DueTimer<K extends Enum<K> & TimerKind>(Instant at, K kind, String key) {
    /** Its table and key, for logs and {@link FailureBackoff}. */
    public String unit() {
        return kind.timedTable().table().name() + " " + key;
    }
}
