package org.postwatch.plan;

import java.time.LocalDate;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.KeyPrefix;

/** The key of a campus in state tables and topics. Neither id contains {@code /}. */
public record CampusKey(String district, String campus) {
    /** Reads what {@link #text} writes. */
    public static CampusKey parse(String text) {
        DistrictKey key = DistrictKey.parse(text);
        return new CampusKey(key.district(), key.name());
    }

    /** As {@code socorro-nm/socorro-hs}. */
    public String text() {
        return new DistrictKey(district, campus).text();
    }

    /** What the keys of all days of this campus start with, as {@code socorro-nm/socorro-hs/}. */
    public KeyPrefix prefix() {
        return KeyPrefix.below(text());
    }

    public CampusDayKey on(LocalDate date) {
        return new CampusDayKey(this, date);
    }
}
