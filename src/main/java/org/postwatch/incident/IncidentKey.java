package org.postwatch.incident;

import org.postwatch.event.DistrictKey;
import org.postwatch.event.KeyPrefix;

/**
 * The key of an incident, or of an alert of the notification engine, in state tables and topics.
 *
 * @param incident the text of its {@link IncidentId}
 */
public record IncidentKey(String district, String incident) {
    /** Reads what {@link #text} writes. */
    public static IncidentKey parse(String text) {
        DistrictKey key = DistrictKey.parse(text);
        return new IncidentKey(key.district(), key.name());
    }

    /** As {@code socorro-nm/coverage/socorro-hs/sro/2026-09-14/day}. */
    public String text() {
        return new DistrictKey(district, incident).text();
    }

    /** What the keys of all incidents below this one start with, as {@code socorro-nm/conduct/socorro-hs/}. */
    public KeyPrefix prefix() {
        return KeyPrefix.below(text());
    }
}
