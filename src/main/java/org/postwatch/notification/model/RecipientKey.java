package org.postwatch.notification.model;

import org.postwatch.event.DistrictKey;
import org.postwatch.event.KeyPrefix;

/** The key of a recipient of a district. Neither id contains {@code /}. */
public record RecipientKey(String district, String recipient) {
    /** Reads what {@link #text} writes. */
    public static RecipientKey parse(String text) {
        DistrictKey key = DistrictKey.parse(text);
        return new RecipientKey(key.district(), key.name());
    }

    /** As {@code socorro-nm/board}. */
    public String text() {
        return new DistrictKey(district, recipient).text();
    }

    /** What the keys of all notices to this recipient start with, as {@code socorro-nm/board/}. */
    public KeyPrefix prefix() {
        return KeyPrefix.below(text());
    }
}
