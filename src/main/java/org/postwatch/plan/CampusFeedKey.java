package org.postwatch.plan;

import org.postwatch.event.DistrictKey;

/** The key of what one feed reports of a campus. */
public record CampusFeedKey(CampusKey campus, String feed) {
    /** Reads what {@link #text} writes. */
    public static CampusFeedKey parse(String text) {
        DistrictKey key = DistrictKey.parse(text);
        DistrictKey rest = DistrictKey.parse(key.name());
        return new CampusFeedKey(new CampusKey(key.district(), rest.district()), rest.name());
    }

    /** As {@code socorro-nm/socorro-hs/cameras}. */
    public String text() {
        return campus.prefix().text() + feed;
    }
}
