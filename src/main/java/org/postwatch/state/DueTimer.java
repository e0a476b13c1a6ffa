package org.postwatch.state;

import java.time.Instant;
import org.postwatch.event.DistrictKey;

/**
 * A timer.
 *
 * @param at its deadline
 * @param key of the value in the table of its kind, as text: timers of one instant run in its order
 */
public record DueTimer<K extends Enum<K> & TimerKind>(Instant at, K kind, String key) {
    /** Its table and key, for logs and {@link FailureBackoff}. */
    public String unit() {
        return kind.timedTable().table().name() + " " + key;
    }

    /** The district of its key. */
    public String district() {
        return DistrictKey.districtOf(key);
    }

    /** Its key in the table of its kind. */
    public <T> T keyIn(StateTable<T, ?> table) {
        return table.keys().parse(key);
    }
}
