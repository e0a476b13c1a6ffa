package org.postwatch.coverage.engine;

import org.postwatch.event.DistrictKey;
import org.postwatch.incident.IncidentKey;
import org.postwatch.state.KeyFormat;

/**
 * The key of an incident whose transitions are withheld. A district's silent feeds come first: notices of what follows from a
 * silence wait for the notice of the silence.
 */
public record WithheldIncidentKey(IncidentKey incident, boolean isFeedSilence) {
    static final KeyFormat<WithheldIncidentKey> FORMAT =
            new KeyFormat<>(WithheldIncidentKey::text, WithheldIncidentKey::parse);

    private static final String FIRST = "0";
    private static final String SECOND = "1";

    /** As {@code socorro-nm/1/coverage/socorro-hs/sro/2026-09-14/day}. */
    private String text() {
        DistrictKey ordered = new DistrictKey(isFeedSilence ? FIRST : SECOND, incident.incident());
        return new DistrictKey(incident.district(), ordered.text()).text();
    }

    private static WithheldIncidentKey parse(String text) {
        DistrictKey key = DistrictKey.parse(text);
        DistrictKey ordered = DistrictKey.parse(key.name());
        return new WithheldIncidentKey(
                new IncidentKey(key.district(), ordered.name()),
                ordered.district().equals(FIRST));
    }
}
