package org.postwatch.state;

import java.time.LocalDate;
import org.postwatch.event.DistrictKey;

/** The key of one UTC date of a district. Keys of a district are in the order of their dates. */
public record DistrictDayKey(String district, LocalDate date) {
    /** How it is written in tables, as {@code socorro-nm/2026-09-14}. */
    public static final KeyFormat<DistrictDayKey> FORMAT = new KeyFormat<>(DistrictDayKey::text, DistrictDayKey::parse);

    /** Reads what {@link #text} writes. */
    public static DistrictDayKey parse(String text) {
        DistrictKey key = DistrictKey.parse(text);
        return new DistrictDayKey(key.district(), LocalDate.parse(key.name()));
    }

    /** As {@code socorro-nm/2026-09-14}. */
    public String text() {
        return new DistrictKey(district, date.toString()).text();
    }
}
